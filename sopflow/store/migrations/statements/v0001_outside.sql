-- What comes from outside: every message under the name that its source gave it, kept for ever.

CREATE TABLE inbox (
  source text NOT NULL,
  message_id text NOT NULL,
  key text NOT NULL,
  outcome text NOT NULL,
  body_hash text NOT NULL,
  body {json} NOT NULL,
  received_at {instant} NOT NULL,
  state text NOT NULL DEFAULT 'kept' CHECK (state IN ('kept', 'taken', 'late')),
  case_id text,
  seq integer,
  CONSTRAINT message_comes_once PRIMARY KEY (source, message_id),
  CONSTRAINT message_is_taken_by_a_fact CHECK ((state = 'taken') = (seq IS NOT NULL)),
  FOREIGN KEY (case_id, seq) REFERENCES facts (case_id, seq)
){hot};
CREATE INDEX inbox_kept ON inbox (source, key, received_at) WHERE state = 'kept';
CREATE INDEX inbox_unsettled ON inbox (received_at) WHERE state <> 'taken';

-- What the applicant has to pay, in whole rupiah, and what was paid on it. Whether a bill is paid,
-- open or out of date follows from these and from its work item.
CREATE TABLE bills (
  number text PRIMARY KEY,
  case_id text NOT NULL,
  seq integer NOT NULL,
  step text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('tax', 'retribution', 'deposit')),
  source text NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  due_at {instant},
  UNIQUE (case_id, seq, step),
  FOREIGN KEY (case_id, seq) REFERENCES facts (case_id, seq)
){end};

CREATE TABLE payments (
  case_id text NOT NULL,
  seq integer NOT NULL,
  bill text NOT NULL REFERENCES bills (number),
  amount bigint NOT NULL CHECK (amount > 0),
  source text NOT NULL,
  message_id text NOT NULL,
  CONSTRAINT payment_counts_once UNIQUE (source, message_id),
  PRIMARY KEY (case_id, seq),
  FOREIGN KEY (case_id, seq) REFERENCES facts (case_id, seq)
){end};
CREATE INDEX payments_of_bill ON payments (bill);

-- Which case comes from which other: by `kind`, from the act `parent_seq` there. A called case ends
-- the wait of the item that called for it.
CREATE TABLE links (
  case_id text NOT NULL REFERENCES cases (id),
  seq integer NOT NULL,
  kind text NOT NULL,
  parent_id text NOT NULL REFERENCES cases (id),
  parent_seq integer NOT NULL,
  item_id text REFERENCES work_items (id),
  made_at {instant} NOT NULL,
  CONSTRAINT link_is_of_two_cases CHECK (case_id <> parent_id),
  PRIMARY KEY (case_id, kind, parent_id),
  FOREIGN KEY (case_id, seq) REFERENCES facts (case_id, seq),
  FOREIGN KEY (parent_id, parent_seq) REFERENCES facts (case_id, seq)
){end};
CREATE INDEX links_of_parent ON links (parent_id);
CREATE UNIQUE INDEX link_calls_once ON links (item_id) WHERE kind = 'called';
