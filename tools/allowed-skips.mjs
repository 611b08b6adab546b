// What tests may be left out of CI, and why. The conformance suites ask it where they leave one out, so that a reason that
// is not here fails beside its suite, and not after all others.

/** How the names of tests end that no server would help, each with its reason. */
export const ALLOWED = new Map([
  ["(needs two sessions: not on pglite)", "the embedded database has one session; the same test runs on PostgreSQL"],
  ["(needs a server: not on pglite)", "the embedded database is one process; the same test runs on PostgreSQL"],
  ["(SQLite folds ASCII only)", "a lawful difference of SQLite, named in the conformance suite"],
  ["(there is no server; a killed process is tested below)", "a lawful difference of SQLite, named in the conformance suite"],
  [
    "(a reader keeps writers out until it ends)",
    "a lawful difference of SQLite's rollback journal, named in the conformance suite",
  ],
  ...[
    "all columns but size are texts",
    "no snapshot exists of a folder or a bucket",
    "files cannot be locked for others",
    "every file has a path",
    "there is no session; a killed process is tested beside",
    "nothing in a fixture is slow: the limit of time is not tested",
    "the test's server takes minutes to be given them; thousands below",
    "a part of a path is a text, which holds any value",
  ].map((reason) => [`(${reason})`, "a lawful difference of files, named in the conformance suite"]),
  ...[
    "libsql runs in the application's own thread: nothing can interrupt it there",
    "Kysely has one connection to SQLite: a snapshot would keep the application itself out",
    "a second act waits for Kysely's one connection, and is told that it took too long",
    "Prisma's adapter has one connection to SQLite: a snapshot would keep the application itself out",
    "Drizzle begins every transaction of libsql as one that writes: a snapshot would keep the application itself out",
    "libsql refuses the commit that follows a refused begin on the same connection; a test of our own asks for the lock",
  ].map((reason) => [`(${reason})`, "a lawful difference of an application's SQLite, named beside its suite"]),
  ...[
    "each question is a transaction of its own",
    "nothing is open between capture and act, so nothing is locked",
    "an act is one call at its end: until then nothing is changed, and nothing can be seen or counted as changed",
    "it names a row that is not there: a call that meets fewer rows than it has keys undoes all of itself",
  ].map((reason) => [
    `(${reason})`,
    "a lawful difference of an application that changes all in one call, named beside its suite",
  ]),
  [
    "(MariaDB and MySQL have no address of a row: such a table is only read)",
    "a lawful difference of an application's MariaDB, named beside its suite",
  ],
  ["(part of a later issue)", "a part of a promise that nothing runs yet: the board says that the promise is not known"],
  ["(a minute long: in npm run full)", "CI has a quarter of an hour; `npm run full` runs it"],
  ["(of this size in npm run full)", "CI asks the same connector as much on another store; `npm run full` asks it on each"],
  ["(not as root, who may)", "CI runs as root, from whom no file can be kept"],
]);

/** Whether a test of this name may be left out. */
export const mayBeLeftOut = (fullName, allowed = ALLOWED) => [...allowed.keys()].some((end) => fullName.endsWith(end));
