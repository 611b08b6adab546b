// Asking, the code, signing in: what comes back, what is kept, and what nobody learns.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Center, openCenter } from "../../../../test/support/center.ts";
import { ada } from "../../../../test/support/workshop.ts";

let center: Center;
beforeAll(async () => {
  center = await openCenter();
});
afterAll(() => center.close());

const askOf = (to: string | undefined): string => /\/code\/(A-[0-9a-f-]{36})$/.exec(to ?? "")?.[1] ?? "none";
const hour = () => {
  center.clock.now += 3_600_000;
};

test("a form that is wrong comes back with all that is wrong, and with what was entered", async () => {
  const { status, text } = await center.send("/en/ask", { kind: "question", email: "ada", words: "" });
  expect(status).toBe(422);
  expect(text).toContain("<title>Error: What would you like? - Workshop</title>");
  expect(text).toMatch(/<a href="#email">Enter an e-mail address/);
  expect(text).toMatch(/<a href="#words">Say in a few words/);
  expect(text).toMatch(/id="email"[^>]*value="ada"|value="ada"[^>]*id="email"/);
  expect(text).toContain('aria-invalid="true"');
  expect(text).toMatch(/value="question" checked/);
  const none = await center.send("/id/ask", { email: "ada@workshop.example", words: "x".repeat(6000) });
  expect(none.text).toContain("<title>Kesalahan: ");
  expect(none.text).toContain('<a href="#kind">');
  expect(none.text).toContain("6000");
});

test("asking leads to the code, the code to the request, and a session begins", async () => {
  const asked = await center.send("/id/ask", { kind: "access", email: ada.email, words: "" });
  expect(asked.status).toBe(303);
  const ask = askOf(asked.to);
  const wrong = await center.send(`/id/code/${ask}`, { code: "1" });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain("<title>Kesalahan: ");
  expect((await center.send(`/id/code/${ask}`, { code: "" })).text).toContain("Masukkan delapan angka");
  const code = await center.codeOf(ask);
  const entered = await center.send(`/id/code/${ask}`, { code: `${code.slice(0, 4)} ${code.slice(4)}` });
  expect(entered.to).toMatch(/^\/id\/requests\/R-\d{4}$/);
  const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0];
  expect(entered.headers.get("set-cookie")).toMatch(/^troth_person=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  const page = await center.get(entered.to ?? "", cookie);
  expect(page.text).toContain("Permohonan R-0001");
  expect(page.text).toContain("Undang-undang memberi kami waktu satu bulan (Pasal 12 ayat (3) GDPR)");
  center.clock.now += 10_000;
  const again = await center.send(`/id/code/${ask}`, { code });
  expect(again.status).toBe(422);
  expect(again.text).toContain("tidak berlaku lagi");
});

test("a new code is sent for the same ask, and the page says so", async () => {
  hour();
  const ask = askOf((await center.send("/en/ask", { kind: "erasure", email: "c3@workshop.example" })).to);
  const sent = await center.send(`/en/code/${ask}/again`, {});
  expect(sent.to).toBe(`/en/code/${ask}?again=yes`);
  expect((await center.get(sent.to ?? "")).text).toContain("A new code is on its way");
  const unknown = "/en/code/A-00000000-0000-4000-8000-000000000000";
  expect((await center.send(`${unknown}/again`, {})).status).toBe(404);
  expect((await center.send(unknown, { code: "12345678" })).status).toBe(404);
  expect((await center.get("/en/code/..%2f..%2fstaff")).status).toBe(404);
});

test("nobody learns from any answer whether an address is known: byte for byte", async () => {
  hour();
  await center.enter("c9@workshop.example");
  const shape = (text: string, ask: string) => text.replaceAll(ask, "A-");
  const walk = async (email: string) => {
    const asked = await center.send("/en/ask", { kind: "sign-in", email });
    const ask = askOf(asked.to);
    const code = await center.codeOf(ask);
    const wrong = code === "11111111" ? "22222222" : "11111111";
    const pages = [await center.get(asked.to ?? ""), await center.send(`/en/code/${ask}`, { code: wrong })];
    for (let at = 0; at < 5; at++) pages.push(await center.send(`/en/code/${ask}`, { code: wrong }));
    return [shape(asked.to ?? "", ask), ...pages.map((one) => `${one.status} ${shape(one.text, ask)}`)];
  };
  const known = await walk("c9@workshop.example");
  expect(await walk("nobody@elsewhere.example")).toEqual(known);
});

test("signing in leads back to the request that one came for, and to no other place", async () => {
  hour();
  const { request } = await center.enter("c5@workshop.example", { kind: "erasure" });
  const sent = await center.get(`/en/requests/${request}`);
  expect(sent.to).toBe(`/en/requests?return=${encodeURIComponent(`/en/requests/${request}`)}`);
  const form = await center.get(sent.to ?? "");
  expect(form.text).toContain(`name="return" value="${request}"`);
  const asked = await center.send("/en/ask", { kind: "sign-in", email: "c5@workshop.example", return: request });
  const ask = askOf(asked.to);
  const entered = await center.send(`/en/code/${ask}`, { code: await center.codeOf(ask) });
  expect(entered.to).toBe(`/en/requests/${request}`);
  for (const evil of ["//evil.example", "https://evil.example/R-0001", "/en/requests/..//evil.example"]) {
    const page = await center.get(`/en/requests?return=${encodeURIComponent(evil)}`);
    expect(page.text).not.toContain("evil");
  }
});

test("a network that asks too much is told so, in its language, with another way", async () => {
  hour();
  let last = 0;
  for (let at = 0; at < 31; at++)
    last = (await center.send("/id/ask", { kind: "access", email: `x${at}@elsewhere.example` })).status;
  expect(last).toBe(429);
  const page = await center.send("/id/ask", { kind: "access", email: "x@elsewhere.example" });
  expect(page.text).toContain("privacy@workshop.example");
  expect(page.text).toContain("jaringan Anda");
  hour();
});

test("programs ask the same way", async () => {
  const asked = await center.json("/api/v1/asks", {
    kind: "question",
    email: "c6@workshop.example",
    language: "en",
    words: "why?",
  });
  const { ask } = (await asked.json()) as { ask: string };
  const refused = await center.json(`/api/v1/asks/${ask}/code`, { code: "x" });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ type: "urn:troth:problem:asks.wrong" });
  for (const none of ["%00", "A-%00", "x", "A-00000000-0000-4000-8000-000000000000"])
    expect((await center.json(`/api/v1/asks/${none}/code`, { code: "12345678" })).status, none).toBe(404);
  const entered = await center.json(`/api/v1/asks/${ask}/code`, { code: await center.codeOf(ask) });
  const { request } = (await entered.json()) as { request: string };
  const cookie = (entered.headers.get("set-cookie") ?? "").split(";")[0];
  const one = await center.bytes(`/api/v1/requests/${request}`, cookie);
  expect(await one.json()).toMatchObject({ id: request, right: "question", state: "received" });
  expect(await (await center.bytes("/api/v1/requests", cookie)).json()).toMatchObject({ requests: [{ id: request }] });
  expect((await center.bytes(`/api/v1/requests/${request}`)).status).toBe(401);
  expect((await center.bytes("/api/v1/requests/R-0001", cookie)).status).toBe(404);
  const bad = await center.json("/api/v1/asks", { kind: "access", email: "ada", language: "en" });
  expect(await bad.json()).toMatchObject({ type: "urn:troth:problem:asks.address" });
  expect((await center.json("/api/v1/asks", { kind: "all", email: ada.email, language: "en" })).status).toBe(400);
});

test("signing out ends the session", async () => {
  const { cookie, request } = await center.enter("c7@workshop.example");
  const out = await center.send("/en/sign-out", {}, cookie);
  expect(out.to).toBe("/en");
  expect(out.headers.get("set-cookie")).toMatch(/^troth_person=; Max-Age=0/);
  expect((await center.get(`/en/requests/${request}`, cookie)).status).toBe(303);
});
