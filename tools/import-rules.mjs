// Who may import whom: the one table. check-imports.mjs enforces it, ARCHITECTURE.md shows it.
// A folder may always import itself. `*` means every folder of its package.

/** Folders of packages/core/src, in reading order. */
export const core = {
  foundation: [],
  ledger: ["foundation"],
  taxonomy: ["foundation"],
  laws: ["foundation"],
  program: ["foundation", "taxonomy", "laws"],
  "subject-graph": ["foundation", "taxonomy", "program"],
  discovery: ["foundation", "taxonomy", "program", "subject-graph"],
  residue: ["foundation", "subject-graph"],
  jurisdictions: ["foundation", "laws", "program"],
  notices: ["foundation", "taxonomy", "laws", "program", "jurisdictions"],
  requests: ["foundation", "taxonomy", "laws", "program", "subject-graph", "jurisdictions"],
  facts: ["foundation", "taxonomy", "laws", "program", "jurisdictions"],
  decisions: ["foundation", "taxonomy", "laws", "program", "jurisdictions", "facts"],
  consent: ["foundation", "taxonomy", "laws", "program", "jurisdictions", "facts", "decisions"],
  scan: ["foundation", "program", "jurisdictions", "consent"],
};

/** Folders of packages/server/src, in reading order. */
export const server = {
  foundation: [],
  storage: ["foundation"],
  keys: ["foundation", "storage"],
  jobs: ["foundation", "storage", "keys"],
  ledger: ["foundation", "storage", "keys"],
  outbound: ["foundation"],
  connectors: ["foundation", "outbound"],
  program: ["foundation", "storage", "keys", "ledger", "connectors"],
  discovery: ["foundation", "storage", "ledger", "connectors", "program"],
  scan: ["foundation", "program"],
  "subject-graph": ["foundation", "storage", "keys", "jobs", "ledger", "connectors", "program"],
  installation: ["foundation", "storage", "keys", "jobs", "ledger", "connectors", "program", "discovery", "subject-graph"],
  facts: ["foundation", "storage", "keys", "jobs", "ledger", "connectors", "program", "installation"],
  decisions: ["foundation", "storage", "keys", "ledger", "installation", "facts"],
  consent: ["foundation", "storage", "keys", "ledger", "program", "installation", "facts", "decisions"],
  words: ["foundation"],
  mail: ["foundation", "storage", "keys", "jobs", "ledger", "installation", "words"],
  tasks: ["foundation", "storage", "keys", "jobs", "ledger", "installation", "words", "mail"],
  contents: ["facts", "consent", "foundation", "storage", "keys", "jobs", "ledger", "installation", "words", "mail"],
  requests: [
    "contents",
    "facts",
    "decisions",
    "tasks",
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
  findings: ["foundation", "storage", "keys", "ledger", "connectors", "subject-graph", "installation"],
  residue: ["foundation", "storage", "keys", "ledger", "connectors", "subject-graph", "installation", "requests"],
  packages: [
    "facts",
    "decisions",
    "tasks",
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
  letters: ["facts", "consent", "foundation", "storage", "keys", "ledger", "installation", "words", "mail", "requests", "asks"],
  minors: [
    "facts",
    "decisions",
    "consent",
    "foundation",
    "storage",
    "keys",
    "jobs",
    "ledger",
    "installation",
    "words",
    "mail",
    "asks",
  ],
  accounts: ["foundation", "storage", "keys", "ledger", "installation"],
  apps: ["foundation", "storage", "keys", "ledger", "installation"],
  http: ["foundation", "installation", "words"],
  pages: ["foundation", "installation", "words", "http"],
  center: [
    "contents",
    "minors",
    "facts",
    "consent",
    "decisions",
    "foundation",
    "installation",
    "ledger",
    "words",
    "http",
    "pages",
    "asks",
    "requests",
    "packages",
    "mail",
  ],
  staff: [
    "tasks",
    "findings",
    "residue",
    "foundation",
    "installation",
    "ledger",
    "words",
    "http",
    "pages",
    "accounts",
    "asks",
    "requests",
    "packages",
    "mail",
  ],
  example: ["foundation", "connectors", "program", "requests", "installation"],
  serve: "*",
  cli: "*",
};

/** Each outside library has one home: a pattern of paths below packages/server/src. Tests may look from outside. */
export const homes = {
  "@electric-sql/pglite": "storage/",
  commander: "cli/",
  "csv-parse": "cli/",
  // jobs hands the queue's own statements to storage.
  // Its own package, packages/app, has a helper for it.
  kysely: "(storage/|jobs/|[^/]+/store\\.ts$|requests/(journal|person|recipient)-store\\.ts$)",
  aws4fetch: "connectors/s3",
  "fast-xml-parser": "connectors/s3",
  libsql: "(connectors/sqlite|example/)",
  mysql2: "connectors/mysql",
  pg: "(storage/|connectors/postgres)",
  "pg-boss": "jobs/",
  nodemailer: "mail/",
  parse5: "consent/",
  "playwright-core": "scan/",
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
