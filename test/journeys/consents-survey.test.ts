// Whatever can be sent to the records of consent, by people, by broken clients and by those who mean harm, over real HTTP: an answer
// that says what is wrong and nothing on record, or a record that says what is odd about it.
import { randomUUID } from "node:crypto";
import { type IncomingMessage, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeBackendKey } from "../../packages/server/src/apps/index.ts";
import { newRecord, SITE, serveConsentShop } from "../support/consent-shop.ts";
import type { ServedWorkshop } from "../support/served-workshop.ts";

let served: ServedWorkshop;
let key: string;
beforeAll(async () => {
  served = await serveConsentShop();
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
  // The first one publishes the notice; after it a record is all that a call can leave.
  expect((await send(JSON.stringify(newRecord()))).status).toBe(200);
});
afterAll(() => served.close());

type Headers = Readonly<Record<string, string | undefined>>;
interface Answer {
  readonly status: number;
  readonly type: string;
  /** Whose pages may read the answer. */
  readonly readable: string;
  readonly text: string;
}

/** Sends pieces one after another as a page of the site, without a length where there are several. `undefined`: no such header. */
function send(body: string | Uint8Array | readonly string[], headers: Headers = {}): Promise<Answer> {
  const all = { origin: SITE, "content-type": "application/json", ...headers };
  const kept = Object.fromEntries(Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined));
  return new Promise((resolve, reject) => {
    const call = request(`${served.base}/v1/consents`, { method: "POST", headers: kept }, (answer) => void read(answer));
    // A server that has said no need not read on; what it said still counts.
    const read = async (answer: IncomingMessage): Promise<void> => {
      let text = "";
      for await (const chunk of answer) text += String(chunk);
      resolve({
        status: answer.statusCode ?? 0,
        type: answer.headers["content-type"] ?? "",
        readable: answer.headers["access-control-allow-origin"] ?? "",
        text,
      });
    };
    call.on("error", reject);
    if (!Array.isArray(body)) call.end(body);
    else void writeSlowly(call, body);
  });
}

async function writeSlowly(call: ReturnType<typeof request>, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) {
    call.write(piece);
    await wait(20);
  }
  call.end();
}

/** How much there is of each thing that a record touches. */
async function stored(): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of ["fact", "fact_subject", "fact_change", "person", "person_identifier", "shown_text", "entry"]) {
    const { rows } = await served.server.inst.storage.executeSql(`select count(*) as n from ${table}`);
    counts[table] = Number(rows[0]?.n);
  }
  return counts;
}

const json = (more: Record<string, unknown> = {}): string => JSON.stringify({ ...newRecord(), ...more });
/** A record whose text has `search` replaced: what no serializer writes. */
const edited = (search: string, replacement: string): string => {
  const text = json();
  if (!text.includes(search)) throw new Error(`no \`${search}\` in a record`);
  return text.replace(search, replacement);
};
const deep = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);
const SECRET = "ada.secret@example.org";
const MEGABYTE = 1024 * 1024;

interface Bad {
  readonly body: string | Uint8Array | readonly string[];
  readonly headers?: Headers;
  readonly status: number;
  /** What the detail names: where, or what was expected. */
  readonly says: RegExp;
}
const bad = (status: number, says: RegExp, body: Bad["body"], headers: Headers = {}): Bad => ({ status, says, body, headers });

const BAD: Readonly<Record<string, Bad>> = {
  // No record at all.
  "an empty body": bad(400, /JSON/, ""),
  "a body that is no JSON": bad(400, /JSON/, `{"email":"${SECRET}"`),
  "two records in one body": bad(400, /JSON/, json() + json()),
  "NaN, which JSON has not": bad(400, /JSON/, edited('"gpc":false', '"gpc":NaN')),
  "a number": bad(400, /`the body`/, "1e999"),
  null: bad(400, /`the body`/, "null"),
  "a list of records": bad(400, /`the body`/, `[${json()}]`),
  "thirty thousand lists in each other": bad(400, /`the body`/, deep(15_000)),
  "lists in each other as an answer": bad(400, /`choices.\*`/, edited('"letter":true', `"letter":${deep(10_000)}`)),
  "bytes that are no UTF-8": bad(400, /UTF-8/, Buffer.from(json({ language: "\u00ff" }), "latin1")),
  "UTF-16": bad(400, /JSON|UTF-8/, Buffer.from(json(), "utf16le")),
  "ten megabytes": bad(413, /bytes/, JSON.stringify({ language: "x".repeat(10 * MEGABYTE) })),
  "ten megabytes that come without a length": bad(
    413,
    /bytes/,
    Array.from({ length: 40 }, () => "x".repeat(MEGABYTE / 4)),
  ),
  "a string of a megabyte": bad(413, /bytes/, json({ language: SECRET.repeat(MEGABYTE / SECRET.length) })),
  "a gzip'ed body": bad(400, /UTF-8|JSON/, gzipSync(json()), { "content-encoding": "gzip" }),
  "a form": bad(415, /application\/json/, "letter=yes", { "content-type": "application/x-www-form-urlencoded" }),
  "a page": bad(415, /application\/json/, "<p>", { "content-type": "text/html" }),
  "no type": bad(415, /application\/json/, json(), { "content-type": undefined }),
  // Of whom, and what.
  "an id that is none": bad(400, /`id`/, json({ id: SECRET })),
  "an id of a megabyte's beginning": bad(400, /`id`/, json({ id: "a".repeat(30_000) })),
  "an id with NUL": bad(400, /`id`/, json({ id: `${randomUUID()}\0` })),
  "a mail address for a browser": bad(400, /`browser`/, json({ browser: SECRET })),
  "an account beside the browser": bad(400, /`the body`/, json({ account: SECRET })),
  "a member that would change all objects": bad(400, /`__proto__`/, edited('{"id"', '{"__proto__":{"admin":true},"id"')),
  "a forged proof that the banner was open": bad(400, /`the body`/, json({ opened: `eyJhbGciOiJub25lIn0.${SECRET}.` })),
  "a forged signature": bad(400, /`the body`/, json({ signature: "A".repeat(86) })),
  "a time of its own that is to count": bad(400, /`the body`/, json({ now: 0 })),
  "no choices": bad(400, /`choices`/, json({ choices: undefined })),
  "choices that are none": bad(400, /`choices`/, json({ choices: {} })),
  "choices in a list": bad(400, /`choices`/, json({ choices: ["letter"] })),
  "a yes in words": bad(400, /`choices.\*`/, json({ choices: { [SECRET]: "yes" } })),
  "a name without end": bad(400, /`choices/, json({ choices: { [`${SECRET}${"x".repeat(300)}`]: true } })),
  "an empty name": bad(400, /`choices/, json({ choices: { "": true } })),
  "purposes that the program has not": bad(400, /`choices`/, json({ choices: { [SECRET]: true } })),
  "names that every object has": bad(
    400,
    /`choices`/,
    edited('"letter":true,"statistics":false', '"hasOwnProperty":true,"constructor":true,"toString":true'),
  ),
  "the name that an object would swallow": bad(400, /`__proto__`/, edited('"statistics":false', '"__proto__":true')),
  "the same, written otherwise": bad(400, /`__proto__`/, edited('"statistics":false', '"\\u005F\\u005fproto__":true')),
  "a name with half a character": bad(400, /`choices`/, edited('"letter":true,"statistics":false', '"\\ud800":true')),
  "a name with NUL": bad(400, /`choices`/, edited('"letter":true,"statistics":false', '"letter\\u0000":true')),
  "four hundred and one names": bad(
    400,
    /`choices`/,
    json({ choices: Object.fromEntries(Array.from({ length: 401 }, (_, at) => [`p${at}`, true])) }),
  ),
  "ten thousand purposes": bad(
    413,
    /bytes/,
    json({ choices: Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`p${at}`, true])) }),
  ),
  "a way of choosing that is none": bad(400, /`how`/, json({ how: SECRET })),
  "a signal in words": bad(400, /`gpc`/, json({ gpc: "1" })),
  "a hash that is none": bad(400, /`shown`/, json({ shown: `<script>${SECRET}</script>` })),
  "a hash in capitals": bad(400, /`shown`/, json({ shown: "A".repeat(64) })),
  "a language without end": bad(400, /`language`/, json({ language: "x".repeat(4_000) })),
  "a language with NUL": bad(400, /`language`/, json({ language: "en\0" })),
  "a language that is half a character": bad(400, /`language`/, edited('"language":"en"', '"language":"\\ud800"')),
  "a mail address for a language": bad(400, /`language`/, json({ language: SECRET })),
  // When.
  "a moment in words": bad(400, /`at`/, json({ at: "yesterday" })),
  "a moment as a number": bad(400, /`at`/, json({ at: -1 })),
  "a moment before all years": bad(400, /`at`/, json({ at: "-000001-01-01T00:00:00Z" })),
  "a moment after all years": bad(400, /`at`/, json({ at: "+275760-09-14T00:00:00Z" })),
  "a day that no month has": bad(400, /`at`/, json({ at: "2026-02-30T00:00:00Z" })),
  "an infinite moment": bad(400, /`at`/, edited('"at":"', '"at":1e999,"a":"')),
  // From where.
  "no origin": bad(403, /`services/, json(), { origin: undefined }),
  "an opaque origin": bad(403, /`services/, json(), { origin: "null" }),
  "an empty origin": bad(403, /`services/, json(), { origin: "" }),
  "another site": bad(403, /`services/, json(), { origin: "https://evil.example" }),
  "an origin of which ours is the beginning": bad(403, /`services/, json(), { origin: `${SITE}.evil.example` }),
  "the beginning of ours": bad(403, /`services/, json(), { origin: SITE.slice(0, -1) }),
  "ours in another's user name": bad(403, /`services/, json(), { origin: `https://${SITE.slice(8)}@evil.example` }),
  "ours with a path": bad(403, /`services/, json(), { origin: `${SITE}/` }),
  "ours on another port": bad(403, /`services/, json(), { origin: `${SITE}:8443` }),
  "ours without its s": bad(403, /`services/, json(), { origin: SITE.replace("https", "http") }),
  "ours twice": bad(403, /`services/, json(), { origin: `${SITE}, ${SITE}` }),
  "ours in another's list": bad(403, /`services/, json(), { origin: `https://evil.example ${SITE}` }),
};

/** Everything that was sent and is longer than a word of the language of records. */
const sentIn = (body: Bad["body"]): readonly string[] =>
  typeof body === "string"
    ? [...new Set(body.slice(0, 40_000).match(/[^"{}[\]:,\s]{9,}/g) ?? [])].map((one) => one.slice(0, 40))
    : [];
/** Words that are ours, whoever sends them. */
const OURS: ReadonlySet<string> = new Set(["application/json", "statistics", "__proto__"]);

describe("answered with a problem that says where, what and what to do, and nothing of it on record", () => {
  test.each(Object.entries(BAD))("%s", async (_, { body, headers, status, says }) => {
    const before = await stored();
    const answer = await send(body, headers);
    expect(answer.status, answer.text).toBe(status);
    expect(answer.type).toBe("application/problem+json");
    // The banner reads there that it need not send it again.
    if (status !== 403) expect(answer.readable).toBe(SITE);
    const { title, detail } = JSON.parse(answer.text) as { title: string; detail?: string };
    expect(title).not.toBe("");
    expect(detail).toMatch(says);
    // What to do: another form of words in each, after what is wrong.
    expect(detail).toMatch(/send|sent|at most|names them/);
    for (const one of [SECRET, ...sentIn(body)]) if (!OURS.has(one)) expect(answer.text).not.toContain(one);
    expect(await stored()).toEqual(before);
  });
});

interface Odd {
  readonly body: () => string | readonly string[];
  readonly headers?: Headers;
  readonly odd: readonly string[];
}
/** When the choice about letters counts from. */
async function chosenAt(record: string): Promise<number> {
  const answer = await fetch(`${served.base}/v1/state/subject`, {
    method: "POST",
    body: JSON.stringify({ subjects: [{ browser: (JSON.parse(record) as { browser: string }).browser }] }),
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  });
  const { subjects } = (await answer.json()) as { subjects: { state: { consents: { letter: { at: number } } } }[] };
  return subjects[0]?.state.consents.letter.at ?? 0;
}
const halves = (text: string): readonly string[] => text.match(/[\s\S]{1,20}/g) ?? [];
const ODD: Readonly<Record<string, Odd>> = {
  // Nobody here has shown the text of any of them: an old script's, or a lie's. It is said of each.
  "an old version of the script": { body: () => json({ shown: "0".repeat(64) }), odd: ["text"] },
  "another language": { body: () => json({ language: "tlh-Latn-x-ours" }), odd: ["text"] },
  "no language": { body: () => json({ language: "" }), odd: ["text"] },
  "a clock years back": { body: () => json({ at: "1970-01-01T00:00:00Z" }), odd: ["text", "clock"] },
  "a clock in the first year": { body: () => json({ at: "0000-01-01T00:00:00Z" }), odd: ["text", "clock"] },
  "a clock that is at the end of years": { body: () => json({ at: "9999-12-31T23:59:59.999999999Z" }), odd: ["text", "clock"] },
  "a clock with half a day's offset": { body: () => json({ at: "2026-11-29T00:00:00+14:00" }), odd: ["text", "clock"] },
  "a purpose that is gone": { body: () => json({ choices: { letter: true, gone: false } }), odd: ["names", "text"] },
  "names of objects beside one of ours": {
    body: () => edited('"statistics":false', '"constructor":true,"hasOwnProperty":false'),
    odd: ["names", "text"],
  },
  "half a character for a name": { body: () => edited('"statistics":false', '"\\ud800":true'), odd: ["names", "text"] },
  // JSON.parse takes the last of two; a page's own script writes none of them.
  "a name twice": { body: () => edited('"letter":true', '"letter":false,"letter":true'), odd: ["text"] },
  "a body in small pieces": { body: () => halves(json()), odd: ["text"] },
  "as plain text, which needs no question first": {
    body: () => json(),
    headers: { "content-type": "text/plain;charset=UTF-8" },
    odd: ["text"],
  },
  "an offer to be answered in other types": { body: () => json(), headers: { accept: "text/html" }, odd: ["text"] },
};

describe("on record, with what is odd about it said, at our time", () => {
  test.each(Object.entries(ODD))("%s", async (_, { body, headers, odd }) => {
    const before = await stored();
    const from = Date.now();
    const sent = body();
    const answer = await send(sent, headers);
    expect(answer.status, answer.text).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ kept: true, odd });
    const after = await stored();
    expect(after.fact).toBe((before.fact ?? 0) + 1);
    expect(after.entry).toBe((before.entry ?? 0) + 1);
    // Whatever the browser's clock says, ours is the moment that counts.
    const at = await chosenAt([sent].flat().join(""));
    expect(at).toBeGreaterThanOrEqual(from);
    expect(at).toBeLessThanOrEqual(Date.now());
  });
});

describe("sent again", () => {
  test("the same a hundred times, twenty at once: one record, and each time the answer is that it is kept", async () => {
    const one = json();
    const before = await stored();
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(one)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    }
    const after = await stored();
    expect(after.fact).toBe((before.fact ?? 0) + 1);
    expect(after.fact_subject).toBe((before.fact_subject ?? 0) + 1);
  });

  test("an id with another choice, browser or text is a conflict, which says so and changes nothing", async () => {
    const one = newRecord();
    expect((await send(JSON.stringify(one))).status).toBe(200);
    const before = await stored();
    for (const more of [{ choices: { letter: false } }, { browser: randomUUID() }, { shown: "b".repeat(64) }, { gpc: true }]) {
      const answer = await send(JSON.stringify({ ...one, ...more }));
      expect([answer.status, answer.type]).toEqual([409, "application/problem+json"]);
      expect(answer.text).toContain("nothing was kept");
      expect(answer.text).not.toContain(one.id);
      expect(answer.text).not.toContain(one.browser);
      expect(await stored()).toEqual(before);
    }
  });

  test("from another site it is refused, before anybody looks whether it is there", async () => {
    const one = json();
    expect((await send(one)).status).toBe(200);
    const before = await stored();
    const [known, unknown] = [
      await send(one, { origin: "https://evil.example" }),
      await send(json(), { origin: "https://evil.example" }),
    ];
    expect(known).toEqual(unknown);
    expect(known.status).toBe(403);
    expect(await stored()).toEqual(before);
  });

  test("bad ones among good ones that come at once take none of them along", async () => {
    const taken = newRecord();
    expect((await send(JSON.stringify(taken))).status).toBe(200);
    const before = await stored();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) => {
        if (at % 3 === 0) return send(json());
        if (at % 3 === 1) return send(JSON.stringify({ ...taken, choices: { letter: false } }));
        return send(json({ choices: { nobody: true } }));
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 60 }, (_, at) => [200, 409, 400][at % 3]));
    expect((await stored()).fact).toBe((before.fact ?? 0) + 20);
  });
});

test("after all of it the ledger verifies", async () => {
  expect((await served.server.inst.ledger.fsck()).problems).toEqual([]);
});
