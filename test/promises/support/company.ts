// A company as a promise test has it: a folder with a database and a program, and beside it the built command line.
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "libsql";
import { SHORT_LIVED } from "../../support/short-lived.ts";

const MAIN = fileURLToPath(new URL("../../../packages/server/dist/main.js", import.meta.url));

/** One row of the company's database. */
export type Row = Readonly<Record<string, unknown>>;

/** What a command gave. */
export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The parts of an access copy that promises speak of. */
export interface Copy {
  readonly data: readonly {
    readonly dataset: string;
    readonly link: string;
    readonly fields: Readonly<Record<string, CopiedField>>;
    readonly rows: readonly Row[];
  }[];
  /** What was held back, with the reason. */
  readonly withheld: readonly string[];
}

/** One field of a dataset in a copy. */
export interface CopiedField {
  readonly categories: readonly string[];
  readonly derived: boolean;
  readonly shown: boolean;
  readonly because?: string;
}

/** A company in a folder of its own. */
export interface Company {
  readonly folder: string;
  readonly home: string;
  readonly database: string;
  /** Everything that its commands have printed so far. */
  readonly printed: () => string;
  /** Reads rows of its database, or changes them. */
  readonly sql: (text: string) => Row[];
  /** Runs `troth` and gives whatever came of it. */
  readonly run: (...args: readonly string[]) => Promise<Ran>;
  /** Runs `troth` where it must succeed: a preparation that fails is no broken promise. */
  readonly done: (...args: readonly string[]) => Promise<string>;
  /** Takes a request, approves its plan and runs it; returns its id and what the approval printed. */
  readonly carryOut: (
    right: "access" | "erasure",
    subject: string,
    /** Datasets that nothing of the request leads to, which the officer leaves out on record. */
    leftOut?: readonly string[],
  ) => Promise<{ readonly request: string; readonly shown: string }>;
  readonly copyOf: (request: string) => Copy;
  /** The entry that the receipt of a request is about. */
  readonly receiptOf: (request: string) => Readonly<Record<string, unknown>>;
  /** Writes the program anew with each search replaced, under another name; returns the name. */
  readonly variant: (name: string, ...edits: readonly (readonly [search: string, replacement: string])[]) => string;
  /** Everything that is in the home folder, by path. */
  readonly homeFiles: () => ReadonlyMap<string, Buffer>;
  readonly remove: () => void;
}

/** How a company begins: its database by SQL or by a function, its program by file, what its commands see beside `PATH`. */
export interface Beginning {
  readonly fill: string | ((database: string) => void);
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The program and the SQL of a company of this folder. */
export const companyFile = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Makes a company. */
export function makeCompany({ fill, program, env = {} }: Beginning): Company {
  const folder = mkdtempSync(join(tmpdir(), "troth-promise-"));
  const database = join(folder, "app.db");
  const home = join(folder, "home");
  const programFile = join(folder, "troth.yaml");
  if (program !== undefined) copyFileSync(program, programFile);
  const sql = (text: string): Row[] => onDatabase(database, text);
  if (typeof fill === "string") sql(fill);
  else fill(database);
  const all: string[] = [];
  const run = async (...args: readonly string[]): Promise<Ran> => {
    const ran = await troth(folder, { TROTH_HOME: home, APP_DB: database, HARBOUR_DB: database, ...env }, args);
    all.push(ran.stdout, ran.stderr);
    return ran;
  };
  const done = async (...args: readonly string[]): Promise<string> => {
    const { status, stdout, stderr } = await run(...args);
    if (status !== 0) throw new Error(`troth ${args.join(" ")} ended with ${status}: ${stdout}${stderr}`);
    return stdout;
  };
  const packageOf = (name: string): unknown => JSON.parse(readFileSync(join(home, "packages", name), "utf8"));
  return {
    ...{ folder, home, database, sql, run, done },
    printed: () => all.join("\n"),
    carryOut: async (right, subject, leftOut = []) => {
      let taken = (await run("request", right, "--subject", subject)).stdout;
      const [id = ""] = /R-\d{4}/.exec(taken) ?? [];
      if (leftOut.length > 0) taken = await done("leave-out", id, ...leftOut, "--because", "not-identifiable", "--as", "officer");
      taken = await showing(done, id, taken);
      const [, request = "", hash = ""] = /troth approve (R-\d+) --plan ([0-9a-f]+)/.exec(taken) ?? [];
      if (request === "") throw new Error(`nothing to approve: ${taken}`);
      const { stdout, stderr } = await run("approve", request, "--plan", hash, "--as", "officer");
      return { request, shown: stdout + stderr };
    },
    copyOf: (request) => packageOf(`${request}.copy.json`) as Copy,
    receiptOf: (request) => (packageOf(`${request}.receipt.json`) as { entry: Readonly<Record<string, unknown>> }).entry,
    variant: (name, ...edits) => {
      writeFileSync(join(folder, name), edited(readFileSync(programFile, "utf8"), edits));
      return name;
    },
    homeFiles: () => filesBelow(home),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Whoever asks shows what the laws of the program want, as the command line says it; what it says then. */
async function showing(done: Company["done"], id: string, taken: string): Promise<string> {
  let said = taken;
  for (;;) {
    const [, what = "", value = ""] = /troth asker R-\d+ (--[a-z-]+) (\S+) --as/.exec(said) ?? [];
    if (what === "") return said;
    await done("asker", id, what, value === "<yes|no>" ? "no" : value.startsWith("<") ? "ordinary" : value, "--as", "officer");
    said = await done("status", id);
  }
}

function edited(text: string, edits: readonly (readonly [search: string, replacement: string])[]): string {
  return edits.reduce((now, [search, replacement]) => {
    if (!now.includes(search)) throw new Error(`the program has no text \`${search}\``);
    return now.replace(search, replacement);
  }, text);
}

function onDatabase(file: string, text: string): Row[] {
  const db = new Database(file);
  try {
    db.exec("pragma foreign_keys = on");
    if (/^\s*(select|pragma)/i.test(text)) return db.prepare(text).all() as Row[];
    db.exec(text);
    return [];
  } finally {
    db.close();
  }
}

/** Of this process's environment the command sees the path alone. */
function troth(cwd: string, env: Readonly<Record<string, string>>, args: readonly string[]): Promise<Ran> {
  if (!existsSync(MAIN)) throw new Error("packages/server/dist is not built: npm run build");
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      env: { PATH: process.env.PATH ?? "", LANG: "C.UTF-8", ...env },
      maxBuffer: 64 << 20,
      timeout: 90_000,
    };
    execFile(process.execPath, [...SHORT_LIVED, MAIN, ...args], options, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ status: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

function filesBelow(folder: string): ReadonlyMap<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return new Map(paths.filter((path) => statSync(path).isFile()).map((path) => [path, readFileSync(path)]));
}

/** The forms in which a value could lie about: as it is, or written as hex or base64 by somebody who meant well. */
const formsOf = (value: string): readonly Buffer[] => {
  const bytes = Buffer.from(value, "utf8");
  const shifted = [0, 1, 2].map((pad) => {
    // Inside a longer text, base64 of a value depends on where it begins: three ways, without the ends that mix with others.
    const text = Buffer.concat([Buffer.alloc(pad), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    return text.slice(Math.ceil((pad * 8) / 6), Math.floor(((pad + bytes.length) * 8) / 6));
  });
  return [bytes, Buffer.from(bytes.toString("hex")), ...shifted.map((text) => Buffer.from(text))];
};

/** Where any of these values can be read: `place: value`. Empty is what promises ask for. */
export function readableIn(places: ReadonlyMap<string, Buffer>, values: readonly string[]): readonly string[] {
  const needles = values.map((value) => ({ value, forms: formsOf(value) }));
  return [...places].flatMap(([place, bytes]) =>
    needles.filter(({ forms }) => forms.some((form) => bytes.includes(form))).map(({ value }) => `${place}: ${value}`),
  );
}
