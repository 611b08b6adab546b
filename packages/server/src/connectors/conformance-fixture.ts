import type { Connector, Row } from "./connector.ts";

/** A fresh store that holds the fixture, and ways to it that are not the connector. */
export interface ConformanceStore {
  readonly connector: Connector;
  /** A second connector to the same store. */
  readonly other: Connector;
  /** Runs SQL past the connector, as the store's owner. */
  exec(sql: string): Promise<void>;
  rows(sql: string): Promise<readonly Row[]>;
  /** Ends the connector's open sessions from the store's side, as an administrator or a crash would. */
  killSessions(): Promise<void>;
  close(): Promise<void>;
}

/** What a suite asks, each under its title. */
export type Demands = Readonly<Record<string, (store: ConformanceStore) => Promise<void>>>;

/** A named exception from the suite. */
export interface Skip {
  readonly test: string;
  readonly reason: string;
}

/** The fixture, in SQL that each store understands. */
export const FIXTURE: readonly string[] = [
  `CREATE TABLE people (id integer PRIMARY KEY, email varchar(80) UNIQUE, name text NOT NULL,
     level integer CHECK (level BETWEEN 0 AND 9), big bigint, boss_id integer REFERENCES people (id))`,
  "CREATE TABLE posts (id integer PRIMARY KEY, person_id integer NOT NULL REFERENCES people (id), kind text, body text)",
  "CREATE INDEX posts_person ON posts (person_id)",
  "CREATE TABLE seats (hall integer NOT NULL, no integer NOT NULL, holder text, PRIMARY KEY (hall, no))",
  'CREATE TABLE "Odd ""Names" ("Id" integer PRIMARY KEY, "e Mail" text)',
  "CREATE TABLE keyless (tag text, note text)",
  "CREATE TABLE loose (id integer PRIMARY KEY, ref text, list text)",
  "CREATE VIEW slow AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 2000000000) SELECT x AS id FROM c",
  `INSERT INTO people VALUES (1, 'Ada@One.example', 'Ada', 3, 9007199254740993, NULL), (2, 'bo@two.example', 'Bo', 1, 2, 1),
     (3, '', 'Empty', 0, 3, 1), (4, NULL, 'Null', NULL, NULL, NULL), (5, 'ÄDA@five.example', 'Ada', 5, 5, NULL)`,
  "INSERT INTO posts VALUES (13, 1, 'a', 'x'), (11, 1, 'b', 'y'), (12, 1, 'a', 'z'), (20, 2, 'a', 'w')",
  "INSERT INTO seats VALUES (1, 1, 'ada'), (1, 2, 'bo'), (2, 1, 'ada'), (2, 2, 'bo')",
  `INSERT INTO "Odd ""Names" VALUES (1, 'ada'), (2, 'bo')`,
  `INSERT INTO loose VALUES (1, '042', '7,42,9'), (2, '42.0', '{"to": ["42"]}'), (3, '4-2', '420'),
     (4, '0B9DB5B67EBE4FB2A0B9F3E9E0C7D5A1', 'Ada@One.example, bo@two.example'), (5, '0b9db5b6-7ebe-4fb2-a0b9-f3e9e0c7d5a1', NULL),
     (6, NULL, 'bo@two.example'), (7, '9007199254740993', NULL), (8, '009007199254740992', NULL),
     (9, '{0B9DB5B6-7EBE-4FB2-A0B9-F3E9E0C7D5A1}', NULL)`,
  "INSERT INTO keyless VALUES ('ada', 'one'), ('ada', 'one'), ('bo', 'two')",
];

/** The fixture's datasets. */
export const DATASETS = ["people", "posts", "seats", 'Odd "Names', "keyless", "loose", "slow"] as const;
