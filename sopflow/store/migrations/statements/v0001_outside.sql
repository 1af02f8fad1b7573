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
