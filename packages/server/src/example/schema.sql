-- Harbour: projects, time and billing for service firms. A made-up application; nobody in it exists.

CREATE TABLE accounts (                        -- a firm that uses Harbour
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,
  industry    TEXT NOT NULL,
  country     TEXT NOT NULL,
  plan        TEXT NOT NULL CHECK (plan IN ('solo', 'team', 'firm')),
  owner_id    INTEGER REFERENCES users (id) ON DELETE SET NULL,
  created_at  TEXT NOT NULL
);

CREATE TABLE users (                           -- its owner and staff
  id             INTEGER PRIMARY KEY,
  account_id     INTEGER NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT,
  role           TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'staff')),
  first_name     TEXT NOT NULL,
  last_name      TEXT,                         -- some people have one name
  email          TEXT NOT NULL UNIQUE,
  phone          TEXT,
  job_title      TEXT,
  password_hash  TEXT NOT NULL,
  avatar_file    TEXT,
  locale         TEXT NOT NULL,
  last_ip        TEXT,
  last_seen_at   TEXT,
  manager_id     INTEGER REFERENCES users (id) ON DELETE SET NULL,
  created_at     TEXT NOT NULL,
  updated_at     TEXT NOT NULL
);
CREATE INDEX users_account ON users (account_id);
CREATE INDEX users_manager ON users (manager_id);

CREATE TABLE notification_settings (
  user_id        INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  weekly_digest  INTEGER NOT NULL,
  product_news   INTEGER NOT NULL,
  mention_mail   INTEGER NOT NULL
);

CREATE TABLE sessions (
  id            TEXT PRIMARY KEY,
  user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  token_hash    TEXT NOT NULL UNIQUE,
  ip            TEXT NOT NULL,
  user_agent    TEXT NOT NULL,
  created_at    TEXT NOT NULL,
  last_used_at  TEXT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE clients (                         -- companies that a firm works for
  id                  INTEGER PRIMARY KEY,
  account_id          INTEGER NOT NULL REFERENCES accounts (id) ON DELETE RESTRICT,
  name                TEXT NOT NULL,
  tax_number          TEXT,
  country             TEXT NOT NULL,
  account_manager_id  INTEGER REFERENCES users (id) ON DELETE SET NULL,
  created_at          TEXT NOT NULL
);
CREATE INDEX clients_account ON clients (account_id);
CREATE INDEX clients_manager ON clients (account_manager_id);

CREATE TABLE contacts (                        -- the people there
  id           INTEGER PRIMARY KEY,
  client_id    INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
  first_name   TEXT NOT NULL,
  last_name    TEXT,
  email        TEXT NOT NULL,
  phone        TEXT,
  job_title    TEXT,
  street       TEXT,
  city         TEXT,
  postal_code  TEXT,
  country      TEXT,
  notes        TEXT,
  created_by   INTEGER REFERENCES users (id) ON DELETE SET NULL,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL,
  UNIQUE (client_id, email)
);
CREATE INDEX contacts_email ON contacts (email);
CREATE INDEX contacts_created_by ON contacts (created_by);

CREATE TABLE projects (
  id            INTEGER PRIMARY KEY,
  client_id     INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
  name          TEXT NOT NULL,
  status        TEXT NOT NULL CHECK (status IN ('planned', 'running', 'done')),
  budget_cents  INTEGER NOT NULL,
  lead_id       INTEGER REFERENCES users (id) ON DELETE SET NULL,
  contact_id    INTEGER REFERENCES contacts (id) ON DELETE SET NULL,
  starts_on     TEXT NOT NULL,
  updated_at    TEXT NOT NULL
);
CREATE INDEX projects_client ON projects (client_id);
CREATE INDEX projects_lead ON projects (lead_id);
CREATE INDEX projects_contact ON projects (contact_id);

CREATE TABLE project_members (
  project_id  INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  rate_cents  INTEGER NOT NULL,
  joined_on   TEXT NOT NULL,
  PRIMARY KEY (project_id, user_id)
) WITHOUT ROWID;
CREATE INDEX project_members_user ON project_members (user_id);

CREATE TABLE time_entries (
  id           INTEGER PRIMARY KEY,
  project_id   INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  user_id      INTEGER NOT NULL REFERENCES users (id) ON DELETE RESTRICT,
  worked_on    TEXT NOT NULL,
  minutes      INTEGER NOT NULL CHECK (minutes > 0),
  note         TEXT,
  approved_by  INTEGER REFERENCES users (id) ON DELETE SET NULL
);
CREATE INDEX time_entries_project ON time_entries (project_id);
CREATE INDEX time_entries_user ON time_entries (user_id);
CREATE INDEX time_entries_approved ON time_entries (approved_by);

CREATE TABLE proposals (
  id             INTEGER PRIMARY KEY,
  client_id      INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
  contact_id     INTEGER REFERENCES contacts (id) ON DELETE SET NULL,
  author_id      INTEGER REFERENCES users (id) ON DELETE SET NULL,
  title          TEXT NOT NULL,
  amount_cents   INTEGER NOT NULL,
  sent_at        TEXT NOT NULL,
  viewed_ip      TEXT,
  accepted_name  TEXT,
  accepted_at    TEXT
);
CREATE INDEX proposals_contact ON proposals (contact_id);
CREATE INDEX proposals_author ON proposals (author_id);

CREATE TABLE invoices (
  id           INTEGER PRIMARY KEY,
  client_id    INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
  project_id   INTEGER REFERENCES projects (id) ON DELETE SET NULL,
  contact_id   INTEGER REFERENCES contacts (id) ON DELETE SET NULL,
  number       TEXT NOT NULL UNIQUE,
  bill_name    TEXT NOT NULL,
  bill_email   TEXT NOT NULL,
  bill_street  TEXT,
  bill_city    TEXT,
  currency     TEXT NOT NULL,
  total_cents  INTEGER NOT NULL,
  issued_at    TEXT NOT NULL,
  due_on       TEXT NOT NULL,
  sent_by      INTEGER REFERENCES users (id) ON DELETE SET NULL,
  updated_at   TEXT NOT NULL
);
CREATE INDEX invoices_client ON invoices (client_id);
CREATE INDEX invoices_contact ON invoices (contact_id);
CREATE INDEX invoices_sent_by ON invoices (sent_by);

CREATE TABLE invoice_lines (
  id             INTEGER PRIMARY KEY,
  invoice_id     INTEGER NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
  time_entry_id  INTEGER REFERENCES time_entries (id) ON DELETE SET NULL,
  description    TEXT NOT NULL,
  amount_cents   INTEGER NOT NULL
);
CREATE INDEX invoice_lines_invoice ON invoice_lines (invoice_id);
CREATE INDEX invoice_lines_time_entry ON invoice_lines (time_entry_id);

CREATE TABLE payments (
  id            INTEGER PRIMARY KEY,
  invoice_id    INTEGER NOT NULL REFERENCES invoices (id) ON DELETE RESTRICT,
  payer_name    TEXT NOT NULL,
  payer_email   TEXT,
  card_hint     TEXT,
  amount_cents  INTEGER NOT NULL,
  paid_at       TEXT NOT NULL
);
CREATE INDEX payments_invoice ON payments (invoice_id);

CREATE TABLE comments (                        -- on projects and invoices, by staff and by contacts
  id                 INTEGER PRIMARY KEY,
  subject_kind       TEXT NOT NULL,
  subject_id         INTEGER NOT NULL,         -- no foreign key: the kind says of what
  author_kind        TEXT NOT NULL CHECK (author_kind IN ('user', 'contact')),
  author_id          INTEGER,                  -- no foreign key: user or contact
  author_name        TEXT NOT NULL,
  body               TEXT NOT NULL,
  parent_id          INTEGER REFERENCES comments (id) ON DELETE SET NULL,
  mentioned_user_id  INTEGER REFERENCES users (id) ON DELETE SET NULL,
  created_at         TEXT NOT NULL,
  updated_at         TEXT NOT NULL
);
CREATE INDEX comments_author ON comments (author_id, author_kind);
CREATE INDEX comments_parent ON comments (parent_id);
CREATE INDEX comments_mentioned ON comments (mentioned_user_id);

CREATE TABLE files (                           -- what is known of a file; its content lies elsewhere
  id           INTEGER PRIMARY KEY,
  project_id   INTEGER REFERENCES projects (id) ON DELETE CASCADE,
  uploaded_by  INTEGER REFERENCES users (id) ON DELETE SET NULL,
  name         TEXT NOT NULL,
  media_type   TEXT NOT NULL,
  bytes        INTEGER NOT NULL,
  storage_key  TEXT NOT NULL UNIQUE,
  uploaded_at  TEXT NOT NULL
);
CREATE INDEX files_project ON files (project_id);
CREATE INDEX files_uploaded_by ON files (uploaded_by);

CREATE TABLE mail_log (
  id          INTEGER PRIMARY KEY,
  to_address  TEXT NOT NULL,                   -- staff are known by their address alone
  contact_id  INTEGER,                         -- no foreign key
  template    TEXT NOT NULL,
  sent_at     TEXT NOT NULL,
  opened_at   TEXT,
  opened_ip   TEXT
);
CREATE INDEX mail_log_to ON mail_log (to_address);
CREATE INDEX mail_log_contact ON mail_log (contact_id);

CREATE TABLE lead_profiles (                   -- what Harbour works out about a contact
  contact_id   INTEGER PRIMARY KEY REFERENCES contacts (id) ON DELETE CASCADE,
  segment      TEXT NOT NULL,
  score        REAL NOT NULL,
  city_guess   TEXT,
  computed_at  TEXT NOT NULL
);

-- The application stamps every change of a person's card, a project, an invoice and a comment.
CREATE TRIGGER users_touched AFTER UPDATE ON users WHEN NEW.updated_at = OLD.updated_at
BEGIN UPDATE users SET updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = NEW.id; END;
CREATE TRIGGER contacts_touched AFTER UPDATE ON contacts WHEN NEW.updated_at = OLD.updated_at
BEGIN UPDATE contacts SET updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = NEW.id; END;
CREATE TRIGGER projects_touched AFTER UPDATE ON projects WHEN NEW.updated_at = OLD.updated_at
BEGIN UPDATE projects SET updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = NEW.id; END;
CREATE TRIGGER invoices_touched AFTER UPDATE ON invoices WHEN NEW.updated_at = OLD.updated_at
BEGIN UPDATE invoices SET updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = NEW.id; END;
CREATE TRIGGER comments_touched AFTER UPDATE ON comments WHEN NEW.updated_at = OLD.updated_at
BEGIN UPDATE comments SET updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = NEW.id; END;
