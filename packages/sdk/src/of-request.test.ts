// What a request says of whoever makes it, through both kinds of middleware.
import { describe, expect, test } from "vitest";
import { larkspurEngine } from "../../../test/support/larkspur-engine.ts";
import * as express from "./express.ts";
import * as hono from "./hono.ts";
import { type OfRequest, ofRequest } from "./of-request.ts";

const engine = larkspurEngine();
const ASKED = { purpose: "improve", data: ["contact.email"] };

interface Made {
  readonly headers: Record<string, string>;
  user?: string;
  troth?: OfRequest;
}
const reading = { person: ({ user }: Made) => user, browser: () => "a-browser" };

async function throughExpress(made: Made): Promise<OfRequest> {
  express.askTroth<Made>(engine, reading)(made, undefined as never, () => undefined);
  return made.troth as OfRequest;
}

async function throughHono(made: Made): Promise<OfRequest> {
  let set: OfRequest | undefined;
  const context = {
    ...made,
    req: { header: (name: string) => made.headers[name] },
    set: (_: "troth", value: OfRequest) => {
      set = value;
    },
    get: () => set,
    body: () => new Response(),
  };
  const asContext = { person: () => made.user, browser: () => "a-browser" };
  await hono.askTroth<typeof context>(engine, asContext)(context, async () => undefined);
  return set as unknown as OfRequest;
}

describe.each([
  ["Express", throughExpress],
  ["Hono", throughHono],
])("%s", (_, through) => {
  test("who signs in behind it is who is asked about: an account's no holds against its browser's silence", async () => {
    const made: Made = { headers: {} };
    const troth = await through(made);
    expect(troth.allows(ASKED)).toBe(true);
    made.user = "ada";
    expect(troth.decide(ASKED)).toMatchObject({ allowed: false, rule: "objection" });
    made.user = "bo";
    expect(troth.allows(ASKED)).toBe(true);
  });

  test("somebody who is named, and is nobody, is not answered for by the browser", async () => {
    const troth = await through({ headers: {}, user: "bo" });
    expect(troth.decide({ ...ASKED, person: undefined })).toMatchObject({ allowed: false, rule: "known-names" });
    expect(troth.decide({ ...ASKED, person: "ada" }).rule).toBe("objection");
    expect(troth.allows({ ...ASKED, person: undefined, browser: "another" })).toBe(true);
  });

  test("the signal of a header counts", async () => {
    const ads = { purpose: "ads", data: ["contact.email"] };
    expect((await through({ headers: { "sec-gpc": "1" }, user: "bo" })).decide(ads).rule).toBe("opt-out");
    expect((await through({ headers: {}, user: "bo" })).decide(ads).rule).not.toBe("opt-out");
  });
});

test("a signal that came twice, as of a browser and of a proxy, is one", async () => {
  const { decide } = larkspurEngine();
  const asked: unknown[] = [];
  const hears = { decide: (question: Parameters<typeof decide>[0]) => (asked.push(question.signals), decide(question)) };
  for (const header of ["1", "1, 1", "0, 1", "0", "", "11"]) ofRequest(hears, {}, {}, () => header).decide(ASKED);
  expect(asked).toEqual([["gpc"], ["gpc"], ["gpc"], [], [], []]);
});
