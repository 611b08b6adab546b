-- What would act while the rows are being written.
SELECT setval('audit_id_seq', 10000);
CREATE FUNCTION keep_old() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit (table_name, row_id, old) VALUES (TG_TABLE_NAME, OLD.id, to_jsonb(OLD));
  RETURN NULL;
END $$;
CREATE TRIGGER cards_audit AFTER UPDATE OR DELETE ON cards FOR EACH ROW EXECUTE FUNCTION keep_old();
CREATE TRIGGER people_audit AFTER DELETE ON people FOR EACH ROW EXECUTE FUNCTION keep_old();
CREATE MATERIALIZED VIEW people_cards AS
  SELECT id, first_name || ' ' || last_name AS name, email FROM people;
CREATE INDEX ON profiles (person_uid);
CREATE INDEX ON thread_people (person_id);
CREATE INDEX ON messages (author_id);
