-- What would act while the rows are being written.
ALTER TABLE audit AUTO_INCREMENT = 10001;
CREATE TRIGGER cards_audit_update AFTER UPDATE ON cards FOR EACH ROW
  INSERT INTO audit (table_name, row_id, old) VALUES ('cards', OLD.id, json_object('id', OLD.id, 'member', OLD.member, 'points', OLD.points));
CREATE TRIGGER cards_audit AFTER DELETE ON cards FOR EACH ROW
  INSERT INTO audit (table_name, row_id, old) VALUES ('cards', OLD.id, json_object('id', OLD.id, 'member', OLD.member, 'points', OLD.points));
CREATE TRIGGER people_audit AFTER DELETE ON people FOR EACH ROW
  INSERT INTO audit (table_name, row_id, old) VALUES ('people', OLD.id, json_object('id', OLD.id, 'email', OLD.email, 'phone', OLD.phone));
