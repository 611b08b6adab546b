-- A schema that has every difficulty at once. PostgreSQL; mysql.sql is its twin, without what MariaDB cannot have.
CREATE TYPE channel AS ENUM ('web', 'shop');
CREATE TABLE workspaces (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE places (id integer PRIMARY KEY, street varchar(80) NOT NULL, city varchar(40) NOT NULL);
CREATE TABLE depots (id integer PRIMARY KEY, place_id integer NOT NULL REFERENCES places);
CREATE TABLE companies (id integer PRIMARY KEY, tenant integer NOT NULL REFERENCES workspaces, name text NOT NULL, info jsonb NOT NULL);
CREATE TABLE departments (id integer PRIMARY KEY, name text NOT NULL, head_id integer);

-- Several kinds of people in one table, people twice, people who point at each other in circles.
CREATE TABLE people (
  id integer PRIMARY KEY,
  tenant integer NOT NULL REFERENCES workspaces,
  no integer NOT NULL,
  kind varchar(10) NOT NULL CHECK (kind IN ('customer', 'employee', 'applicant')),
  uid uuid NOT NULL UNIQUE,
  ext_id varchar(24),
  email varchar(80),
  first_name varchar(40) NOT NULL,
  last_name varchar(40) NOT NULL,
  phone varchar(30),
  place_id integer REFERENCES places,
  company_id integer REFERENCES companies,
  dept_id integer REFERENCES departments,
  boss_id integer REFERENCES people,
  buddy_id integer REFERENCES people,
  replaced_by integer REFERENCES people,
  deleted_at timestamp,
  UNIQUE (tenant, no)
);
CREATE UNIQUE INDEX people_mail ON people (tenant, lower(email)) WHERE deleted_at IS NULL AND email LIKE '%@%';
ALTER TABLE departments ADD FOREIGN KEY (head_id) REFERENCES people (id);

-- A uuid in a text, in whatever spelling; a column for text search.
CREATE TABLE profiles (
  id integer PRIMARY KEY, person_uid varchar(36) NOT NULL, bio text NOT NULL,
  search tsvector GENERATED ALWAYS AS (to_tsvector('simple', bio)) STORED);
-- A number in a text, with leading zeros.
CREATE TABLE cards (id integer PRIMARY KEY, member varchar(8) NOT NULL, points integer NOT NULL);
CREATE TABLE imports (line integer PRIMARY KEY, ext varchar(24), raw text NOT NULL);

-- Books that must be kept. What the store itself would do on DELETE is to take them along.
CREATE TABLE orders (
  tenant integer NOT NULL, number integer NOT NULL, person_no integer,
  payer varchar(12) NOT NULL,
  payer_email varchar(60) NOT NULL CHECK (payer_email LIKE '%@%'),
  channel channel NOT NULL,
  note varchar(80),
  total numeric(12, 2) NOT NULL CHECK (total >= 0),
  placed_on date NOT NULL,
  PRIMARY KEY (tenant, number),
  FOREIGN KEY (tenant, person_no) REFERENCES people (tenant, no) ON DELETE CASCADE
);
CREATE TABLE order_lines (
  tenant integer NOT NULL, number integer NOT NULL, line integer NOT NULL, item text NOT NULL,
  PRIMARY KEY (tenant, number, line), FOREIGN KEY (tenant, number) REFERENCES orders ON DELETE CASCADE);
CREATE TABLE agreements (id integer PRIMARY KEY, tenant integer NOT NULL, title text NOT NULL);
CREATE TABLE signatures (
  id integer PRIMARY KEY, agreement_id integer NOT NULL REFERENCES agreements, tenant integer NOT NULL,
  signer_mail varchar(80) NOT NULL, signer varchar(80) NOT NULL, signed_on date NOT NULL);

-- A row that stays, in columns that are hard to please.
CREATE TABLE subscriptions (
  id integer PRIMARY KEY, person_id integer NOT NULL, email varchar(80) NOT NULL, handle varchar(10) NOT NULL,
  tier varchar(6) NOT NULL CHECK (tier IN ('free', 'paid')), state varchar(8) NOT NULL);
CREATE UNIQUE INDEX subscriptions_live ON subscriptions (email) WHERE state = 'active';
CREATE UNIQUE INDEX subscriptions_handle ON subscriptions (handle);

-- A conversation that belongs to several.
CREATE TABLE threads (id integer PRIMARY KEY, tenant integer NOT NULL, title text NOT NULL);
CREATE TABLE thread_people (thread_id integer NOT NULL REFERENCES threads, person_id integer NOT NULL, PRIMARY KEY (thread_id, person_id));
CREATE TABLE messages (
  id integer PRIMARY KEY, thread_id integer NOT NULL REFERENCES threads, author_id integer, body text NOT NULL,
  search tsvector GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED);
CREATE TABLE message_edits (message_id integer NOT NULL, old_body text NOT NULL);
CREATE TABLE reactions (
  message_id integer NOT NULL REFERENCES messages ON DELETE CASCADE, person_id integer NOT NULL, emoji varchar(8) NOT NULL,
  PRIMARY KEY (message_id, person_id, emoji));
CREATE TABLE attachments (id integer PRIMARY KEY, message_id integer NOT NULL, file_name text NOT NULL);

-- A type and a number; a list of each kind; a place in JSON; names that want quotes.
CREATE TABLE notes (id integer PRIMARY KEY, about_type varchar(20) NOT NULL, about_id integer NOT NULL, by_uid varchar(36), body text NOT NULL);
CREATE TABLE projects (id integer PRIMARY KEY, title text NOT NULL, member_ids integer[] NOT NULL);
CREATE TABLE campaigns (id integer PRIMARY KEY, title text NOT NULL, audience text NOT NULL, recipients text NOT NULL);
CREATE TABLE events (id integer PRIMARY KEY, payload jsonb NOT NULL);
CREATE TABLE "GuestBook" ("EntryNo" integer PRIMARY KEY, "PersonId" integer NOT NULL, "Say ""Hi""" text NOT NULL);

-- Cascades over strangers' rows, and one that nothing can keep from it.
CREATE TABLE teams (id integer PRIMARY KEY, name text NOT NULL, owner_id integer REFERENCES people ON DELETE CASCADE);
CREATE TABLE team_members (
  team_id integer NOT NULL REFERENCES teams ON DELETE CASCADE, person_id integer NOT NULL REFERENCES people ON DELETE CASCADE,
  PRIMARY KEY (team_id, person_id));
CREATE TABLE vouchers (
  id integer PRIMARY KEY, giver_id integer NOT NULL REFERENCES people ON DELETE CASCADE,
  taker_id integer NOT NULL REFERENCES people ON DELETE CASCADE, wish text NOT NULL);

-- Partitions, inheritance, no key, rows that a policy hides, a view that holds copies.
CREATE TABLE visits (id integer NOT NULL, person_id integer NOT NULL, at date NOT NULL, path text NOT NULL, PRIMARY KEY (id, at))
  PARTITION BY RANGE (at);
CREATE TABLE visits_2024 PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE visits_2025 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE documents (id integer PRIMARY KEY, person_id integer NOT NULL, title text NOT NULL);
CREATE TABLE passports (number text NOT NULL) INHERITS (documents);
CREATE TABLE hits (person_id integer NOT NULL, path text NOT NULL);
CREATE TABLE diaries (id integer PRIMARY KEY, person_id integer NOT NULL, body text NOT NULL);
ALTER TABLE diaries ENABLE ROW LEVEL SECURITY;
CREATE POLICY nobodys ON diaries USING (false);

-- Copies that the store makes by itself.
CREATE TABLE audit (id serial PRIMARY KEY, table_name varchar(20) NOT NULL, row_id integer NOT NULL, old jsonb NOT NULL);
