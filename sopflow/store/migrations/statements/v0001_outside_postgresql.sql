-- The lock of what comes from outside: a message is used once, by the fact that names it; the system
-- answers for somebody outside only with his message, and settles a bill only when it is paid.

CREATE FUNCTION guard_inbox() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF new.state = 'taken' OR abs(extract(epoch FROM clock_timestamp() - new.received_at)) > 5 THEN
      PERFORM refuse('message_is_received_first', 'a message comes now, and is used by a later fact');
    END IF;
  ELSIF (old.state <> 'kept'
      AND (new.state, new.case_id, new.seq) IS DISTINCT FROM (old.state, old.case_id, old.seq))
    OR (new.source, new.message_id, new.key, new.outcome, new.body_hash, new.received_at)
       IS DISTINCT FROM
       (old.source, old.message_id, old.key, old.outcome, old.body_hash, old.received_at)
    OR (new.body IS DISTINCT FROM old.body AND new.body <> 'null') THEN
    PERFORM refuse('message_stays_as_it_came', 'a message is used once and never changed');
  ELSIF new.state = 'taken' AND NOT EXISTS (
    SELECT FROM facts f
    WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.actor_class = 'system'
      AND f.public ->> 'source' = new.source AND f.public ->> 'message' = new.message_id) THEN
    PERFORM refuse('message_is_taken_by_a_fact', 'no such fact names this message');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER inbox_guarded AFTER INSERT OR UPDATE ON inbox
  FOR EACH ROW EXECUTE FUNCTION guard_inbox();
CREATE TRIGGER inbox_kept BEFORE DELETE ON inbox
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER inbox_not_emptied BEFORE TRUNCATE ON inbox
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION guard_outside() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF EXISTS (
      SELECT FROM work_items w
      WHERE w.case_id = new.case_id AND w.step = new.step AND w.source LIKE 'sop:%') THEN
    IF NOT EXISTS (
      SELECT FROM work_items w JOIN links l ON l.item_id = w.id AND l.kind = 'called'
        JOIN cases c ON c.id = l.case_id
      WHERE w.case_id = new.case_id AND w.step = new.step AND w.closed_seq = new.seq
        AND c.result <> '' AND c.result = new.public ->> 'result'
        AND c.number = new.public ->> 'case') THEN
      PERFORM refuse('fact_answers_with_a_result', 'no called case has ended so');
    END IF;
  ELSIF EXISTS (
      SELECT FROM work_items w
      WHERE w.case_id = new.case_id AND w.step = new.step AND w.source IS NOT NULL)
    AND NOT EXISTS (
      SELECT FROM inbox i
      WHERE i.source = new.public ->> 'source' AND i.message_id = new.public ->> 'message'
        AND i.outcome = new.answer AND i.state <> 'late'
        AND EXISTS (
          SELECT FROM work_items w
          WHERE w.case_id = new.case_id AND w.step = new.step
            AND w.source = i.source AND w.correlation = i.key)
        AND (i.seq IS NULL OR (i.case_id = new.case_id AND i.seq = new.seq))) THEN
    PERFORM refuse('fact_answers_with_a_message', 'nothing came from outside that says so');
  END IF;
  IF EXISTS (
    SELECT FROM bills b
    WHERE b.case_id = new.case_id AND b.step = new.step
      AND b.seq = (SELECT max(l.seq) FROM bills l
                   WHERE l.case_id = new.case_id AND l.step = new.step)
      AND b.amount > (SELECT coalesce(sum(p.amount), 0) FROM payments p
                      WHERE p.bill = b.number)) THEN
    PERFORM refuse('fact_settles_a_paid_bill', 'the bill of this step is not paid');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER facts_from_outside AFTER INSERT ON facts
  FOR EACH ROW WHEN (new.actor_class = 'system' AND new.kind = 'act')
  EXECUTE FUNCTION guard_outside();

CREATE FUNCTION guard_payment_fact() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF new.actor_class <> 'system' OR NOT EXISTS (
    SELECT FROM inbox i
    WHERE i.source = new.public ->> 'source' AND i.message_id = new.public ->> 'message'
      AND i.key = new.public ->> 'bill' AND i.state <> 'late'
      AND i.body -> 'amount' = new.public -> 'amount'
      AND (i.seq IS NULL OR (i.case_id = new.case_id AND i.seq = new.seq))) THEN
    PERFORM refuse('payment_has_a_message', 'nothing came from outside that says so');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER facts_of_payments AFTER INSERT ON facts
  FOR EACH ROW WHEN (new.kind = 'payment') EXECUTE FUNCTION guard_payment_fact();

CREATE FUNCTION guard_bill() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM facts f, jsonb_array_elements(f.public -> 'bills') e
    WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.kind = 'act'
      AND e ->> 'number' = new.number AND e ->> 'step' = new.step
      AND e ->> 'kind' = new.kind AND e -> 'amount' = to_jsonb(new.amount)) THEN
    PERFORM refuse('bill_is_as_recorded', 'no such act made this bill');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER bills_guarded AFTER INSERT ON bills
  FOR EACH ROW EXECUTE FUNCTION guard_bill();

CREATE FUNCTION guard_payment() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM facts f JOIN bills b ON b.number = new.bill AND b.case_id = f.case_id
    WHERE f.case_id = new.case_id AND f.seq = new.seq AND f.kind = 'payment'
      AND f.public ->> 'bill' = new.bill AND f.public -> 'amount' = to_jsonb(new.amount)
      AND f.public ->> 'source' = new.source AND f.public ->> 'message' = new.message_id) THEN
    PERFORM refuse('payment_is_as_recorded', 'no such fact is this payment');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER payments_guarded AFTER INSERT ON payments
  FOR EACH ROW EXECUTE FUNCTION guard_payment();

-- A case comes from another by its own first act, which names it where it was called for.
CREATE FUNCTION guard_link() RETURNS trigger
LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
  IF new.kind = 'called' AND NOT EXISTS (
    SELECT FROM work_items w JOIN cases c ON c.id = w.case_id
      JOIN facts f ON f.case_id = new.case_id AND f.seq = 1
    WHERE w.id = new.item_id AND w.case_id = new.parent_id AND w.opened_seq = new.parent_seq
      AND w.source LIKE 'sop:%' AND new.seq = 1 AND f.public ->> 'called_by' = c.number) THEN
    PERFORM refuse('link_is_as_recorded', 'no such step called for this case');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER links_guarded AFTER INSERT ON links
  FOR EACH ROW EXECUTE FUNCTION guard_link();

DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['bills', 'payments', 'links'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_kept BEFORE UPDATE OR DELETE ON %1$I
                    FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept);
    EXECUTE format('CREATE TRIGGER %1$s_not_emptied BEFORE TRUNCATE ON %1$I
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
  END LOOP;
END $$;
