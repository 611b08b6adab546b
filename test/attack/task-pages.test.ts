// What a hostile or a stale form does on the page of a task.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  approveRequest,
  denyRequest,
  planRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { runUntil, type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";

const CABINET = `  cabinet:
    connector: manual
    ask: archive@workshop.example
    datasets:
      folders: { is: customer, identity: { email: written_on_it }, fields: { name: name.full, letters: content.text } }
`;

let served: ServedWorkshop;
let officer = "";
beforeAll(async () => {
  served = await serveWorkshop({}, CABINET);
  await setStoreLive(served.server.inst, { store: "cabinet", by: "officer" });
  officer = await served.staffCookie("officer");
});
afterAll(() => served?.close());

async function asked(right: "access" | "erasure", account: string): Promise<string> {
  const { inst } = served.server;
  const { request } = await takeRequest(inst, { right, subject: [{ kind: "account", value: account }], takenBy: "staff" });
  const { plan } = await viewRequest(inst, request);
  await approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
  await runUntil(inst, request, (view) => view.tasks.length > 0);
  return request;
}

const pathOf = (request: string) => `/staff/requests/${request}/tasks/cabinet`;
const raw = (request: string, type: string, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(`${served.base}${pathOf(request)}`, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { origin: served.base, cookie: officer, "content-type": type },
  });
const B = "----a-boundary-of-a-browser-0123456789";
const part = (headers: string, content: string) => `--${B}\r\n${headers}\r\n\r\n${content}\r\n`;
const field = (name: string, content: string) => part(`Content-Disposition: form-data; name="${name}"`, content);
const file = (name: string, called: string, content: string) =>
  part(`Content-Disposition: form-data; name="${name}"; filename="${called}"\r\nContent-Type: text/plain`, content);
const MULTI = `multipart/form-data; boundary=${B}`;

describe("a form of a task", () => {
  test.each<readonly [string, string, string]>([
    ["no boundary", "multipart/form-data", `--${B}\r\n`],
    ["no end", MULTI, field("note", "x").slice(0, 30)],
    ["nothing", MULTI, ""],
    ["a name that is no name", MULTI, `${field("__proto__", "x")}--${B}--\r\n`],
    ["a field twice", MULTI, `${field("note", "x")}${field("note", "y")}--${B}--\r\n`],
    ["another type", "text/plain", "note=x"],
    ["a NUL", MULTI, `${field("note", "x\u0000y")}--${B}--\r\n`],
    ["very many fields", MULTI, `${Array.from({ length: 300 }, (_, at) => field(`f${at}`, "x")).join("")}--${B}--\r\n`],
  ])("with %s is refused in words, and changes nothing", async (_, type, body) => {
    const request = await asked("erasure", "3");
    const answer = await raw(request, type, body);
    expect([400, 413, 415, 422]).toContain(answer.status);
    expect((await viewRequest(served.server.inst, request)).tasks[0]?.state).toBe("waiting");
  });

  test("that brings a file where none is asked for is refused, not taken without it", async () => {
    const request = await asked("access", "5");
    const said = `${field("found-0", "1")}${field("note", "Scanned")}${field("outcome", "done")}`;
    const answer = await raw(
      request,
      MULTI,
      `${said}${file("files-0", "a.txt", "a")}${file("files-9", "b.txt", "b")}--${B}--\r\n`,
    );

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await viewRequest(served.server.inst, request)).tasks[0]?.state).toBe("waiting");
  });

  test("of what was asked before is refused, and its numbers are not laid under other lines", async () => {
    const request = await asked("erasure", "7");
    const page = await (await served.get(pathOf(request), { cookie: officer })).text();
    expect(page).toMatch(/name="seen"/);
    const body = new URLSearchParams({ seen: "2020-01-01T00:00:00.000Z", "found-0": "41", note: "Shredded", outcome: "done" });
    const answer = await raw(request, "application/x-www-form-urlencoded", body.toString());
    expect(answer.status).toBe(409);
    const text = await answer.text();
    expect(text).toContain("something else is asked now");
    expect(text).not.toContain('value="41"');
  });
});

describe("what is said to stay", () => {
  test.each([
    ["where no law keeps anything", { "stays-0": "1", "oldest-0": "2020-01-01" }],
    ["as half a record, where no law keeps anything", { "stays-0": "0.5" }],
  ])("%s is refused with the report, never left out of it", async (_, more) => {
    const request = await asked("erasure", "10");
    const body = new URLSearchParams({ "found-0": "1", note: "Shredded", outcome: "done", ...more });
    expect((await raw(request, "application/x-www-form-urlencoded", body.toString())).status).toBe(409);
    expect((await viewRequest(served.server.inst, request)).tasks[0]?.state).toBe("waiting");
  });

  test("how somebody was found is a text of a limit, like the note", async () => {
    const request = await asked("erasure", "11");
    const said = { "found-0": "1", note: "Shredded", outcome: "done", "found-by": "x".repeat(5001) };
    expect((await raw(request, "application/x-www-form-urlencoded", new URLSearchParams(said).toString())).status).toBe(422);
  });
});

describe("the page of a task", () => {
  test("says where nobody can be looked for, and takes no report without how they were found", async () => {
    // Nobody's number: nothing tells which address stands on the folder.
    const request = await asked("access", "4711");
    const page = await (await served.get(pathOf(request), { cookie: officer })).text();
    expect(page).toContain("Nothing is known by which this person is to be found in folders");
    expect(page).toContain('name="found-by"');
    const said = { "found-0": "0", note: "Looked", outcome: "done" };
    const send = (more: Record<string, string>) =>
      raw(request, "application/x-www-form-urlencoded", new URLSearchParams({ ...said, ...more }).toString());
    const refused = await send({ "found-by": "  " });
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining("say how they were found")]);
    expect((await viewRequest(served.server.inst, request)).tasks[0]?.state).toBe("waiting");
    expect((await send({ "found-by": "The list of members names nobody" })).status).toBe(303);
    expect(await (await served.get(pathOf(request), { cookie: officer })).text()).toContain("The list of members names nobody");
  });

  test("of a request that was denied says whom to look for to nobody", async () => {
    const { inst } = served.server;
    const request = await asked("access", "8");
    // The server beside may still be at the request: of two that change it one is refused.
    await vi.waitFor(() => planRequest(inst, request, "looked at again"), { timeout: 20_000, interval: 100 });
    await vi.waitFor(() => denyRequest(inst, { request, ground: "unidentifiable", because: "no" }), {
      timeout: 20_000,
      interval: 100,
    });
    const page = await (await served.get(pathOf(request), { cookie: officer })).text();
    expect(page).not.toMatch(/c8@workshop/);
    expect(page).not.toMatch(/has been forgotten/);
    expect(page).toMatch(/denied: nothing is done for it now/);
  });

  test("that is done does not say that the person was forgotten", async () => {
    const request = await asked("access", "9");
    await raw(request, "application/x-www-form-urlencoded", "found-0=0&note=Looked&outcome=done");
    const page = await (await served.get(pathOf(request), { cookie: officer })).text();
    expect(page).toContain("reported as done");
    expect(page).not.toMatch(/has been forgotten/);
  });
});
