-- The database lock on PostgreSQL (SPEC 6): what foreign keys and checks of the tables cannot say.
-- Every refusal has a name, given as the constraint of the error. Triggers that judge run AFTER, so
-- they see all that one statement wrote. `{schema}` is where the tables stand; pg_temp comes last in
-- the path, so that nobody can slip a table of his own under a trigger.

CREATE FUNCTION refuse(name text, words text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: %', name, words USING ERRCODE = 'check_violation', CONSTRAINT = name;
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%_are_kept_for_ever: % of % is refused', TG_TABLE_NAME, TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_are_kept_for_ever';
END $$;

-- A statement that lost its race undoes itself.
CREATE FUNCTION lost_race() RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RAISE EXCEPTION 'lost_race' USING ERRCODE = 'SF001';
END $$;

CREATE FUNCTION guard_fact() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
DECLARE
  held record;
  broken text;
  missing text;
BEGIN
  SELECT c.seq, c.applicant_id, u.id AS unit_id, u.parent_id, u.zone, b.hash, b.recorded_at
    INTO held
    FROM cases c JOIN units u ON u.id = c.unit_id
    LEFT JOIN facts b ON b.case_id = new.case_id AND b.seq = new.seq - 1
    WHERE c.id = new.case_id;
  IF held.seq IS NULL OR held.seq < new.seq THEN
    PERFORM refuse('fact_moves_its_case', 'the case row does not follow this fact');
  END IF;
  IF abs(extract(epoch FROM clock_timestamp() - new.recorded_at)) > 5
    OR (new.medium = 'system'
        AND abs(extract(epoch FROM new.recorded_at - new.performed_at)) > 5)
    OR (new.medium = 'paper' AND new.performed_at > new.recorded_at) THEN
    PERFORM refuse('fact_is_on_the_clock', 'recorded_at is not the time of the database');
  END IF;
  IF new.legal_day <> (CASE new.medium WHEN 'paper' THEN new.performed_at ELSE new.recorded_at END
                       AT TIME ZONE held.zone)::date THEN
    PERFORM refuse('fact_is_on_its_legal_day', 'legal_day is not the day in the zone of the unit');
  END IF;

  IF new.seq = 1 THEN
    IF new.previous_hash <> repeat('0', 64) THEN
      PERFORM refuse('fact_is_chained', 'the first fact is chained to nothing');
    END IF;
    IF new.kind <> 'act' OR NOT EXISTS (
      SELECT FROM markings m
      WHERE m.version_id = new.version_id AND m.id = new.source AND m.is_start) THEN
      PERFORM refuse('fact_starts_at_the_start', 'the first fact leaves the start marking');
    END IF;
    IF NOT EXISTS (
      SELECT FROM version_terms t
      WHERE t.version_id = new.version_id AND t.from_on <= new.legal_day
        AND (t.until_on IS NULL OR new.legal_day < t.until_on)) THEN
      PERFORM refuse('case_opens_in_force', 'the version is not in force on this day');
    END IF;
  ELSE
    IF held.hash IS DISTINCT FROM new.previous_hash THEN
      PERFORM refuse('fact_is_chained', 'previous_hash is not the hash of the fact before');
    END IF;
    IF new.recorded_at < held.recorded_at THEN
      PERFORM refuse('fact_is_on_the_clock', 'recorded_at lies before that of the fact before');
    END IF;
  END IF;

  IF new.actor_class = 'applicant' AND new.person_id <> held.applicant_id THEN
    PERFORM refuse('fact_is_by_the_applicant', 'the person is not the applicant of the case');
  END IF;
  IF new.entered_by IS NOT NULL AND NOT EXISTS (
    SELECT FROM appointments a JOIN positions p ON p.id = a.position_id
    WHERE a.person_id = new.entered_by AND p.unit_id = held.unit_id
      AND a.valid_from <= new.legal_day AND a.recorded_at <= new.recorded_at
      AND (a.valid_until IS NULL OR new.legal_day <= a.valid_until)) THEN
    PERFORM refuse('fact_is_entered_by_an_official', 'who entered it has no post in the unit');
  END IF;
  IF new.actor_class = 'official' THEN
    IF NOT EXISTS (
      SELECT FROM appointments a
      WHERE a.id = new.appointment_id AND a.valid_from <= new.legal_day
        AND (a.valid_until IS NULL OR new.legal_day <= a.valid_until)
        AND a.recorded_at <= new.recorded_at) THEN
      PERFORM refuse('fact_is_within_the_appointment',
                     'the appointment was not in force, or not on record, at the act');
    END IF;
    IF NOT EXISTS (
      SELECT FROM positions p
      WHERE p.id = new.position_id AND p.kind = new.position_kind AND p.name = new.position_name
        AND (new.kind <> 'act' OR EXISTS (
          SELECT FROM may_act m
          WHERE m.version_id = new.version_id AND m.role = new.role
            AND m.position_kind = p.kind AND m.capacity = new.capacity AND m.rank = 0
            AND p.unit_id = CASE m.relation WHEN 'unit' THEN held.unit_id
                                            WHEN 'parent' THEN held.parent_id
                                            ELSE m.named_unit END))) THEN
      PERFORM refuse('fact_is_by_who_may_act', 'this position may not act for the role');
    END IF;
  END IF;

  IF new.kind = 'act' THEN
    IF EXISTS (
      SELECT FROM rounds r
      WHERE r.version_id = new.version_id AND r.trigger = new.trigger
        AND r.rounds_max < (SELECT count(*) FROM facts f JOIN rounds q
                              ON q.version_id = f.version_id AND q.trigger = f.trigger
                            WHERE f.case_id = new.case_id AND f.step = new.step AND f.answer = new.answer)) THEN
      PERFORM refuse('fact_keeps_within_the_rounds', 'taken more often than declared');
    END IF;
    IF EXISTS (
      SELECT FROM facts l
      WHERE l.case_id = new.case_id AND l.seq < new.seq AND l.step = new.step
        AND l.person_id = new.person_id AND right(l.trigger, 5) = '!vote'
        AND NOT EXISTS (
          SELECT FROM facts p
          JOIN openings o ON o.version_id = p.version_id AND o.source = p.source
            AND o.trigger = p.trigger AND o.step = new.step
          WHERE p.case_id = new.case_id AND p.seq > l.seq AND p.seq < new.seq)) THEN
      PERFORM refuse('fact_is_one_vote_of_a_person', 'this person has voted at this step');
    END IF;
    SELECT d.kind INTO broken FROM duties d
      WHERE d.version_id = new.version_id AND d.step = new.step
        AND new.actor_class = 'official' AND CASE d.kind
          WHEN 'different' THEN EXISTS (
            SELECT FROM actors a
            WHERE a.case_id = new.case_id AND a.step = d.other AND a.person_id = new.person_id)
          WHEN 'same' THEN EXISTS (
            SELECT FROM actors a WHERE a.case_id = new.case_id AND a.step = d.other)
            AND NOT EXISTS (
              SELECT FROM actors a
              WHERE a.case_id = new.case_id AND a.step = d.other
                AND a.person_id = new.person_id)
          WHEN 'separation' THEN d.most <= (
            SELECT count(DISTINCT a.step)
            FROM duties g JOIN actors a ON a.step = g.other
            WHERE g.version_id = d.version_id AND g.step = d.step AND g.kind = d.kind
              AND g.number = d.number AND a.case_id = new.case_id
              AND a.person_id = new.person_id)
          ELSE EXISTS (
            SELECT FROM facts f
            WHERE f.case_id = new.case_id AND f.kind = 'conflict'
              AND f.person_id = new.person_id) END
      LIMIT 1;
    IF broken IS NOT NULL THEN
      PERFORM refuse('fact_keeps_the_duties', 'this person may not act here: ' || broken);
    END IF;
    SELECT string_agg(o.obligation, ', ') INTO missing
      FROM markings e JOIN must o ON o.version_id = e.version_id AND o.end_id = e.end_id
      WHERE e.version_id = new.version_id AND e.id = new.target AND e.is_deciding
        AND NOT EXISTS (
          SELECT FROM facts a
          JOIN meets m ON m.version_id = o.version_id AND m.end_id = o.end_id
            AND m.obligation = o.obligation AND m.step = a.step AND m.trigger = a.trigger
          WHERE a.case_id = new.case_id AND a.medium = 'system'
            AND NOT EXISTS (
              SELECT FROM facts l
              WHERE l.case_id = a.case_id AND l.seq > a.seq AND l.step = a.step)
            AND NOT EXISTS (
              SELECT FROM facts d
              JOIN changes c ON c.version_id = d.version_id AND c.trigger = d.trigger
              JOIN judges j ON j.version_id = d.version_id AND j.step = a.step AND j.item = c.item
              WHERE d.case_id = a.case_id AND d.seq > a.seq
                AND NOT EXISTS (
                  SELECT FROM stands s
                  WHERE s.version_id = d.version_id AND s.changing_step = d.step
                    AND s.step = a.step)));
    IF missing IS NOT NULL THEN
      PERFORM refuse('fact_meets_every_obligation', 'unmet or stale before this end: ' || missing);
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER facts_guarded AFTER INSERT ON facts FOR EACH ROW EXECUTE FUNCTION guard_fact();

CREATE FUNCTION guard_case() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF new.seq < old.seq THEN
    PERFORM refuse('case_never_goes_back', 'the case row goes back');
  END IF;
  PERFORM refuse('case_keeps_its_identity', 'number, version, unit, applicant and times stay');
  RETURN NULL;
END $$;
CREATE TRIGGER cases_guarded AFTER UPDATE ON cases FOR EACH ROW
  WHEN (new.seq < old.seq
    OR new.id <> old.id OR new.number <> old.number OR new.version_id <> old.version_id
    OR new.unit_id <> old.unit_id OR new.applicant_id <> old.applicant_id
    OR new.opened_at <> old.opened_at
    OR (old.closed_at IS NOT NULL AND new.closed_at IS DISTINCT FROM old.closed_at))
  EXECUTE FUNCTION guard_case();

-- What the file holds is what a fact says it received: nobody changes it behind a signature. What
-- somebody judges comes with the opening or with an act that changes it, so that it makes stale; and
-- what a later act brought is not exchanged for what was there before. An erased private part still
-- counts by what its act may have brought.
CREATE FUNCTION may_bring(the_case text, the_seq integer, the_item text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = {schema}, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM facts f
    WHERE f.case_id = the_case AND f.seq = the_seq AND f.kind = 'act'
      AND (f.seq = 1
        OR NOT EXISTS (
          SELECT FROM judges j WHERE j.version_id = f.version_id AND j.item = the_item)
        OR EXISTS (
          SELECT FROM changes c
          WHERE c.version_id = f.version_id AND c.trigger = f.trigger AND c.item = the_item)))
$$;

CREATE FUNCTION guard_field() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM fact_private p
    WHERE p.case_id = new.case_id AND p.seq = new.seq
      AND p.body -> 'fields' -> new.item = new.value)
    OR NOT may_bring(new.case_id, new.seq, new.item) THEN
    PERFORM refuse('case_holds_what_was_recorded', 'no such fact brought this value');
  END IF;
  IF EXISTS (
    SELECT FROM facts d LEFT JOIN fact_private l ON l.case_id = d.case_id AND l.seq = d.seq
    WHERE d.case_id = new.case_id AND d.seq > new.seq AND d.commitment IS NOT NULL
      AND CASE WHEN l.body IS NULL THEN EXISTS (
            SELECT FROM changes c
            WHERE c.version_id = d.version_id AND c.trigger = d.trigger AND c.item = new.item)
          ELSE coalesce(l.body -> 'fields' ? new.item, false) END) THEN
    PERFORM refuse('case_holds_what_was_recorded', 'a later fact brought another value');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER case_fields_guarded AFTER INSERT OR UPDATE ON case_fields
  FOR EACH ROW EXECUTE FUNCTION guard_field();

CREATE FUNCTION guard_requirement() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM facts f
    WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.public -> 'received' ? new.item)
    OR NOT may_bring(new.case_id, new.seq, new.item) THEN
    PERFORM refuse('case_holds_what_was_recorded', 'no such fact brought this paper');
  END IF;
  IF EXISTS (
    SELECT FROM facts d
    WHERE d.case_id = new.case_id AND d.seq > new.seq AND d.public -> 'received' ? new.item) THEN
    PERFORM refuse('case_holds_what_was_recorded', 'a later fact brought this paper again');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER case_requirements_guarded AFTER INSERT OR UPDATE ON case_requirements
  FOR EACH ROW EXECUTE FUNCTION guard_requirement();

-- A private part is written with its fact: what was erased is not written anew in other words.
CREATE FUNCTION guard_private() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM facts f JOIN cases c ON c.id = f.case_id AND c.seq = f.seq
    WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.commitment IS NOT NULL
      AND abs(extract(epoch FROM clock_timestamp() - f.recorded_at)) <= 5) THEN
    PERFORM refuse('fact_private_is_kept', 'a private part is written with its fact');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER fact_private_guarded AFTER INSERT ON fact_private
  FOR EACH ROW EXECUTE FUNCTION guard_private();

-- Nobody confirms for somebody else that he has read.
CREATE FUNCTION guard_read() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM facts f
    WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.kind = 'acknowledgement'
      AND f.person_id = new.person_id AND (f.public ->> 'of_seq')::integer = new.of_seq
      AND f.public -> 'roles' ? new.role) THEN
    PERFORM refuse('copy_is_read_in_person', 'no such fact of this person');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER copies_read_guarded AFTER INSERT ON copies_read
  FOR EACH ROW EXECUTE FUNCTION guard_read();
CREATE TRIGGER copies_kept BEFORE UPDATE OR DELETE ON copies
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER copies_not_emptied BEFORE TRUNCATE ON copies
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER copies_read_kept BEFORE UPDATE OR DELETE ON copies_read
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER copies_read_not_emptied BEFORE TRUNCATE ON copies_read
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Once the version row is there, nothing is added to it. The lock makes a writer that began before
-- the version was published wait, or be waited for.
CREATE FUNCTION guard_published() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(new.version_id, 7));
  IF EXISTS (SELECT FROM versions v WHERE v.id = new.version_id) THEN
    PERFORM refuse('version_is_published', 'nothing is added to a published version');
  END IF;
  RETURN new;
END $$;

CREATE FUNCTION lock_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(new.id, 7));
  RETURN new;
END $$;
CREATE TRIGGER versions_locked BEFORE INSERT ON versions
  FOR EACH ROW EXECUTE FUNCTION lock_version();

-- The life of a version: in order, two of four eyes, by whoever has the right, on the clock.
CREATE FUNCTION guard_version_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
DECLARE
  drafter text;
  before record;
  account record;
BEGIN
  SELECT v.submitted_by INTO drafter FROM versions v WHERE v.id = new.version_id;
  SELECT e.state, e.recorded_at INTO before
    FROM version_events e WHERE e.version_id = new.version_id AND e.seq = new.seq - 1;
  IF new.seq <> 1 AND before.state IS NULL
    OR NOT (coalesce(before.state, ''), new.state) IN (
      ('', 'draft'), ('draft', 'trial'), ('draft', 'review'), ('trial', 'review'),
      ('review', 'trial'), ('review', 'ratified'), ('ratified', 'ratified'),
      ('ratified', 'in_force'), ('draft', 'withdrawn'), ('trial', 'withdrawn'),
      ('review', 'withdrawn'), ('ratified', 'withdrawn'), ('in_force', 'withdrawn')) THEN
    PERFORM refuse('version_goes_its_way', 'this does not follow what was recorded before');
  END IF;
  IF abs(extract(epoch FROM clock_timestamp() - new.recorded_at)) > 5
    OR new.recorded_at < before.recorded_at THEN
    PERFORM refuse('version_event_is_on_the_clock', 'recorded_at is not the time of the database');
  END IF;
  SELECT a.is_admin OR a.may_ratify AS may INTO account
    FROM accounts a WHERE a.person_id = new.person_id AND a.disabled_at IS NULL;
  IF account.may IS NULL
    OR new.state IN ('ratified', 'in_force') AND NOT account.may
    OR new.state = 'draft' AND new.person_id <> drafter
    OR new.state IN ('trial', 'review', 'withdrawn') AND NOT account.may
      AND (new.person_id <> drafter OR before.state IN ('ratified', 'in_force')) THEN
    PERFORM refuse('version_event_is_by_who_may', 'this person may not do that');
  END IF;
  IF new.state = 'in_force' AND (
    SELECT count(DISTINCT e.person_id) FROM version_events e
    WHERE e.version_id = new.version_id AND e.state = 'ratified' AND e.seq < new.seq) < 2 THEN
    PERFORM refuse('version_is_ratified_by_two', 'two different people ratify a version first');
  END IF;
  IF new.state = 'withdrawn' AND coalesce(trim(new.note), '') = '' THEN
    PERFORM refuse('version_is_withdrawn_with_a_reason', 'the reason is missing');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER version_events_guarded AFTER INSERT ON version_events
  FOR EACH ROW EXECUTE FUNCTION guard_version_event();

CREATE FUNCTION guard_appointment() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF new.ended_recorded_at IS NOT NULL
      OR abs(extract(epoch FROM clock_timestamp() - new.recorded_at)) > 5 THEN
      PERFORM refuse('appointment_is_on_the_clock', 'recorded_at is not the time of the database');
    END IF;
  ELSIF old.ended_recorded_at IS NOT NULL OR new.ended_recorded_at IS NULL
    OR new.valid_until IS NULL OR new.valid_until > old.valid_until
    OR (new.id, new.person_id, new.position_id, new.capacity, new.letter_number, new.letter_date,
        new.valid_from, new.recorded_at) IS DISTINCT FROM
       (old.id, old.person_id, old.position_id, old.capacity, old.letter_number, old.letter_date,
        old.valid_from, old.recorded_at) THEN
    PERFORM refuse('appointment_ends_once', 'an appointment may only be ended, and only once');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER appointments_guarded AFTER INSERT OR UPDATE ON appointments
  FOR EACH ROW EXECUTE FUNCTION guard_appointment();

CREATE FUNCTION guard_position() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF (new.id, new.unit_id, new.kind) IS DISTINCT FROM (old.id, old.unit_id, old.kind) THEN
    PERFORM refuse('position_keeps_its_identity', 'a changed position is a new position');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER positions_guarded AFTER UPDATE ON positions
  FOR EACH ROW EXECUTE FUNCTION guard_position();

-- Whose parent a unit has says who may act for it; its zone says which day an act is of.
CREATE FUNCTION guard_unit() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF (new.id, new.kind, new.parent_id, new.zone)
      IS DISTINCT FROM (old.id, old.kind, old.parent_id, old.zone)
    AND EXISTS (SELECT FROM cases c WHERE c.unit_id = old.id) THEN
    PERFORM refuse('unit_keeps_its_place', 'a unit that has cases stays where it is');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER units_guarded AFTER UPDATE ON units
  FOR EACH ROW EXECUTE FUNCTION guard_unit();

CREATE FUNCTION guard_person() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF (new.id, new.kind) IS DISTINCT FROM (old.id, old.kind) THEN
    PERFORM refuse('person_keeps_its_identity', 'a person stays what it is');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER persons_guarded AFTER UPDATE ON persons
  FOR EACH ROW EXECUTE FUNCTION guard_person();

CREATE FUNCTION guard_series() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF (new.unit_id, new.series, new.year) IS DISTINCT FROM (old.unit_id, old.series, old.year)
    OR new.last < old.last THEN
    PERFORM refuse('number_is_never_reused', 'a series of numbers never goes back');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER number_series_guarded AFTER UPDATE ON number_series
  FOR EACH ROW EXECUTE FUNCTION guard_series();

DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['markings', 'arcs', 'must', 'meets', 'judges', 'changes', 'stands',
                              'rounds', 'openings', 'duties', 'may_act'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_published BEFORE INSERT ON %1$I
                    FOR EACH ROW EXECUTE FUNCTION guard_published()', kept);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['versions', 'markings', 'arcs', 'must', 'meets', 'judges', 'changes',
                              'stands', 'rounds', 'openings', 'duties', 'may_act', 'version_events',
                              'facts', 'receipts',
                              'calendars', 'issued_numbers', 'documents'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_kept BEFORE UPDATE OR DELETE ON %1$I
                    FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept);
    EXECUTE format('CREATE TRIGGER %1$s_not_emptied BEFORE TRUNCATE ON %1$I
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['cases', 'appointments', 'positions', 'persons', 'units',
                              'number_series'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_kept BEFORE DELETE ON %1$I
                    FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept);
    EXECUTE format('CREATE TRIGGER %1$s_not_emptied BEFORE TRUNCATE ON %1$I
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
  END LOOP;
  CREATE TRIGGER fact_private_kept BEFORE UPDATE ON fact_private
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
END $$;
