-- Tables of the spine. Words in braces differ between the databases (see v0001_spine.py):
-- {instant} {day} {json} {bytes}; {end} closes a table, {hot} one that is updated often.
-- "None" is '' where a column stands in a key, NULL elsewhere.

-- Organisation -------------------------------------------------------------------------------

CREATE TABLE units (
  id text PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  parent_id text REFERENCES units (id),
  zone text NOT NULL,
  address text
){end};

CREATE TABLE calendars (
  unit_id text NOT NULL REFERENCES units (id),
  version integer NOT NULL,
  body {json} NOT NULL,
  recorded_at {instant} NOT NULL,
  PRIMARY KEY (unit_id, version)
){end};

CREATE TABLE positions (
  id text PRIMARY KEY,
  unit_id text NOT NULL REFERENCES units (id),
  kind text NOT NULL,
  name text NOT NULL,
  superior_id text REFERENCES positions (id),
  UNIQUE (id, kind, unit_id)
){end};

CREATE TABLE persons (
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('official', 'applicant', 'system', 'rule')),
  name text,
  UNIQUE (id, kind)
){end};

CREATE TABLE accounts (
  person_id text PRIMARY KEY REFERENCES persons (id),
  username text NOT NULL UNIQUE,
  password_hash text,
  email text,
  language text NOT NULL DEFAULT 'id',
  is_admin boolean NOT NULL DEFAULT false,
  may_ratify boolean NOT NULL DEFAULT false,
  disabled_at {instant}
){end};

CREATE TABLE sign_in_links (
  token_hash text PRIMARY KEY,
  person_id text NOT NULL REFERENCES persons (id),
  purpose text NOT NULL,
  expires_at {instant} NOT NULL,
  used_at {instant}
){end};

CREATE TABLE sessions (
  token_hash text PRIMARY KEY,
  person_id text NOT NULL REFERENCES persons (id),
  created_at {instant} NOT NULL,
  last_seen_at {instant} NOT NULL,
  expires_at {instant} NOT NULL,
  revoked_at {instant},
  user_agent text
){end};
CREATE INDEX sessions_of_person ON sessions (person_id);

CREATE TABLE appointments (
  id text PRIMARY KEY,
  person_id text NOT NULL REFERENCES persons (id),
  position_id text NOT NULL REFERENCES positions (id),
  capacity text NOT NULL CHECK (capacity IN ('definitive', 'plt', 'plh', 'mandate', 'substitute')),
  letter_number text NOT NULL,
  letter_date {day} NOT NULL,
  valid_from {day} NOT NULL,
  valid_until {day},
  recorded_at {instant} NOT NULL,
  ended_recorded_at {instant},
  CONSTRAINT appointment_ends_after_it_begins CHECK (valid_until >= valid_from),
  UNIQUE (id, person_id, position_id, capacity)
){end};
CREATE INDEX appointments_of_person ON appointments (person_id);
CREATE INDEX appointments_of_position ON appointments (position_id);

CREATE TABLE secrets (
  name text PRIMARY KEY,
  value text NOT NULL
){end};

-- Published versions: the rows of the machine first, the version last --------------------------

CREATE TABLE versions (
  id text PRIMARY KEY,
  sop_code text NOT NULL,
  sop_version text NOT NULL,
  scope_unit text,
  scope_unit_kind text,
  source text NOT NULL,
  machine {json} NOT NULL,
  certificate {json} NOT NULL,
  effective_on {day} NOT NULL,
  submitted_at {instant} NOT NULL,
  submitted_by text NOT NULL REFERENCES persons (id),
  CONSTRAINT version_number_is_given_once UNIQUE (sop_code, sop_version)
){end};

-- The life of a version, event by event: what it is now is its last event.
CREATE TABLE version_events (
  version_id text NOT NULL REFERENCES versions (id),
  seq integer NOT NULL CHECK (seq >= 1),
  state text NOT NULL CHECK (state IN ('draft', 'trial', 'review', 'ratified', 'in_force', 'withdrawn')),
  person_id text NOT NULL REFERENCES persons (id),
  note text,
  recorded_at {instant} NOT NULL,
  PRIMARY KEY (version_id, seq)
){end};
CREATE UNIQUE INDEX version_is_ratified_by_different_people ON version_events (version_id, person_id)
  WHERE state = 'ratified';
CREATE UNIQUE INDEX version_comes_in_force_once ON version_events (version_id)
  WHERE state = 'in_force';

-- From which day a version is in force, and before which: until the next one of the same SOP and
-- scope. One that is withdrawn is in force no more, and what it superseded stays so, unless its own
-- day had not come yet.
CREATE VIEW version_terms AS
  SELECT v.id AS version_id, v.sop_code, v.scope_unit, v.scope_unit_kind, v.effective_on AS from_on,
    (SELECT min(n.effective_on)
     FROM versions n JOIN version_events p ON p.version_id = n.id AND p.state = 'in_force'
     WHERE n.sop_code = v.sop_code
       AND coalesce(n.scope_unit, '') = coalesce(v.scope_unit, '')
       AND coalesce(n.scope_unit_kind, '') = coalesce(v.scope_unit_kind, '')
       AND (n.effective_on, p.recorded_at, n.id) > (v.effective_on, e.recorded_at, v.id)
       AND NOT EXISTS (
         SELECT 1 FROM version_events w
         WHERE w.version_id = n.id AND w.state = 'withdrawn'
           AND {withdrawn_on} < n.effective_on)) AS until_on
  FROM versions v JOIN version_events e ON e.version_id = v.id AND e.state = 'in_force'
  WHERE NOT EXISTS (
    SELECT 1 FROM version_events x WHERE x.version_id = v.id AND x.state = 'withdrawn');

CREATE TABLE markings (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  id text NOT NULL,
  end_id text,
  result text NOT NULL,
  is_deciding boolean NOT NULL,
  is_start boolean NOT NULL,
  PRIMARY KEY (version_id, id),
  UNIQUE (version_id, id, result)
){end};

CREATE TABLE arcs (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  source text NOT NULL,
  trigger text NOT NULL,
  step text NOT NULL,
  answer text NOT NULL,
  role text NOT NULL,
  actor_class text NOT NULL CHECK (actor_class IN ('official', 'applicant', 'system', 'rule')),
  target text NOT NULL,
  result text NOT NULL,
  PRIMARY KEY (version_id, source, trigger),
  UNIQUE (version_id, source, trigger, step, answer, role, actor_class, target, result),
  FOREIGN KEY (version_id, source) REFERENCES markings (version_id, id),
  FOREIGN KEY (version_id, target, result) REFERENCES markings (version_id, id, result)
){end};

CREATE TABLE must (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  end_id text NOT NULL,
  obligation text NOT NULL,
  PRIMARY KEY (version_id, end_id, obligation)
){end};

CREATE TABLE meets (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  end_id text NOT NULL,
  obligation text NOT NULL,
  step text NOT NULL,
  trigger text NOT NULL,
  PRIMARY KEY (version_id, end_id, obligation, step, trigger),
  FOREIGN KEY (version_id, end_id, obligation) REFERENCES must (version_id, end_id, obligation)
){end};

CREATE TABLE judges (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  step text NOT NULL,
  item text NOT NULL,
  PRIMARY KEY (version_id, step, item)
){end};

CREATE TABLE changes (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  trigger text NOT NULL,
  item text NOT NULL,
  PRIMARY KEY (version_id, trigger, item)
){end};

CREATE TABLE stands (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  changing_step text NOT NULL,
  step text NOT NULL,
  PRIMARY KEY (version_id, changing_step, step)
){end};

CREATE TABLE rounds (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  trigger text NOT NULL,
  rounds_max integer NOT NULL,
  PRIMARY KEY (version_id, trigger)
){end};

-- Which arcs open a step: where its last run began, and who acted in it.
CREATE TABLE openings (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  source text NOT NULL,
  trigger text NOT NULL,
  step text NOT NULL,
  PRIMARY KEY (version_id, source, trigger, step),
  FOREIGN KEY (version_id, source, trigger) REFERENCES arcs (version_id, source, trigger)
){end};

CREATE TABLE duties (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  step text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('different', 'same', 'separation', 'conflict')),
  number integer NOT NULL,
  other text NOT NULL,
  most integer NOT NULL,
  PRIMARY KEY (version_id, step, kind, number, other)
){end};

CREATE TABLE may_act (
  version_id text NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
  role text NOT NULL,
  position_kind text NOT NULL,
  relation text NOT NULL CHECK (relation IN ('unit', 'parent', 'named')),
  named_unit text NOT NULL,
  capacity text NOT NULL,
  rank integer NOT NULL CHECK ((rank = 0) = (capacity <> 'substitute')),
  PRIMARY KEY (version_id, role, position_kind, capacity)
){end};

-- Cases and what happened in them --------------------------------------------------------------

CREATE TABLE cases (
  id text PRIMARY KEY,
  number text NOT NULL UNIQUE,
  version_id text NOT NULL REFERENCES versions (id),
  unit_id text NOT NULL REFERENCES units (id),
  applicant_id text NOT NULL REFERENCES persons (id),
  marking text NOT NULL,
  seq integer NOT NULL,
  result text NOT NULL DEFAULT '',
  opened_at {instant} NOT NULL,
  closed_at {instant},
  promise_due_at {instant},
  language text NOT NULL,
  tracking_hash text NOT NULL UNIQUE,
  UNIQUE (id, unit_id, version_id),
  CONSTRAINT case_is_closed_with_a_result CHECK ((closed_at IS NULL) = (result = '')),
  CONSTRAINT case_has_the_result_of_its_marking
    FOREIGN KEY (version_id, marking, result) REFERENCES markings (version_id, id, result){last_fact_key}
){hot};
CREATE INDEX cases_of_unit ON cases (unit_id, opened_at);
CREATE INDEX cases_of_applicant ON cases (applicant_id);
CREATE INDEX cases_open ON cases (promise_due_at) WHERE closed_at IS NULL;

CREATE TABLE facts (
  case_id text NOT NULL,
  seq integer NOT NULL CHECK (seq >= 1),
  version_id text NOT NULL,
  unit_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('act', 'note', 'claim', 'notice', 'acknowledgement', 'assignment', 'conflict',
    'custody', 'directive', 'event', 'meeting', 'payment', 'report')),
  source text NOT NULL,
  target text NOT NULL,
  trigger text,
  step text NOT NULL,
  answer text NOT NULL,
  role text NOT NULL,
  actor_class text NOT NULL,
  result text NOT NULL,
  person_id text NOT NULL,
  entered_by text,
  position_id text,
  position_kind text,
  position_name text,
  appointment_id text,
  capacity text NOT NULL,
  medium text NOT NULL CHECK (medium IN ('system', 'paper')),
  performed_at {instant} NOT NULL,
  recorded_at {instant} NOT NULL,
  legal_day {day} NOT NULL,
  public {json} NOT NULL,
  commitment text,
  format integer NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  prev_seq integer GENERATED ALWAYS AS (nullif(seq - 1, 0)) STORED,
  PRIMARY KEY (case_id, seq),
  UNIQUE (case_id, seq, version_id, target),
  CONSTRAINT fact_has_a_hash CHECK (length(hash) = 64),
  CONSTRAINT fact_moves_only_as_an_act CHECK (
    (kind = 'act' AND trigger IS NOT NULL)
    OR (kind <> 'act' AND trigger IS NULL AND source = target
        AND step = '' AND answer = '' AND role = '' AND result = '')),
  CONSTRAINT fact_names_the_position_of_an_official CHECK (
    (actor_class = 'official') = (appointment_id IS NOT NULL)
    AND (appointment_id IS NULL) = (position_id IS NULL)
    AND (appointment_id IS NULL) = (position_kind IS NULL)
    AND (appointment_id IS NULL) = (position_name IS NULL)),
  CONSTRAINT fact_official_acts_in_person CHECK (
    entered_by IS NULL OR actor_class = 'applicant' OR medium = 'paper'),
  CONSTRAINT fact_is_an_arc
    FOREIGN KEY (version_id, source, trigger, step, answer, role, actor_class, target, result)
    REFERENCES arcs (version_id, source, trigger, step, answer, role, actor_class, target, result),
  CONSTRAINT fact_continues_its_case
    FOREIGN KEY (case_id, prev_seq, version_id, source)
    REFERENCES facts (case_id, seq, version_id, target),
  CONSTRAINT fact_belongs_to_its_case
    FOREIGN KEY (case_id, unit_id, version_id) REFERENCES cases (id, unit_id, version_id),
  CONSTRAINT fact_person_is_of_the_actor_class
    FOREIGN KEY (person_id, actor_class) REFERENCES persons (id, kind),
  CONSTRAINT fact_official_has_the_appointment
    FOREIGN KEY (appointment_id, person_id, position_id, capacity)
    REFERENCES appointments (id, person_id, position_id, capacity)
){end};

{last_fact_added}
CREATE VIEW changed AS
  SELECT f.case_id, f.seq, c.item, f.step
  FROM facts f JOIN changes c ON c.version_id = f.version_id AND c.trigger = f.trigger;

-- Which officials acted at a step since it was opened before its last act.
CREATE VIEW actors AS
  SELECT f.case_id, f.step, f.seq, f.person_id
  FROM facts f
  WHERE f.kind = 'act' AND f.actor_class = 'official' AND NOT EXISTS (
    SELECT 1 FROM facts p
    JOIN openings o ON o.version_id = p.version_id AND o.source = p.source
      AND o.trigger = p.trigger AND o.step = f.step
    WHERE p.case_id = f.case_id AND p.seq >= f.seq AND p.seq < (
      SELECT max(l.seq) FROM facts l WHERE l.case_id = f.case_id AND l.step = f.step));

CREATE TABLE fact_private (
  case_id text NOT NULL,
  seq integer NOT NULL,
  salt text NOT NULL,
  body {json} NOT NULL,
  PRIMARY KEY (case_id, seq),
  FOREIGN KEY (case_id, seq) REFERENCES facts (case_id, seq)
){end};

CREATE TABLE case_requirements (
  case_id text NOT NULL REFERENCES cases (id),
  item text NOT NULL,
  seq integer NOT NULL,
  PRIMARY KEY (case_id, item)
){end};

CREATE TABLE case_fields (
  case_id text NOT NULL REFERENCES cases (id),
  item text NOT NULL,
  value {json} NOT NULL,
  seq integer NOT NULL,
  PRIMARY KEY (case_id, item)
){end};

CREATE TABLE work_items (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES cases (id),
  step text NOT NULL,
  role text,
  unit_id text,
  position_kind text,
  view integer NOT NULL DEFAULT 1,
  opened_seq integer NOT NULL,
  opened_at {instant} NOT NULL,
  due_at {instant},
  closed_seq integer,
  claimed_by text REFERENCES persons (id),
  source text,
  correlation text
){hot};
CREATE UNIQUE INDEX work_item_is_open_once ON work_items (case_id, step) WHERE closed_seq IS NULL;
CREATE INDEX work_items_open ON work_items (unit_id, position_kind, due_at)
  WHERE closed_seq IS NULL;
CREATE INDEX work_items_of_case ON work_items (case_id, opened_seq);
CREATE INDEX work_items_awaited ON work_items (source, correlation) WHERE source IS NOT NULL;

CREATE TABLE jobs (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES cases (id),
  seq integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('automatic', 'timer', 'notice')),
  step text,
  item_id text,
  payload {json} NOT NULL,
  due_at {instant} NOT NULL,
  state text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'running', 'done', 'dropped', 'incident')),
  attempts integer NOT NULL DEFAULT 0,
  epoch integer NOT NULL DEFAULT 0,
  lease_until {instant},
  worker text,
  last_error text,
  finished_at {instant}
){hot};
CREATE INDEX jobs_waiting ON jobs (due_at, id) WHERE state = 'waiting';
CREATE INDEX jobs_running ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_incident ON jobs (case_id) WHERE state = 'incident';
CREATE INDEX jobs_of_item ON jobs (item_id) WHERE state IN ('waiting', 'incident');

-- Officials informed of an act, and who of them has confirmed having read it.
CREATE TABLE copies (
  case_id text NOT NULL,
  seq integer NOT NULL,
  role text NOT NULL,
  unit_id text NOT NULL,
  position_kind text NOT NULL,
  legal_day {day} NOT NULL,
  copied_at {instant} NOT NULL,
  PRIMARY KEY (case_id, seq, role),
  FOREIGN KEY (case_id, seq) REFERENCES facts (case_id, seq)
){end};
CREATE INDEX copies_of_post ON copies (unit_id, position_kind, copied_at);

CREATE TABLE copies_read (
  case_id text NOT NULL,
  seq integer NOT NULL,
  of_seq integer NOT NULL,
  role text NOT NULL,
  person_id text NOT NULL,
  PRIMARY KEY (case_id, of_seq, role, person_id),
  CONSTRAINT copy_was_sent
    FOREIGN KEY (case_id, of_seq, role) REFERENCES copies (case_id, seq, role),
  FOREIGN KEY (case_id, seq) REFERENCES facts (case_id, seq)
){end};

CREATE TABLE receipts (
  actor_id text NOT NULL,
  key text NOT NULL,
  case_id text NOT NULL,
  seq integer NOT NULL,
  body_hash text NOT NULL,
  receipt {json} NOT NULL,
  CONSTRAINT receipt_is_given_once PRIMARY KEY (actor_id, key),
  FOREIGN KEY (case_id, seq) REFERENCES facts (case_id, seq)
){end};

CREATE TABLE number_series (
  unit_id text NOT NULL,
  series text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (unit_id, series, year)
){hot};

CREATE TABLE issued_numbers (
  unit_id text NOT NULL,
  series text NOT NULL,
  year integer NOT NULL,
  number integer NOT NULL,
  text text NOT NULL,
  case_id text NOT NULL REFERENCES cases (id),
  job_id text NOT NULL UNIQUE,
  recorded_at {instant} NOT NULL,
  PRIMARY KEY (unit_id, series, year, number)
){end};

CREATE TABLE documents (
  id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES cases (id),
  item text NOT NULL,
  revision integer NOT NULL,
  seq integer NOT NULL,
  media_type text NOT NULL,
  sha256 text NOT NULL,
  body {bytes} NOT NULL,
  made_at {instant} NOT NULL,
  CONSTRAINT document_has_one_revision UNIQUE (case_id, item, revision)
){end};

INSERT INTO persons (id, kind, name) VALUES ('system', 'system', 'sopflow'), ('rule', 'rule', 'sopflow');
