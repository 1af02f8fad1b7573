-- The database lock on SQLite (SPEC 6). Foreign keys are off unless a connection asks for them, checks
-- can be switched off, and REPLACE fires no delete trigger: so every refusal is an insert or update
-- trigger of its own, whatever the tables say besides. The fact's trigger moves the case row.

CREATE TRIGGER facts_are_new BEFORE INSERT ON facts BEGIN
  SELECT RAISE(ABORT, 'facts_are_kept_for_ever: a fact of this number is there')
  WHERE EXISTS (SELECT 1 FROM facts f WHERE f.case_id = new.case_id AND f.seq = new.seq);
END;

CREATE TRIGGER facts_guarded AFTER INSERT ON facts BEGIN
  SELECT RAISE(ABORT, 'fact_belongs_to_its_case: no such case of this unit and version')
  WHERE NOT EXISTS (
    SELECT 1 FROM cases c
    WHERE c.id = new.case_id AND c.unit_id = new.unit_id AND c.version_id = new.version_id);
  SELECT RAISE(ABORT, 'fact_moves_only_as_an_act: only an act has a trigger and moves the case')
  WHERE new.kind NOT IN ('act', 'note', 'claim', 'notice', 'acknowledgement', 'assignment', 'conflict',
    'custody', 'directive', 'event', 'meeting', 'payment', 'report')
    OR (new.kind = 'act' AND new.trigger IS NULL)
    OR (new.kind <> 'act' AND (new.trigger IS NOT NULL OR new.source <> new.target
        OR new.step <> '' OR new.answer <> '' OR new.role <> '' OR new.result <> ''));
  SELECT RAISE(ABORT, 'fact_is_an_arc: the version has no such arc')
  WHERE new.kind = 'act' AND NOT EXISTS (
    SELECT 1 FROM arcs a
    WHERE a.version_id = new.version_id AND a.source = new.source AND a.trigger = new.trigger
      AND a.step = new.step AND a.answer = new.answer AND a.role = new.role
      AND a.actor_class = new.actor_class AND a.target = new.target AND a.result = new.result);
  SELECT RAISE(ABORT, 'fact_continues_its_case: it does not follow the last fact of its case')
  WHERE NOT EXISTS (
    SELECT 1 FROM cases c
    WHERE c.id = new.case_id AND c.seq = new.seq - 1 AND c.marking = new.source);
  SELECT RAISE(ABORT, 'fact_starts_at_the_start: the first fact leaves the start marking')
  WHERE new.seq < 1 OR (new.seq = 1 AND (new.kind <> 'act' OR NOT EXISTS (
    SELECT 1 FROM markings m
    WHERE m.version_id = new.version_id AND m.id = new.source AND m.is_start)));
  SELECT RAISE(ABORT, 'case_opens_in_force: the version is not in force on this day')
  WHERE new.seq = 1 AND NOT EXISTS (
    SELECT 1 FROM version_terms t
    WHERE t.version_id = new.version_id AND t.from_on <= new.legal_day
      AND (t.until_on IS NULL OR new.legal_day < t.until_on));
  SELECT RAISE(ABORT, 'fact_has_a_hash: a hash has 64 digits') WHERE length(new.hash) <> 64;
  SELECT RAISE(ABORT, 'fact_is_chained: previous_hash is not the hash of the fact before')
  WHERE new.previous_hash <> coalesce(
    (SELECT f.hash FROM facts f WHERE f.case_id = new.case_id AND f.seq = new.seq - 1),
    '0000000000000000000000000000000000000000000000000000000000000000');
  SELECT RAISE(ABORT, 'fact_is_on_the_clock: recorded_at is not the time of the database')
  WHERE coalesce(abs(julianday('now') - julianday(new.recorded_at)) * 86400.0, 9.9) > 5.0
    OR new.recorded_at NOT GLOB '????-??-??T??:??:??.??????Z'
    OR new.performed_at NOT GLOB '????-??-??T??:??:??.??????Z'
    OR new.medium NOT IN ('system', 'paper')
    OR (new.medium = 'system' AND coalesce(
        abs(julianday(new.recorded_at) - julianday(new.performed_at)) * 86400.0, 9.9) > 5.0)
    OR (new.medium = 'paper' AND new.performed_at > new.recorded_at)
    OR EXISTS (
      SELECT 1 FROM facts f
      WHERE f.case_id = new.case_id AND f.seq = new.seq - 1 AND f.recorded_at > new.recorded_at);
  -- SQLite knows no zones: the day is the engine's, and may differ by one from that of UTC.
  SELECT RAISE(ABORT, 'fact_is_on_its_legal_day: legal_day is not the day in the zone of the unit')
  WHERE new.legal_day NOT GLOB '????-??-??' OR coalesce(abs(julianday(new.legal_day) - julianday(
    date(CASE new.medium WHEN 'paper' THEN new.performed_at ELSE new.recorded_at END))), 9) > 1;
  SELECT RAISE(ABORT, 'fact_person_is_of_the_actor_class: this person cannot act as that')
  WHERE NOT EXISTS (
    SELECT 1 FROM persons p WHERE p.id = new.person_id AND p.kind = new.actor_class);
  SELECT RAISE(ABORT, 'fact_is_by_the_applicant: the person is not the applicant of the case')
  WHERE new.actor_class = 'applicant' AND NOT EXISTS (
    SELECT 1 FROM cases c WHERE c.id = new.case_id AND c.applicant_id = new.person_id);
  SELECT RAISE(ABORT, 'fact_is_entered_by_an_official: who entered it has no post in the unit')
  WHERE new.entered_by IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM appointments a JOIN positions p ON p.id = a.position_id
    WHERE a.person_id = new.entered_by AND p.unit_id = new.unit_id
      AND a.valid_from <= new.legal_day AND a.recorded_at <= new.recorded_at
      AND (a.valid_until IS NULL OR new.legal_day <= a.valid_until));
  SELECT RAISE(ABORT, 'fact_names_the_position_of_an_official: an official acts by an appointment')
  WHERE (new.actor_class = 'official') <> (new.appointment_id IS NOT NULL)
    OR (new.appointment_id IS NULL) <> (new.position_id IS NULL)
    OR (new.appointment_id IS NULL) <> (new.position_kind IS NULL)
    OR (new.appointment_id IS NULL) <> (new.position_name IS NULL);
  SELECT RAISE(ABORT, 'fact_official_acts_in_person: nobody enters the act of an official for him')
  WHERE new.entered_by IS NOT NULL AND new.actor_class <> 'applicant' AND new.medium <> 'paper';
  SELECT RAISE(ABORT, 'fact_official_has_the_appointment: not an appointment of this person')
  WHERE new.actor_class = 'official' AND NOT EXISTS (
    SELECT 1 FROM appointments a
    WHERE a.id = new.appointment_id AND a.person_id = new.person_id
      AND a.position_id = new.position_id AND a.capacity = new.capacity);
  SELECT RAISE(ABORT,
    'fact_is_within_the_appointment: the appointment was not in force, or not on record, at the act')
  WHERE new.actor_class = 'official' AND NOT EXISTS (
    SELECT 1 FROM appointments a
    WHERE a.id = new.appointment_id AND a.valid_from <= new.legal_day
      AND (a.valid_until IS NULL OR new.legal_day <= a.valid_until)
      AND a.recorded_at <= new.recorded_at);
  SELECT RAISE(ABORT, 'fact_is_by_who_may_act: this position may not act for the role')
  WHERE new.actor_class = 'official' AND NOT EXISTS (
    SELECT 1 FROM positions p
    WHERE p.id = new.position_id AND p.kind = new.position_kind AND p.name = new.position_name
      AND (new.kind <> 'act' OR EXISTS (
        SELECT 1 FROM may_act m JOIN units u ON u.id = new.unit_id
        WHERE m.version_id = new.version_id AND m.role = new.role
          AND m.position_kind = p.kind AND m.capacity = new.capacity AND m.rank = 0
          AND p.unit_id = CASE m.relation WHEN 'unit' THEN u.id
                                          WHEN 'parent' THEN u.parent_id
                                          ELSE m.named_unit END)));
  SELECT RAISE(ABORT, 'fact_keeps_within_the_rounds: taken more often than declared')
  WHERE EXISTS (
    SELECT 1 FROM rounds r
    WHERE r.version_id = new.version_id AND r.trigger = new.trigger
      AND r.rounds_max < (SELECT count(*) FROM facts f JOIN rounds q
                            ON q.version_id = f.version_id AND q.trigger = f.trigger
                          WHERE f.case_id = new.case_id AND f.step = new.step AND f.answer = new.answer));
  SELECT RAISE(ABORT, 'fact_is_one_vote_of_a_person: this person has voted at this step')
  WHERE new.kind = 'act' AND EXISTS (
    SELECT 1 FROM facts l
    WHERE l.case_id = new.case_id AND l.seq < new.seq AND l.step = new.step
      AND l.person_id = new.person_id AND substr(l.trigger, -5) = '!vote'
      AND NOT EXISTS (
        SELECT 1 FROM facts p
        JOIN openings o ON o.version_id = p.version_id AND o.source = p.source
          AND o.trigger = p.trigger AND o.step = new.step
        WHERE p.case_id = new.case_id AND p.seq > l.seq AND p.seq < new.seq));
  SELECT RAISE(ABORT, 'fact_keeps_the_duties: this person may not act here')
  WHERE new.kind = 'act' AND new.actor_class = 'official' AND EXISTS (
    SELECT 1 FROM duties d
    WHERE d.version_id = new.version_id AND d.step = new.step AND CASE d.kind
      WHEN 'different' THEN EXISTS (
        SELECT 1 FROM actors a
        WHERE a.case_id = new.case_id AND a.step = d.other AND a.person_id = new.person_id)
      WHEN 'same' THEN EXISTS (
        SELECT 1 FROM actors a WHERE a.case_id = new.case_id AND a.step = d.other)
        AND NOT EXISTS (
          SELECT 1 FROM actors a
          WHERE a.case_id = new.case_id AND a.step = d.other AND a.person_id = new.person_id)
      WHEN 'separation' THEN d.most <= (
        SELECT count(DISTINCT a.step)
        FROM duties g JOIN actors a ON a.step = g.other
        WHERE g.version_id = d.version_id AND g.step = d.step AND g.kind = d.kind
          AND g.number = d.number AND a.case_id = new.case_id AND a.person_id = new.person_id)
      ELSE EXISTS (
        SELECT 1 FROM facts f
        WHERE f.case_id = new.case_id AND f.kind = 'conflict' AND f.person_id = new.person_id) END);
  SELECT RAISE(ABORT, 'fact_meets_every_obligation: unmet or stale before this end')
  WHERE EXISTS (
    SELECT 1 FROM markings e JOIN must o ON o.version_id = e.version_id AND o.end_id = e.end_id
    WHERE new.kind = 'act' AND e.version_id = new.version_id AND e.id = new.target
      AND e.is_deciding
      AND NOT EXISTS (
        SELECT 1 FROM facts a
        JOIN meets m ON m.version_id = o.version_id AND m.end_id = o.end_id
          AND m.obligation = o.obligation AND m.step = a.step AND m.trigger = a.trigger
        WHERE a.case_id = new.case_id AND a.medium = 'system'
          AND NOT EXISTS (
            SELECT 1 FROM facts l
            WHERE l.case_id = a.case_id AND l.seq > a.seq AND l.step = a.step)
          AND NOT EXISTS (
            SELECT 1 FROM facts d
            JOIN changes c ON c.version_id = d.version_id AND c.trigger = d.trigger
            JOIN judges j ON j.version_id = d.version_id AND j.step = a.step AND j.item = c.item
            WHERE d.case_id = a.case_id AND d.seq > a.seq
              AND NOT EXISTS (
                SELECT 1 FROM stands s
                WHERE s.version_id = d.version_id AND s.changing_step = d.step
                  AND s.step = a.step))));
  UPDATE cases SET
    seq = new.seq,
    marking = new.target,
    result = (SELECT m.result FROM markings m
              WHERE m.version_id = new.version_id AND m.id = new.target),
    closed_at = CASE
      WHEN closed_at IS NULL AND new.result <> '' THEN new.recorded_at ELSE closed_at END
  WHERE id = new.case_id;
  SELECT RAISE(ABORT, 'fact_moves_its_case: the case row does not follow this fact')
  WHERE NOT EXISTS (
    SELECT 1 FROM cases c
    WHERE c.id = new.case_id AND c.seq = new.seq AND c.marking = new.target);
END;

CREATE TRIGGER cases_are_new BEFORE INSERT ON cases BEGIN
  SELECT RAISE(ABORT, 'cases_are_kept_for_ever: the case, its number or its code is there')
  WHERE EXISTS (
    SELECT 1 FROM cases c
    WHERE c.id = new.id OR c.number = new.number OR c.tracking_hash = new.tracking_hash);
  SELECT RAISE(ABORT, 'case_follows_its_last_fact: a new case stands at its start, without a fact')
  WHERE new.seq <> 0 OR new.result <> '' OR new.closed_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM facts f WHERE f.case_id = new.id)
    OR NOT EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id)
    OR NOT EXISTS (SELECT 1 FROM units u WHERE u.id = new.unit_id)
    OR NOT EXISTS (SELECT 1 FROM persons p WHERE p.id = new.applicant_id)
    OR NOT EXISTS (
      SELECT 1 FROM markings m
      WHERE m.version_id = new.version_id AND m.id = new.marking AND m.is_start);
END;

CREATE TRIGGER cases_guarded BEFORE UPDATE ON cases BEGIN
  SELECT RAISE(ABORT,
    'case_keeps_its_identity: number, version, unit, applicant and times stay')
  WHERE new.id IS NOT old.id OR new.number IS NOT old.number
    OR new.version_id IS NOT old.version_id OR new.unit_id IS NOT old.unit_id
    OR new.applicant_id IS NOT old.applicant_id OR new.opened_at IS NOT old.opened_at
    OR (old.closed_at IS NOT NULL AND new.closed_at IS NOT old.closed_at)
    OR (new.tracking_hash IS NOT old.tracking_hash AND EXISTS (
      SELECT 1 FROM cases c WHERE c.tracking_hash = new.tracking_hash));
  SELECT RAISE(ABORT, 'case_never_goes_back: the case row goes back') WHERE new.seq < old.seq;
  SELECT RAISE(ABORT, 'case_follows_its_last_fact: the case row differs from its last fact')
  WHERE (new.seq IS NOT old.seq OR new.marking IS NOT old.marking) AND NOT EXISTS (
    SELECT 1 FROM facts f
    WHERE f.case_id = new.id AND f.seq = new.seq AND f.version_id = new.version_id
      AND f.target = new.marking);
  SELECT RAISE(ABORT, 'case_has_the_result_of_its_marking: the result is not that of the marking')
  WHERE NOT EXISTS (
    SELECT 1 FROM markings m
    WHERE m.version_id = new.version_id AND m.id = new.marking AND m.result = new.result);
  SELECT RAISE(ABORT, 'case_is_closed_with_a_result: closed and without a result, or open with one')
  WHERE (new.closed_at IS NULL) <> (new.result = '');
END;

-- What the file holds is what a fact says it received: nobody changes it behind a signature. What
-- somebody judges comes with the opening or with an act that changes it, so that it makes stale; and
-- what a later act brought is not exchanged for what was there before.
CREATE TRIGGER case_fields_are_recorded BEFORE INSERT ON case_fields BEGIN
  SELECT RAISE(ABORT, 'case_holds_what_was_recorded: no such fact brought this value')
  WHERE NOT EXISTS (
    SELECT 1 FROM fact_private p, json_each(p.body, '$.fields') e,
      json_each('[' || new.value || ']') v
    WHERE p.case_id = new.case_id AND p.seq = new.seq
      AND e.key = new.item AND e.type = v.type AND e.value IS v.value)
    OR NOT EXISTS (
      SELECT 1 FROM facts f
      WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.kind = 'act'
        AND (f.seq = 1
          OR NOT EXISTS (
            SELECT 1 FROM judges j WHERE j.version_id = f.version_id AND j.item = new.item)
          OR EXISTS (
            SELECT 1 FROM changes c
            WHERE c.version_id = f.version_id AND c.trigger = f.trigger AND c.item = new.item)));
  SELECT RAISE(ABORT, 'case_holds_what_was_recorded: a later fact brought another value')
  WHERE EXISTS (
    SELECT 1 FROM facts d LEFT JOIN fact_private l ON l.case_id = d.case_id AND l.seq = d.seq
    WHERE d.case_id = new.case_id AND d.seq > new.seq AND d.commitment IS NOT NULL
      AND CASE WHEN l.body IS NULL THEN EXISTS (
            SELECT 1 FROM changes c
            WHERE c.version_id = d.version_id AND c.trigger = d.trigger AND c.item = new.item)
          ELSE EXISTS (
            SELECT 1 FROM json_each(l.body, '$.fields') e WHERE e.key = new.item) END);
END;

CREATE TRIGGER case_requirements_are_recorded BEFORE INSERT ON case_requirements BEGIN
  SELECT RAISE(ABORT, 'case_holds_what_was_recorded: no such fact brought this paper')
  WHERE NOT EXISTS (
    SELECT 1 FROM facts f, json_each(f.public, '$.received') r
    WHERE f.case_id = new.case_id AND f.seq = new.seq AND r.value = new.item)
    OR NOT EXISTS (
      SELECT 1 FROM facts f
      WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.kind = 'act'
        AND (f.seq = 1
          OR NOT EXISTS (
            SELECT 1 FROM judges j WHERE j.version_id = f.version_id AND j.item = new.item)
          OR EXISTS (
            SELECT 1 FROM changes c
            WHERE c.version_id = f.version_id AND c.trigger = f.trigger AND c.item = new.item)));
  SELECT RAISE(ABORT, 'case_holds_what_was_recorded: a later fact brought this paper again')
  WHERE EXISTS (
    SELECT 1 FROM facts d, json_each(d.public, '$.received') r
    WHERE d.case_id = new.case_id AND d.seq > new.seq AND r.value = new.item);
END;

CREATE TRIGGER case_fields_stay_recorded BEFORE UPDATE ON case_fields BEGIN
  SELECT RAISE(ABORT, 'case_holds_what_was_recorded: no such fact brought this value')
  WHERE NOT EXISTS (
    SELECT 1 FROM fact_private p, json_each(p.body, '$.fields') e,
      json_each('[' || new.value || ']') v
    WHERE p.case_id = new.case_id AND p.seq = new.seq
      AND e.key = new.item AND e.type = v.type AND e.value IS v.value)
    OR NOT EXISTS (
      SELECT 1 FROM facts f
      WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.kind = 'act'
        AND (f.seq = 1
          OR NOT EXISTS (
            SELECT 1 FROM judges j WHERE j.version_id = f.version_id AND j.item = new.item)
          OR EXISTS (
            SELECT 1 FROM changes c
            WHERE c.version_id = f.version_id AND c.trigger = f.trigger AND c.item = new.item)));
  SELECT RAISE(ABORT, 'case_holds_what_was_recorded: a later fact brought another value')
  WHERE EXISTS (
    SELECT 1 FROM facts d LEFT JOIN fact_private l ON l.case_id = d.case_id AND l.seq = d.seq
    WHERE d.case_id = new.case_id AND d.seq > new.seq AND d.commitment IS NOT NULL
      AND CASE WHEN l.body IS NULL THEN EXISTS (
            SELECT 1 FROM changes c
            WHERE c.version_id = d.version_id AND c.trigger = d.trigger AND c.item = new.item)
          ELSE EXISTS (
            SELECT 1 FROM json_each(l.body, '$.fields') e WHERE e.key = new.item) END);
END;

CREATE TRIGGER case_requirements_stay_recorded BEFORE UPDATE ON case_requirements BEGIN
  SELECT RAISE(ABORT, 'case_holds_what_was_recorded: no such fact brought this paper')
  WHERE NOT EXISTS (
    SELECT 1 FROM facts f, json_each(f.public, '$.received') r
    WHERE f.case_id = new.case_id AND f.seq = new.seq AND r.value = new.item)
    OR NOT EXISTS (
      SELECT 1 FROM facts f
      WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.kind = 'act'
        AND (f.seq = 1
          OR NOT EXISTS (
            SELECT 1 FROM judges j WHERE j.version_id = f.version_id AND j.item = new.item)
          OR EXISTS (
            SELECT 1 FROM changes c
            WHERE c.version_id = f.version_id AND c.trigger = f.trigger AND c.item = new.item)));
  SELECT RAISE(ABORT, 'case_holds_what_was_recorded: a later fact brought this paper again')
  WHERE EXISTS (
    SELECT 1 FROM facts d, json_each(d.public, '$.received') r
    WHERE d.case_id = new.case_id AND d.seq > new.seq AND r.value = new.item);
END;

CREATE TRIGGER work_items_are_new BEFORE INSERT ON work_items BEGIN
  SELECT RAISE(ABORT, 'work_item_is_open_once: the step has an open item')
  WHERE EXISTS (SELECT 1 FROM work_items w WHERE w.id = new.id)
    OR (new.closed_seq IS NULL AND EXISTS (
      SELECT 1 FROM work_items w
      WHERE w.case_id = new.case_id AND w.step = new.step AND w.closed_seq IS NULL));
END;

CREATE TRIGGER work_items_guarded BEFORE UPDATE ON work_items BEGIN
  SELECT RAISE(ABORT, 'work_item_is_open_once: the step has an open item')
  WHERE (new.id IS NOT old.id AND EXISTS (SELECT 1 FROM work_items w WHERE w.id = new.id))
    OR (new.closed_seq IS NULL AND EXISTS (
      SELECT 1 FROM work_items w
      WHERE w.case_id = new.case_id AND w.step = new.step AND w.closed_seq IS NULL
        AND w.id <> old.id));
END;

CREATE TRIGGER receipts_are_new BEFORE INSERT ON receipts BEGIN
  SELECT RAISE(ABORT, 'receipt_is_given_once: this key has a receipt')
  WHERE EXISTS (SELECT 1 FROM receipts r WHERE r.actor_id = new.actor_id AND r.key = new.key);
END;

CREATE TRIGGER fact_private_is_new BEFORE INSERT ON fact_private BEGIN
  SELECT RAISE(ABORT, 'fact_private_is_kept: a private part is written once, with its fact')
  WHERE EXISTS (
      SELECT 1 FROM fact_private p WHERE p.case_id = new.case_id AND p.seq = new.seq)
    OR NOT EXISTS (
      SELECT 1 FROM facts f JOIN cases c ON c.id = f.case_id AND c.seq = f.seq
      WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.commitment IS NOT NULL
        AND abs(julianday('now') - julianday(f.recorded_at)) * 86400.0 <= 5.0);
END;

CREATE TRIGGER versions_are_new BEFORE INSERT ON versions BEGIN
  SELECT RAISE(ABORT, 'versions_are_kept_for_ever: the version is there')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.id);
  SELECT RAISE(ABORT, 'version_number_is_given_once: another text has this number')
  WHERE EXISTS (
    SELECT 1 FROM versions v WHERE v.sop_code = new.sop_code AND v.sop_version = new.sop_version);
END;

-- The life of a version: in order, two of four eyes, by whoever has the right, on the clock.
CREATE TRIGGER version_events_are_new BEFORE INSERT ON version_events BEGIN
  SELECT RAISE(ABORT, 'version_events_are_kept_for_ever: an event of this number is there')
  WHERE EXISTS (
    SELECT 1 FROM version_events e WHERE e.version_id = new.version_id AND e.seq = new.seq);
  SELECT RAISE(ABORT, 'version_comes_in_force_once: it was put in force before')
  WHERE new.state = 'in_force' AND EXISTS (
    SELECT 1 FROM version_events e
    WHERE e.version_id = new.version_id AND e.state = 'in_force');
  SELECT RAISE(ABORT, 'version_goes_its_way: this does not follow what was recorded before')
  WHERE new.seq < 1 OR NOT EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id)
    OR (new.seq > 1) <> EXISTS (
      SELECT 1 FROM version_events e
      WHERE e.version_id = new.version_id AND e.seq = new.seq - 1)
    OR (coalesce((SELECT e.state FROM version_events e
                  WHERE e.version_id = new.version_id AND e.seq = new.seq - 1), ''), new.state)
      NOT IN (VALUES ('', 'draft'), ('draft', 'trial'), ('draft', 'review'), ('trial', 'review'),
        ('review', 'trial'), ('review', 'ratified'), ('ratified', 'ratified'),
        ('ratified', 'in_force'), ('draft', 'withdrawn'), ('trial', 'withdrawn'),
        ('review', 'withdrawn'), ('ratified', 'withdrawn'), ('in_force', 'withdrawn'));
  SELECT RAISE(ABORT, 'version_event_is_on_the_clock: recorded_at is not the time of the database')
  WHERE coalesce(abs(julianday('now') - julianday(new.recorded_at)) * 86400.0, 9.9) > 5.0
    OR new.recorded_at NOT GLOB '????-??-??T??:??:??.??????Z'
    OR EXISTS (
      SELECT 1 FROM version_events e
      WHERE e.version_id = new.version_id AND e.seq = new.seq - 1
        AND e.recorded_at > new.recorded_at);
  SELECT RAISE(ABORT, 'version_event_is_by_who_may: this person may not do that')
  WHERE NOT EXISTS (
    SELECT 1 FROM accounts a JOIN versions v ON v.id = new.version_id
    WHERE a.person_id = new.person_id AND a.disabled_at IS NULL
      AND CASE
        WHEN new.state = 'draft' THEN a.person_id = v.submitted_by
        WHEN a.is_admin OR a.may_ratify THEN 1
        ELSE new.state IN ('trial', 'review', 'withdrawn') AND a.person_id = v.submitted_by
          AND NOT EXISTS (
            SELECT 1 FROM version_events e
            WHERE e.version_id = v.id AND e.state IN ('ratified', 'in_force'))
        END);
  SELECT RAISE(ABORT,
    'version_is_ratified_by_different_people: nobody ratifies twice')
  WHERE new.state = 'ratified' AND EXISTS (
    SELECT 1 FROM version_events e
    WHERE e.version_id = new.version_id AND e.state = 'ratified'
      AND e.person_id = new.person_id);
  SELECT RAISE(ABORT, 'version_is_ratified_by_two: two different people ratify a version first')
  WHERE new.state = 'in_force' AND 2 > (
    SELECT count(DISTINCT e.person_id) FROM version_events e
    WHERE e.version_id = new.version_id AND e.state = 'ratified');
  SELECT RAISE(ABORT, 'version_is_withdrawn_with_a_reason: the reason is missing')
  WHERE new.state = 'withdrawn' AND coalesce(trim(new.note), '') = '';
END;

CREATE TRIGGER appointments_are_new BEFORE INSERT ON appointments BEGIN
  SELECT RAISE(ABORT, 'appointments_are_kept_for_ever: the appointment is there')
  WHERE EXISTS (SELECT 1 FROM appointments a WHERE a.id = new.id);
  SELECT RAISE(ABORT, 'appointment_is_on_the_clock: recorded_at is not the time of the database')
  WHERE new.ended_recorded_at IS NOT NULL
    OR coalesce(abs(julianday('now') - julianday(new.recorded_at)) * 86400.0, 9.9) > 5.0
    OR new.recorded_at NOT GLOB '????-??-??T??:??:??.??????Z'
    OR new.valid_from NOT GLOB '????-??-??'
    OR (new.valid_until IS NOT NULL AND new.valid_until NOT GLOB '????-??-??');
END;

CREATE TRIGGER appointments_guarded BEFORE UPDATE ON appointments BEGIN
  SELECT RAISE(ABORT, 'appointment_ends_once: an appointment may only be ended, and only once')
  WHERE old.ended_recorded_at IS NOT NULL OR new.ended_recorded_at IS NULL
    OR new.valid_until IS NULL OR new.valid_until NOT GLOB '????-??-??'
    OR new.valid_until > old.valid_until
    OR new.id IS NOT old.id OR new.person_id IS NOT old.person_id
    OR new.position_id IS NOT old.position_id OR new.capacity IS NOT old.capacity
    OR new.letter_number IS NOT old.letter_number OR new.letter_date IS NOT old.letter_date
    OR new.valid_from IS NOT old.valid_from OR new.recorded_at IS NOT old.recorded_at;
END;

CREATE TRIGGER positions_are_new BEFORE INSERT ON positions BEGIN
  SELECT RAISE(ABORT, 'positions_are_kept_for_ever: a changed position is a new position')
  WHERE EXISTS (
    SELECT 1 FROM positions p
    WHERE p.id = new.id AND (p.unit_id IS NOT new.unit_id OR p.kind IS NOT new.kind));
END;

CREATE TRIGGER positions_guarded BEFORE UPDATE ON positions BEGIN
  SELECT RAISE(ABORT, 'position_keeps_its_identity: a changed position is a new position')
  WHERE new.id IS NOT old.id OR new.unit_id IS NOT old.unit_id OR new.kind IS NOT old.kind;
END;

CREATE TRIGGER units_are_new BEFORE INSERT ON units BEGIN
  SELECT RAISE(ABORT, 'unit_keeps_its_place: a unit that has cases stays where it is')
  WHERE EXISTS (
    SELECT 1 FROM units u JOIN cases c ON c.unit_id = u.id
    WHERE u.id = new.id AND (u.kind IS NOT new.kind OR u.parent_id IS NOT new.parent_id
      OR u.zone IS NOT new.zone));
END;

CREATE TRIGGER units_guarded BEFORE UPDATE ON units BEGIN
  SELECT RAISE(ABORT, 'unit_keeps_its_place: a unit that has cases stays where it is')
  WHERE (new.id IS NOT old.id OR new.kind IS NOT old.kind OR new.parent_id IS NOT old.parent_id
      OR new.zone IS NOT old.zone)
    AND EXISTS (SELECT 1 FROM cases c WHERE c.unit_id IN (old.id, new.id));
END;

CREATE TRIGGER persons_are_new BEFORE INSERT ON persons BEGIN
  SELECT RAISE(ABORT, 'persons_are_kept_for_ever: a person stays what it is')
  WHERE new.kind NOT IN ('official', 'applicant', 'system', 'rule')
    OR EXISTS (SELECT 1 FROM persons p WHERE p.id = new.id AND p.kind IS NOT new.kind);
END;

CREATE TRIGGER persons_guarded BEFORE UPDATE ON persons BEGIN
  SELECT RAISE(ABORT, 'person_keeps_its_identity: a person stays what it is')
  WHERE new.id IS NOT old.id OR new.kind IS NOT old.kind;
END;

CREATE TRIGGER number_series_are_new BEFORE INSERT ON number_series BEGIN
  SELECT RAISE(ABORT, 'number_is_never_reused: a series of numbers never goes back')
  WHERE EXISTS (
    SELECT 1 FROM number_series n
    WHERE n.unit_id = new.unit_id AND n.series = new.series AND n.year = new.year
      AND n.last > new.last);
END;

CREATE TRIGGER number_series_guarded BEFORE UPDATE ON number_series BEGIN
  SELECT RAISE(ABORT, 'number_is_never_reused: a series of numbers never goes back')
  WHERE new.last < old.last OR new.unit_id IS NOT old.unit_id OR new.series IS NOT old.series
    OR new.year IS NOT old.year;
END;

CREATE TRIGGER issued_numbers_are_new BEFORE INSERT ON issued_numbers BEGIN
  SELECT RAISE(ABORT, 'issued_numbers_are_kept_for_ever: the number, or one for this job, is there')
  WHERE EXISTS (
    SELECT 1 FROM issued_numbers n
    WHERE n.job_id = new.job_id OR (n.unit_id = new.unit_id AND n.series = new.series
      AND n.year = new.year AND n.number = new.number));
END;

CREATE TRIGGER documents_are_new BEFORE INSERT ON documents BEGIN
  SELECT RAISE(ABORT, 'documents_are_kept_for_ever: the document, or this revision of it, is there')
  WHERE EXISTS (
    SELECT 1 FROM documents d
    WHERE d.id = new.id
      OR (d.case_id = new.case_id AND d.item = new.item AND d.revision = new.revision));
END;

CREATE TRIGGER copies_are_new BEFORE INSERT ON copies BEGIN
  SELECT RAISE(ABORT, 'copies_are_kept_for_ever: this copy is there, or no such fact')
  WHERE EXISTS (
      SELECT 1 FROM copies c
      WHERE c.case_id = new.case_id AND c.seq = new.seq AND c.role = new.role)
    OR NOT EXISTS (
      SELECT 1 FROM facts f WHERE f.case_id = new.case_id AND f.seq = new.seq);
END;

CREATE TRIGGER copies_read_are_new BEFORE INSERT ON copies_read BEGIN
  SELECT RAISE(ABORT, 'copies_read_are_kept_for_ever: this was confirmed before')
  WHERE EXISTS (
    SELECT 1 FROM copies_read r
    WHERE r.case_id = new.case_id AND r.of_seq = new.of_seq AND r.role = new.role
      AND r.person_id = new.person_id);
  SELECT RAISE(ABORT, 'copy_was_sent: there is no such copy')
  WHERE NOT EXISTS (
    SELECT 1 FROM copies c
    WHERE c.case_id = new.case_id AND c.seq = new.of_seq AND c.role = new.role);
  SELECT RAISE(ABORT, 'copy_is_read_in_person: no such fact of this person')
  WHERE NOT EXISTS (
    SELECT 1 FROM facts f, json_each(f.public) o, json_each(f.public, '$.roles') r
    WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.kind = 'acknowledgement'
      AND f.person_id = new.person_id AND o.key = 'of_seq' AND o.value = new.of_seq
      AND r.value = new.role);
END;

CREATE TRIGGER calendars_are_new BEFORE INSERT ON calendars BEGIN
  SELECT RAISE(ABORT, 'calendars_are_kept_for_ever: this version of the calendar is there')
  WHERE EXISTS (
    SELECT 1 FROM calendars c WHERE c.unit_id = new.unit_id AND c.version = new.version);
END;

CREATE TRIGGER markings_published BEFORE INSERT ON markings BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER arcs_published BEFORE INSERT ON arcs BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER must_published BEFORE INSERT ON must BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER meets_published BEFORE INSERT ON meets BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER judges_published BEFORE INSERT ON judges BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER changes_published BEFORE INSERT ON changes BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER stands_published BEFORE INSERT ON stands BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER rounds_published BEFORE INSERT ON rounds BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER openings_published BEFORE INSERT ON openings BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER duties_published BEFORE INSERT ON duties BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER may_act_published BEFORE INSERT ON may_act BEGIN
  SELECT RAISE(ABORT, 'version_is_published: nothing is added to a published version')
  WHERE EXISTS (SELECT 1 FROM versions v WHERE v.id = new.version_id);
END;

CREATE TRIGGER versions_not_changed BEFORE UPDATE ON versions BEGIN
  SELECT RAISE(ABORT, 'versions_are_kept_for_ever: UPDATE of versions is refused');
END;

CREATE TRIGGER markings_not_changed BEFORE UPDATE ON markings BEGIN
  SELECT RAISE(ABORT, 'markings_are_kept_for_ever: UPDATE of markings is refused');
END;

CREATE TRIGGER arcs_not_changed BEFORE UPDATE ON arcs BEGIN
  SELECT RAISE(ABORT, 'arcs_are_kept_for_ever: UPDATE of arcs is refused');
END;

CREATE TRIGGER must_not_changed BEFORE UPDATE ON must BEGIN
  SELECT RAISE(ABORT, 'must_are_kept_for_ever: UPDATE of must is refused');
END;

CREATE TRIGGER meets_not_changed BEFORE UPDATE ON meets BEGIN
  SELECT RAISE(ABORT, 'meets_are_kept_for_ever: UPDATE of meets is refused');
END;

CREATE TRIGGER judges_not_changed BEFORE UPDATE ON judges BEGIN
  SELECT RAISE(ABORT, 'judges_are_kept_for_ever: UPDATE of judges is refused');
END;

CREATE TRIGGER changes_not_changed BEFORE UPDATE ON changes BEGIN
  SELECT RAISE(ABORT, 'changes_are_kept_for_ever: UPDATE of changes is refused');
END;

CREATE TRIGGER stands_not_changed BEFORE UPDATE ON stands BEGIN
  SELECT RAISE(ABORT, 'stands_are_kept_for_ever: UPDATE of stands is refused');
END;

CREATE TRIGGER rounds_not_changed BEFORE UPDATE ON rounds BEGIN
  SELECT RAISE(ABORT, 'rounds_are_kept_for_ever: UPDATE of rounds is refused');
END;

CREATE TRIGGER openings_not_changed BEFORE UPDATE ON openings BEGIN
  SELECT RAISE(ABORT, 'openings_are_kept_for_ever: UPDATE of openings is refused');
END;

CREATE TRIGGER duties_not_changed BEFORE UPDATE ON duties BEGIN
  SELECT RAISE(ABORT, 'duties_are_kept_for_ever: UPDATE of duties is refused');
END;

CREATE TRIGGER may_act_not_changed BEFORE UPDATE ON may_act BEGIN
  SELECT RAISE(ABORT, 'may_act_are_kept_for_ever: UPDATE of may_act is refused');
END;

CREATE TRIGGER version_events_not_changed BEFORE UPDATE ON version_events BEGIN
  SELECT RAISE(ABORT, 'version_events_are_kept_for_ever: UPDATE of version_events is refused');
END;

CREATE TRIGGER facts_not_changed BEFORE UPDATE ON facts BEGIN
  SELECT RAISE(ABORT, 'facts_are_kept_for_ever: UPDATE of facts is refused');
END;

CREATE TRIGGER receipts_not_changed BEFORE UPDATE ON receipts BEGIN
  SELECT RAISE(ABORT, 'receipts_are_kept_for_ever: UPDATE of receipts is refused');
END;

CREATE TRIGGER calendars_not_changed BEFORE UPDATE ON calendars BEGIN
  SELECT RAISE(ABORT, 'calendars_are_kept_for_ever: UPDATE of calendars is refused');
END;

CREATE TRIGGER issued_numbers_not_changed BEFORE UPDATE ON issued_numbers BEGIN
  SELECT RAISE(ABORT, 'issued_numbers_are_kept_for_ever: UPDATE of issued_numbers is refused');
END;

CREATE TRIGGER documents_not_changed BEFORE UPDATE ON documents BEGIN
  SELECT RAISE(ABORT, 'documents_are_kept_for_ever: UPDATE of documents is refused');
END;

CREATE TRIGGER copies_not_changed BEFORE UPDATE ON copies BEGIN
  SELECT RAISE(ABORT, 'copies_are_kept_for_ever: UPDATE of copies is refused');
END;

CREATE TRIGGER copies_read_not_changed BEFORE UPDATE ON copies_read BEGIN
  SELECT RAISE(ABORT, 'copies_read_are_kept_for_ever: UPDATE of copies_read is refused');
END;

CREATE TRIGGER fact_private_not_changed BEFORE UPDATE ON fact_private BEGIN
  SELECT RAISE(ABORT, 'fact_private_are_kept_for_ever: UPDATE of fact_private is refused');
END;

CREATE TRIGGER versions_not_deleted BEFORE DELETE ON versions BEGIN
  SELECT RAISE(ABORT, 'versions_are_kept_for_ever: DELETE of versions is refused');
END;

CREATE TRIGGER markings_not_deleted BEFORE DELETE ON markings BEGIN
  SELECT RAISE(ABORT, 'markings_are_kept_for_ever: DELETE of markings is refused');
END;

CREATE TRIGGER arcs_not_deleted BEFORE DELETE ON arcs BEGIN
  SELECT RAISE(ABORT, 'arcs_are_kept_for_ever: DELETE of arcs is refused');
END;

CREATE TRIGGER must_not_deleted BEFORE DELETE ON must BEGIN
  SELECT RAISE(ABORT, 'must_are_kept_for_ever: DELETE of must is refused');
END;

CREATE TRIGGER meets_not_deleted BEFORE DELETE ON meets BEGIN
  SELECT RAISE(ABORT, 'meets_are_kept_for_ever: DELETE of meets is refused');
END;

CREATE TRIGGER judges_not_deleted BEFORE DELETE ON judges BEGIN
  SELECT RAISE(ABORT, 'judges_are_kept_for_ever: DELETE of judges is refused');
END;

CREATE TRIGGER changes_not_deleted BEFORE DELETE ON changes BEGIN
  SELECT RAISE(ABORT, 'changes_are_kept_for_ever: DELETE of changes is refused');
END;

CREATE TRIGGER stands_not_deleted BEFORE DELETE ON stands BEGIN
  SELECT RAISE(ABORT, 'stands_are_kept_for_ever: DELETE of stands is refused');
END;

CREATE TRIGGER rounds_not_deleted BEFORE DELETE ON rounds BEGIN
  SELECT RAISE(ABORT, 'rounds_are_kept_for_ever: DELETE of rounds is refused');
END;

CREATE TRIGGER openings_not_deleted BEFORE DELETE ON openings BEGIN
  SELECT RAISE(ABORT, 'openings_are_kept_for_ever: DELETE of openings is refused');
END;

CREATE TRIGGER duties_not_deleted BEFORE DELETE ON duties BEGIN
  SELECT RAISE(ABORT, 'duties_are_kept_for_ever: DELETE of duties is refused');
END;

CREATE TRIGGER may_act_not_deleted BEFORE DELETE ON may_act BEGIN
  SELECT RAISE(ABORT, 'may_act_are_kept_for_ever: DELETE of may_act is refused');
END;

CREATE TRIGGER version_events_not_deleted BEFORE DELETE ON version_events BEGIN
  SELECT RAISE(ABORT, 'version_events_are_kept_for_ever: DELETE of version_events is refused');
END;

CREATE TRIGGER facts_not_deleted BEFORE DELETE ON facts BEGIN
  SELECT RAISE(ABORT, 'facts_are_kept_for_ever: DELETE of facts is refused');
END;

CREATE TRIGGER receipts_not_deleted BEFORE DELETE ON receipts BEGIN
  SELECT RAISE(ABORT, 'receipts_are_kept_for_ever: DELETE of receipts is refused');
END;

CREATE TRIGGER calendars_not_deleted BEFORE DELETE ON calendars BEGIN
  SELECT RAISE(ABORT, 'calendars_are_kept_for_ever: DELETE of calendars is refused');
END;

CREATE TRIGGER issued_numbers_not_deleted BEFORE DELETE ON issued_numbers BEGIN
  SELECT RAISE(ABORT, 'issued_numbers_are_kept_for_ever: DELETE of issued_numbers is refused');
END;

CREATE TRIGGER documents_not_deleted BEFORE DELETE ON documents BEGIN
  SELECT RAISE(ABORT, 'documents_are_kept_for_ever: DELETE of documents is refused');
END;

CREATE TRIGGER copies_not_deleted BEFORE DELETE ON copies BEGIN
  SELECT RAISE(ABORT, 'copies_are_kept_for_ever: DELETE of copies is refused');
END;

CREATE TRIGGER copies_read_not_deleted BEFORE DELETE ON copies_read BEGIN
  SELECT RAISE(ABORT, 'copies_read_are_kept_for_ever: DELETE of copies_read is refused');
END;

CREATE TRIGGER cases_not_deleted BEFORE DELETE ON cases BEGIN
  SELECT RAISE(ABORT, 'cases_are_kept_for_ever: DELETE of cases is refused');
END;

CREATE TRIGGER appointments_not_deleted BEFORE DELETE ON appointments BEGIN
  SELECT RAISE(ABORT, 'appointments_are_kept_for_ever: DELETE of appointments is refused');
END;

CREATE TRIGGER positions_not_deleted BEFORE DELETE ON positions BEGIN
  SELECT RAISE(ABORT, 'positions_are_kept_for_ever: DELETE of positions is refused');
END;

CREATE TRIGGER persons_not_deleted BEFORE DELETE ON persons BEGIN
  SELECT RAISE(ABORT, 'persons_are_kept_for_ever: DELETE of persons is refused');
END;

CREATE TRIGGER units_not_deleted BEFORE DELETE ON units BEGIN
  SELECT RAISE(ABORT, 'units_are_kept_for_ever: DELETE of units is refused');
END;

CREATE TRIGGER number_series_not_deleted BEFORE DELETE ON number_series BEGIN
  SELECT RAISE(ABORT, 'number_series_are_kept_for_ever: DELETE of number_series is refused');
END;
