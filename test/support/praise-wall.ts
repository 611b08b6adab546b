// A gallery that shows what its visitors wrote, with Troth beside it: for tests of approvals that are taken back.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { runCommandLine } from "../../packages/server/src/cli/index.ts";
import { lapseContents, withdrawContent } from "../../packages/server/src/contents/index.ts";
import { type Surroundings, systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { type Installation, openInstallation } from "../../packages/server/src/installation/index.ts";
import { setStoreLive } from "../../packages/server/src/requests/index.ts";
import { carryOutWithdrawals, openWithdrawals } from "../../packages/server/src/withdrawals/index.ts";
import { approvedText, approveText, tellOf } from "./approved-text.ts";
import { type Shop, sqliteShop } from "./engine-shops.ts";
import { anyLink } from "./told-workshop.ts";

/** Its tables. Two visitors wrote the same words; one of ada's rows holds another text. */
export const GALLERY = `
  create table visitors (id varchar(20) primary key, name varchar(40) not null);
  create table praise (
    id integer primary key, visitor_id varchar(20) not null references visitors(id), body varchar(400) not null,
    published boolean not null, note varchar(40)
  );
  insert into visitors values ('ada', 'Ada'), ('bo', 'Bo');
  insert into praise values
    (1, 'ada', 'Zqxmark light.', true, 'front'), (2, 'ada', 'Zqxmark light.', true, 'back'), (3, 'ada', 'Quiet rooms.', true, null),
    (4, 'bo', 'Zqxmark light.', true, 'front');
`;

/** What stands in the rows: which are published, and their notes. */
export const shownIn = async ({ sql }: Pick<Shop, "sql">): Promise<string> =>
  (await sql("select id, published, note from praise order by id"))
    .map(({ id, published, note }) => `${id}${Number(published) === 1 ? " shown" : " off"} ${note}`)
    .join(", ");

/** The text that ada and bo wrote, and another of ada's. */
export const LIGHT = "Zqxmark light.";
export const QUIET = "Quiet rooms.";

/** Everything is shown, as it was made. */
export const ALL_SHOWN = "1 shown front, 2 shown back, 3 shown null, 4 shown front";

/** The text that both wrote is off where ada wrote it. */
export const LIGHT_OFF = "1 off null, 2 off null, 3 shown null, 4 shown front";

/** A program beside a store. `withdrawn`: what changes, in YAML; `datasets`: instead of the usual ones. */
export const programOfGallery = (
  kind: Shop["kind"] | "manual",
  { withdrawn = "{ published: false, note: null }", lasts = "", datasets = DATASETS, more = "" } = {},
): string => `troth: 1
organization: { name: Gallery, country: DE, contact: privacy@gallery.example }
laws: [gdpr]
subjects: [visitor]
purposes:
  publication:
    label: What visitors say of us
    basis: consent
    data: [name, content.testimonial]
    consent: { content: main/praise.body${withdrawn === "" ? "" : `, withdrawn: ${withdrawn}`}${lasts === "" ? "" : `, lasts: ${lasts}`} }
stores:
  main:
    connector: ${kind}
    ${kind === "manual" ? "ask: data@gallery.example" : "url: ${GALLERY_DB}"}
    datasets:
${datasets}
${more}
`;

const DATASETS = `      visitors: { is: visitor, identity: { account: id }, fields: { name: name.full } }
      praise:
        fields: { body: content.testimonial }
        links: { visitor_id: owned by visitors }
        rest: none`;

/** An installation beside a gallery. */
export interface Gallery {
  readonly inst: Installation;
  /** Hands a text in and approves it; gives its id. */
  readonly approve: (person: string, text: string) => Promise<string>;
  readonly withdraw: (person: string, id: string) => Promise<string>;
  /** Approves one that was taken back. */
  readonly again: (id: string, hash: string) => Promise<string>;
  /** A no to the whole purpose, told by the application. */
  readonly sayNo: (person: string) => Promise<void>;
  /** The row of a withdrawal. */
  readonly withdrawal: (id: string) => Promise<Readonly<Record<string, unknown>> | undefined>;
  /** What the ledger's entries of a kind say, in order. */
  readonly entries: (kind: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Runs a command of the command line beside it, which closes it. */
  readonly run: (...args: readonly string[]) => Promise<{ readonly status: number; readonly printed: string }>;
  /** Opens it again: with another program, or as after a crash. */
  readonly reopen: (program?: string, surroundings?: Partial<Surroundings>) => Promise<Installation>;
  readonly close: () => Promise<void>;
}

/** Opens one; its store acts, unless it is to stay in shadow. */
export async function openGallery(
  program: string,
  at: { readonly url?: string; readonly env?: Readonly<Record<string, string>>; readonly shadow?: true } = {},
): Promise<Gallery> {
  const folder = mkdtempSync(join(tmpdir(), "troth-gallery-"));
  const file = join(folder, "troth.yaml");
  const open = (text: string, surroundings: Partial<Surroundings> = {}) => {
    writeFileSync(file, text);
    return openInstallation({
      ...{ home: join(folder, "home"), programFile: file, env: { ...at.env, GALLERY_DB: at.url ?? "" } },
      surroundings: { ...systemSurroundings(), ...surroundings },
    });
  };
  let inst = await open(program);
  if (!at.shadow) await setStoreLive(inst, { store: "main", by: "test" });
  return {
    get inst() {
      return inst;
    },
    approve: async (person, text) => (await approvedText(inst, person, text)).id,
    again: (id, hash) => approveText(inst, { id, hash }),
    withdraw: (person, id) => withdrawContent(inst, { person, id }, anyLink),
    async sayNo(person) {
      await tellOf(inst, person, { kind: "consented", purpose: "publication", given: false });
      await lapseContents(inst);
    },
    withdrawal: (id) => inst.storage.db.selectFrom("content_withdrawal").selectAll().where("content", "=", id).executeTakeFirst(),
    async entries(kind) {
      const rows = await inst.storage.db.selectFrom("entry").select("body").where("kind", "=", kind).orderBy("id").execute();
      return rows.map(({ body }) => {
        const { at: _at, log: _log, kind: _kind, ...said } = JSON.parse(String(body)) as Record<string, unknown>;
        return said;
      });
    },
    async reopen(text = program, surroundings = {}) {
      await inst.close();
      inst = await open(text, surroundings);
      return inst;
    },
    async run(...args) {
      await inst.close();
      let printed = "";
      const outlet = {
        write: (text: string) => {
          printed += text;
        },
      };
      const env = { ...at.env, LANG: "C.UTF-8", TROTH_HOME: join(folder, "home"), GALLERY_DB: at.url ?? "" };
      return { status: await runCommandLine(args, { stdout: outlet, stderr: outlet, env, cwd: folder }), printed };
    },
    async close() {
      await inst.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** For each test of a suite a gallery in SQLite, which it opens with a program. */
export function praiseWall() {
  let shop: Shop | undefined;
  let at: Gallery | undefined;
  const has = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error("open it first");
    return thing;
  };
  const wall = {
    get shop() {
      return has(shop);
    },
    get at() {
      return has(at);
    },
    async open(program = programOfGallery("sqlite"), more: Omit<Parameters<typeof openGallery>[1], "url"> = {}): Promise<void> {
      at = await openGallery(program, { url: has(shop).url, ...more });
    },
    /** The same at a later time. */
    later(ms: number): Installation {
      const { inst } = has(at);
      return { ...inst, surroundings: { ...inst.surroundings, now: () => inst.surroundings.now() + ms } };
    },
    /** A text of ada's, approved and taken back, and tried once; what it waits for. */
    async takenBack(text = LIGHT): Promise<string | undefined> {
      const { inst, approve, withdraw } = has(at);
      await withdraw("ada", await approve("ada", text));
      await carryOutWithdrawals(inst);
      return (await openWithdrawals(inst))[0]?.because;
    },
  };
  beforeEach(async () => {
    shop = await sqliteShop(GALLERY);
  });
  afterEach(async () => {
    await at?.close();
    at = undefined;
    await shop?.close();
  });
  return wall;
}
