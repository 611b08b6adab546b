-- The twin of postgres.sql. Left out, since MariaDB has none: inheritance (documents, passports), array columns (projects
-- has a list in JSON), partial unique indexes, a column for text search (there is an index), materialized views, row-level
-- security (diaries). A table with partitions takes part in no foreign key.
CREATE TABLE workspaces (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE places (id integer PRIMARY KEY, street varchar(80) NOT NULL, city varchar(40) NOT NULL);
CREATE TABLE depots (id integer PRIMARY KEY, place_id integer NOT NULL, FOREIGN KEY (place_id) REFERENCES places (id));
CREATE TABLE companies (id integer PRIMARY KEY, tenant integer NOT NULL, name text NOT NULL, info json NOT NULL,
  FOREIGN KEY (tenant) REFERENCES workspaces (id));
CREATE TABLE departments (id integer PRIMARY KEY, name text NOT NULL, head_id integer);
CREATE TABLE people (
  id integer PRIMARY KEY,
  tenant integer NOT NULL,
  no integer NOT NULL,
  kind varchar(10) NOT NULL CHECK (kind IN ('customer', 'employee', 'applicant')),
  uid uuid NOT NULL UNIQUE,
  ext_id varchar(24),
  email varchar(80),
  first_name varchar(40) NOT NULL,
  last_name varchar(40) NOT NULL,
  phone varchar(30),
  place_id integer, company_id integer, dept_id integer, boss_id integer, buddy_id integer, replaced_by integer,
  deleted_at datetime,
  UNIQUE (tenant, no),
  FOREIGN KEY (tenant) REFERENCES workspaces (id),
  FOREIGN KEY (place_id) REFERENCES places (id),
  FOREIGN KEY (company_id) REFERENCES companies (id),
  FOREIGN KEY (dept_id) REFERENCES departments (id),
  FOREIGN KEY (boss_id) REFERENCES people (id),
  FOREIGN KEY (buddy_id) REFERENCES people (id),
  FOREIGN KEY (replaced_by) REFERENCES people (id)
);
ALTER TABLE departments ADD FOREIGN KEY (head_id) REFERENCES people (id);
CREATE TABLE profiles (id integer PRIMARY KEY, person_uid varchar(36) NOT NULL, bio text NOT NULL, FULLTEXT (bio));
CREATE TABLE cards (id integer PRIMARY KEY, member varchar(8) NOT NULL, points integer NOT NULL);
CREATE TABLE imports (line integer PRIMARY KEY, ext varchar(24), raw text NOT NULL);
CREATE TABLE orders (
  tenant integer NOT NULL, number integer NOT NULL, person_no integer,
  payer varchar(12) NOT NULL,
  payer_email varchar(60) NOT NULL CHECK (payer_email LIKE '%@%'),
  channel enum ('web', 'shop') NOT NULL,
  note varchar(80),
  total numeric(12, 2) NOT NULL CHECK (total >= 0),
  placed_on date NOT NULL,
  PRIMARY KEY (tenant, number),
  FOREIGN KEY (tenant, person_no) REFERENCES people (tenant, no) ON DELETE CASCADE
);
CREATE TABLE order_lines (
  tenant integer NOT NULL, number integer NOT NULL, line integer NOT NULL, item text NOT NULL,
  PRIMARY KEY (tenant, number, line), FOREIGN KEY (tenant, number) REFERENCES orders (tenant, number) ON DELETE CASCADE);
CREATE TABLE agreements (id integer PRIMARY KEY, tenant integer NOT NULL, title text NOT NULL);
CREATE TABLE signatures (
  id integer PRIMARY KEY, agreement_id integer NOT NULL, tenant integer NOT NULL,
  signer_mail varchar(80) NOT NULL, signer varchar(80) NOT NULL, signed_on date NOT NULL,
  FOREIGN KEY (agreement_id) REFERENCES agreements (id));
CREATE TABLE subscriptions (
  id integer PRIMARY KEY, person_id integer NOT NULL, email varchar(80) NOT NULL, handle varchar(10) NOT NULL UNIQUE,
  tier varchar(6) NOT NULL CHECK (tier IN ('free', 'paid')), state varchar(8) NOT NULL);
CREATE TABLE threads (id integer PRIMARY KEY, tenant integer NOT NULL, title text NOT NULL);
CREATE TABLE thread_people (thread_id integer NOT NULL, person_id integer NOT NULL, PRIMARY KEY (thread_id, person_id),
  KEY (person_id), FOREIGN KEY (thread_id) REFERENCES threads (id));
CREATE TABLE messages (id integer PRIMARY KEY, thread_id integer NOT NULL, author_id integer, body text NOT NULL,
  KEY (author_id), FOREIGN KEY (thread_id) REFERENCES threads (id), FULLTEXT (body));
CREATE TABLE message_edits (message_id integer NOT NULL, old_body text NOT NULL);
CREATE TABLE reactions (
  message_id integer NOT NULL, person_id integer NOT NULL, emoji varchar(8) NOT NULL,
  PRIMARY KEY (message_id, person_id, emoji), FOREIGN KEY (message_id) REFERENCES messages (id) ON DELETE CASCADE);
CREATE TABLE attachments (id integer PRIMARY KEY, message_id integer NOT NULL, file_name text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, about_type varchar(20) NOT NULL, about_id integer NOT NULL, by_uid varchar(36), body text NOT NULL);
CREATE TABLE projects (id integer PRIMARY KEY, title text NOT NULL, member_ids json NOT NULL);
CREATE TABLE campaigns (id integer PRIMARY KEY, title text NOT NULL, audience text NOT NULL, recipients text NOT NULL);
CREATE TABLE events (id integer PRIMARY KEY, payload json NOT NULL);
CREATE TABLE GuestBook (EntryNo integer PRIMARY KEY, PersonId integer NOT NULL, `Say "Hi"` text NOT NULL);
CREATE TABLE teams (id integer PRIMARY KEY, name text NOT NULL, owner_id integer,
  FOREIGN KEY (owner_id) REFERENCES people (id) ON DELETE CASCADE);
CREATE TABLE team_members (
  team_id integer NOT NULL, person_id integer NOT NULL, PRIMARY KEY (team_id, person_id),
  FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE,
  FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE CASCADE);
CREATE TABLE vouchers (
  id integer PRIMARY KEY, giver_id integer NOT NULL, taker_id integer NOT NULL, wish text NOT NULL,
  FOREIGN KEY (giver_id) REFERENCES people (id) ON DELETE CASCADE,
  FOREIGN KEY (taker_id) REFERENCES people (id) ON DELETE CASCADE);
CREATE TABLE visits (id integer NOT NULL, person_id integer NOT NULL, at date NOT NULL, path text NOT NULL, PRIMARY KEY (id, at))
  PARTITION BY RANGE (year(at)) (PARTITION p2024 VALUES LESS THAN (2025), PARTITION p2025 VALUES LESS THAN (2026));
CREATE TABLE hits (person_id integer NOT NULL, path text NOT NULL);
CREATE TABLE audit (id integer PRIMARY KEY AUTO_INCREMENT, table_name varchar(20) NOT NULL, row_id integer NOT NULL, old json NOT NULL);
