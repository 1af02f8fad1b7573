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
      WHERE w.case_id = new.case_id AND w.step = new.step AND w.source NOT LIKE 'sop:%')
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
  SELECT RAISE(ABORT, 'fact_answers_with_a_result: no called case has ended so')
  WHERE EXISTS (
      SELECT 1 FROM work_items w
      WHERE w.case_id = new.case_id AND w.step = new.step AND w.source LIKE 'sop:%')
    AND NOT EXISTS (
      SELECT 1 FROM work_items w JOIN links l ON l.item_id = w.id AND l.kind = 'called'
        JOIN cases c ON c.id = l.case_id, json_each(new.public) r, json_each(new.public) n
      WHERE w.case_id = new.case_id AND w.step = new.step AND w.closed_seq IS NULL
        AND c.result <> '' AND r.key = 'result' AND r.value = c.result
        AND n.key = 'case' AND n.value = c.number);
  SELECT RAISE(ABORT, 'fact_settles_a_paid_bill: the bill of this step is not paid')
  WHERE EXISTS (
    SELECT 1 FROM bills b
    WHERE b.case_id = new.case_id AND b.step = new.step
      AND b.seq = (SELECT max(l.seq) FROM bills l
                   WHERE l.case_id = new.case_id AND l.step = new.step)
      AND b.amount > (SELECT coalesce(sum(p.amount), 0) FROM payments p WHERE p.bill = b.number));
END;

CREATE TRIGGER facts_of_payments AFTER INSERT ON facts WHEN new.kind = 'payment' BEGIN
  SELECT RAISE(ABORT, 'payment_has_a_message: nothing came from outside that says so')
  WHERE new.actor_class <> 'system' OR NOT EXISTS (
    SELECT 1 FROM inbox i, json_each(new.public) s, json_each(new.public) m, json_each(new.public) b,
      json_each(new.public) a, json_each(i.body) c
    WHERE s.key = 'source' AND s.value = i.source AND m.key = 'message' AND m.value = i.message_id
      AND b.key = 'bill' AND b.value = i.key AND a.key = 'amount' AND c.key = 'amount'
      AND a.value = c.value AND i.state <> 'late'
      AND (i.seq IS NULL OR (i.case_id = new.case_id AND i.seq = new.seq)));
END;

CREATE TRIGGER bills_guarded BEFORE INSERT ON bills BEGIN
  SELECT RAISE(ABORT, 'bill_is_as_recorded: no such act made this bill')
  WHERE EXISTS (SELECT 1 FROM bills b WHERE b.number = new.number
                OR (b.case_id = new.case_id AND b.seq = new.seq AND b.step = new.step))
    OR new.amount < 0 OR NOT EXISTS (
      SELECT 1 FROM facts f, json_each(f.public, '$.bills') e,
        json_each(e.value) n, json_each(e.value) s, json_each(e.value) k, json_each(e.value) a
      WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.kind = 'act'
        AND n.key = 'number' AND n.value = new.number AND s.key = 'step' AND s.value = new.step
        AND k.key = 'kind' AND k.value = new.kind AND a.key = 'amount' AND a.value = new.amount);
END;

CREATE TRIGGER payments_guarded BEFORE INSERT ON payments BEGIN
  SELECT RAISE(ABORT, 'payment_counts_once: this payment was counted already')
  WHERE EXISTS (SELECT 1 FROM payments p
                WHERE (p.source = new.source AND p.message_id = new.message_id)
                  OR (p.case_id = new.case_id AND p.seq = new.seq));
  SELECT RAISE(ABORT, 'payment_is_as_recorded: no such fact is this payment')
  WHERE NOT EXISTS (
    SELECT 1 FROM facts f JOIN bills b ON b.number = new.bill AND b.case_id = f.case_id,
      json_each(f.public) n, json_each(f.public) a, json_each(f.public) s, json_each(f.public) m
    WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.kind = 'payment'
      AND n.key = 'bill' AND n.value = new.bill AND a.key = 'amount' AND a.value = new.amount
      AND s.key = 'source' AND s.value = new.source
      AND m.key = 'message' AND m.value = new.message_id);
END;

CREATE TRIGGER links_guarded BEFORE INSERT ON links BEGIN
  SELECT RAISE(ABORT, 'link_is_of_two_cases: a case does not come from itself')
  WHERE new.case_id = new.parent_id;
  SELECT RAISE(ABORT, 'links_are_kept_for_ever: this link is there')
  WHERE EXISTS (
    SELECT 1 FROM links l
    WHERE (l.case_id = new.case_id AND l.kind = new.kind AND l.parent_id = new.parent_id)
      OR (l.item_id = new.item_id AND l.kind = 'called' AND new.kind = 'called'));
  SELECT RAISE(ABORT, 'link_is_as_recorded: no such act there')
  WHERE NOT EXISTS (SELECT 1 FROM facts f WHERE f.case_id = new.case_id AND f.seq = new.seq)
    OR NOT EXISTS (SELECT 1 FROM facts f
                   WHERE f.case_id = new.parent_id AND f.seq = new.parent_seq);
  SELECT RAISE(ABORT, 'link_is_as_recorded: no such step called for this case')
  WHERE new.kind = 'called' AND NOT EXISTS (
    SELECT 1 FROM work_items w JOIN cases c ON c.id = w.case_id
      JOIN facts f ON f.case_id = new.case_id AND f.seq = 1, json_each(f.public) n
    WHERE w.id = new.item_id AND w.case_id = new.parent_id AND w.opened_seq = new.parent_seq
      AND w.source LIKE 'sop:%' AND new.seq = 1 AND n.key = 'called_by' AND n.value = c.number);
END;

CREATE TRIGGER links_not_changed BEFORE UPDATE ON links BEGIN
  SELECT RAISE(ABORT, 'links_are_kept_for_ever: UPDATE of links is refused');
END;

CREATE TRIGGER links_not_deleted BEFORE DELETE ON links BEGIN
  SELECT RAISE(ABORT, 'links_are_kept_for_ever: DELETE of links is refused');
END;

CREATE TRIGGER bills_not_changed BEFORE UPDATE ON bills BEGIN
  SELECT RAISE(ABORT, 'bills_are_kept_for_ever: UPDATE of bills is refused');
END;

CREATE TRIGGER bills_not_deleted BEFORE DELETE ON bills BEGIN
  SELECT RAISE(ABORT, 'bills_are_kept_for_ever: DELETE of bills is refused');
END;

CREATE TRIGGER payments_not_changed BEFORE UPDATE ON payments BEGIN
  SELECT RAISE(ABORT, 'payments_are_kept_for_ever: UPDATE of payments is refused');
END;

CREATE TRIGGER payments_not_deleted BEFORE DELETE ON payments BEGIN
  SELECT RAISE(ABORT, 'payments_are_kept_for_ever: DELETE of payments is refused');
END;
