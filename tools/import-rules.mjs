// Who may import whom: the one table. check-imports.mjs enforces it, ARCHITECTURE.md shows it.
// A folder may always import itself. `*` means every folder of its package.

/** Folders of packages/core/src, in reading order. */
export const core = {
  foundation: [],
  ledger: ["foundation"],
  taxonomy: ["foundation"],
  program: ["foundation", "taxonomy"],
  "subject-graph": ["foundation", "taxonomy", "program"],
  discovery: ["foundation", "taxonomy", "program", "subject-graph"],
  jurisdictions: ["foundation", "program"],
  notices: ["foundation", "taxonomy", "program", "jurisdictions"],
  requests: ["foundation", "taxonomy", "program", "subject-graph", "jurisdictions"],
};

/** Folders of packages/server/src, in reading order. */
export const server = {
  foundation: [],
  storage: ["foundation"],
  keys: ["foundation", "storage"],
  jobs: ["foundation", "storage", "keys"],
  ledger: ["foundation", "storage", "keys"],
  connectors: ["foundation"],
  program: ["foundation", "storage", "keys", "ledger", "connectors"],
  discovery: ["foundation", "storage", "ledger", "connectors", "program"],
  "subject-graph": ["foundation", "storage", "keys", "jobs", "ledger", "connectors", "program"],
  installation: ["foundation", "storage", "keys", "jobs", "ledger", "connectors", "program", "discovery", "subject-graph"],
  words: ["foundation"],
  mail: ["foundation", "storage", "keys", "jobs", "ledger", "installation", "words"],
  outbound: ["foundation"],
  requests: [
    "foundation",
    "storage",
    "keys",
    "jobs",
    "ledger",
    "connectors",
    "program",
    "subject-graph",
    "installation",
    "words",
    "mail",
  ],
  packages: [
    "foundation",
    "storage",
    "keys",
    "jobs",
    "ledger",
    "connectors",
    "program",
    "subject-graph",
    "installation",
    "words",
    "mail",
    "requests",
  ],
  asks: ["foundation", "storage", "keys", "jobs", "ledger", "installation", "mail", "requests", "packages"],
  accounts: ["foundation", "storage", "keys", "ledger", "installation"],
  http: ["foundation", "installation", "words"],
  pages: ["foundation", "installation", "words", "http"],
  center: ["foundation", "installation", "ledger", "words", "http", "pages", "asks", "requests", "packages", "mail"],
  staff: ["foundation", "installation", "ledger", "words", "http", "pages", "accounts", "asks", "requests", "packages", "mail"],
  example: ["foundation", "connectors", "program", "requests", "installation"],
  serve: "*",
  cli: "*",
};

/** Each outside library has one home: a pattern of paths below packages/server/src. Tests may look from outside. */
export const homes = {
  "@electric-sql/pglite": "storage/",
  commander: "cli/",
  // jobs hands the queue's own statements to storage.
  kysely: "(storage/|jobs/|[^/]+/store\\.ts$)",
  libsql: "(connectors/sqlite|example/)",
  pg: "(storage/|connectors/postgres)",
  "pg-boss": "jobs/",
  nodemailer: "mail/",
  "age-encryption": "packages/",
  yazl: "packages/",
  "@node-rs/argon2": "accounts/",
  "@simplewebauthn/server": "accounts/",
  "intl-messageformat": "words/",
  "ipaddr.js": "(outbound|http)/",
  "@hono/node-server": "(http|serve)/",
  hono: "(http|pages|center|staff|serve)/",
};

const row =
  (packageName) =>
  ([folder, allowed]) => {
    const names =
      allowed === "*" ? "everything" : allowed.length === 0 ? "nothing" : allowed.map((name) => `\`${name}\``).join(" ");
    return `| \`${packageName}/${folder}\` | ${names} |`;
  };

/** The table as it stands in ARCHITECTURE.md. */
export function importTable() {
  const libraries = Object.keys(homes).map((name) => `\`${name}\``);
  return [
    "| folder | may import, of its own package |",
    "|---|---|",
    ...Object.entries(core).map(row("core")),
    ...Object.entries(server).map(row("server")),
    "",
    `\`server\` imports \`core\` as \`@troth/core/<folder>\`. These libraries have one home each: ${libraries.join(", ")}.`,
  ].join("\n");
}
