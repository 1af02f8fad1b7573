-- The lock of what comes from outside, on SQLite: see v0001_outside_postgresql.sql.

CREATE TRIGGER inbox_is_new BEFORE INSERT ON inbox BEGIN
  SELECT RAISE(ABORT, 'message_comes_once: a message of this name is there')
  WHERE EXISTS (
    SELECT 1 FROM inbox i WHERE i.source = new.source AND i.message_id = new.message_id);
  SELECT RAISE(ABORT, 'message_is_received_first: a message comes now, and is used by a later fact')
  WHERE new.state NOT IN ('kept', 'late') OR new.seq IS NOT NULL OR new.case_id IS NOT NULL
    OR new.received_at NOT GLOB '????-??-??T??:??:??.??????Z'
    OR coalesce(abs(julianday('now') - julianday(new.received_at)) * 86400.0, 9.9) > 5.0;
END;

CREATE TRIGGER inbox_guarded BEFORE UPDATE ON inbox BEGIN
  SELECT RAISE(ABORT, 'message_stays_as_it_came: a message is used once and never changed')
  WHERE new.state NOT IN ('kept', 'late', 'taken')
    OR (old.state <> 'kept' AND (new.state <> old.state OR new.case_id IS NOT old.case_id
                                 OR new.seq IS NOT old.seq))
    OR new.source <> old.source OR new.message_id <> old.message_id OR new.key <> old.key
    OR new.outcome <> old.outcome OR new.body_hash <> old.body_hash
    OR new.received_at <> old.received_at
    OR (new.body <> old.body AND new.body <> 'null');
  SELECT RAISE(ABORT, 'message_is_taken_by_a_fact: no such fact names this message')
  WHERE (new.state = 'taken') <> (new.seq IS NOT NULL)
    OR (new.state = 'taken' AND NOT EXISTS (
      SELECT 1 FROM facts f, json_each(f.public) s, json_each(f.public) m
      WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.actor_class = 'system'
        AND s.key = 'source' AND s.value = new.source
        AND m.key = 'message' AND m.value = new.message_id));
END;

CREATE TRIGGER inbox_not_deleted BEFORE DELETE ON inbox BEGIN
  SELECT RAISE(ABORT, 'inbox_are_kept_for_ever: DELETE of inbox is refused');
END;

CREATE TRIGGER facts_from_outside AFTER INSERT ON facts
WHEN new.actor_class = 'system' AND new.kind = 'act' BEGIN
  SELECT RAISE(ABORT, 'fact_answers_with_a_message: nothing came from outside that says so')
  WHERE EXISTS (
      SELECT 1 FROM work_items w
      WHERE w.case_id = new.case_id AND w.step = new.step AND w.source IS NOT NULL)
    AND NOT EXISTS (
      SELECT 1 FROM inbox i, json_each(new.public) s, json_each(new.public) m
      WHERE s.key = 'source' AND s.value = i.source
        AND m.key = 'message' AND m.value = i.message_id
        AND i.outcome = new.answer AND i.state <> 'late'
        AND EXISTS (
          SELECT 1 FROM work_items w
          WHERE w.case_id = new.case_id AND w.step = new.step
            AND w.source = i.source AND w.correlation = i.key)
        AND (i.seq IS NULL OR (i.case_id = new.case_id AND i.seq = new.seq)));
END;
