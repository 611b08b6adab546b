// The faces behind a proxy that speaks https: names, cookies, origins and networks as an attacker would bend them.
import { request as call } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeLink, useLink } from "../../packages/server/src/accounts/index.ts";
import { codeIn } from "../support/mailbox.ts";
import { type OpenCompany, openCompany } from "../support/open-company.ts";

const NAME = "privacy.harbour.example";
const ADDRESS = `https://${NAME}`;

let company: OpenCompany;
beforeAll(async () => {
  company = await openCompany({ env: { TROTH_ADDRESS: ADDRESS, TROTH_TRUST_PROXY: "1" } });
});
afterAll(() => company.close());

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A call as the proxy hands it on. */
const through = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body = ""): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const sent = call(
      {
        host: "127.0.0.1",
        port: company.server.port,
        method,
        path,
        headers: {
          host: NAME,
          "x-forwarded-for": "203.0.113.9",
          ...(method === "POST" ? { origin: ADDRESS, "content-type": "application/x-www-form-urlencoded" } : {}),
          ...headers,
        },
      },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => (text += chunk));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });

const form = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

async function officer(): Promise<string> {
  const { token } = await makeLink(company.server.inst, { role: "officer" });
  const used = await useLink(company.server.inst, token);
  return `__Host-troth_staff=${used.kind === "done" ? used.value.session : ""}`;
}

// Once failed: hosts were compared, not origins: whoever sits on the way could post from http://privacy.harbour.example.
test.each([
  `http://${NAME}`,
  `http://${NAME}:80`,
  `https://${NAME}:444`,
  `https://${NAME}.`,
  `https://x.${NAME}`,
  `https://${NAME}@evil.example`,
  "https://localhost",
  "http://127.0.0.1:4620",
  "null",
  "",
  `${ADDRESS}/`,
  `${ADDRESS}, https://evil.example`,
])("a form from `%s` is not ours", async (origin) => {
  const answer = await through("POST", "/en/ask", { origin }, form({ kind: "access", email: "ada@customer.example" }));
  expect(answer.status).toBe(403);
});

test("cookies are of this host alone, over https alone, and no script reads them", async () => {
  const asked = await through("POST", "/en/ask", {}, form({ kind: "question", words: "?", email: "ada@customer.example" }));
  const mail = await company.mailbox.next("ada@customer.example");
  const entered = await through("POST", String(asked.headers.location), {}, form({ code: codeIn(mail) }));
  expect(entered.headers["set-cookie"]).toEqual([
    expect.stringMatching(/^__Host-troth_person=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/),
  ]);
  expect(entered.headers["strict-transport-security"]).toBe("max-age=31536000");
  // A cookie that a neighbor of the domain has set, without the prefix, is nobody's.
  const token = /=([\w-]{43});/.exec(entered.headers["set-cookie"]?.[0] ?? "")?.[1] ?? "";
  expect((await through("GET", "/en/requests/R-0001", { cookie: `troth_person=${token}` })).status).toBe(303);
  // A session that a browser brought along is not the one that it gets.
  expect(token).not.toBe("A".repeat(43));
});

test("links in mail are those of the address, whatever a caller calls this host", async () => {
  for (const host of ["evil.example", `127.0.0.1:${company.server.port}`, "localhost:1"]) {
    const headers = { host, "x-forwarded-host": "evil.example", origin: `http://${host}` };
    await through("POST", "/en/ask", headers, form({ kind: "access", email: "poisoned@customer.example" }));
  }
  const { raw } = await company.mailbox.next("poisoned@customer.example");
  expect(raw).not.toMatch(/evil\.example|127\.0\.0\.1|localhost/);
});

test("whoever claims many networks has one: the proxy's word counts", async () => {
  const statuses: number[] = [];
  for (let at = 0; at < 35; at++) {
    const headers = { "x-forwarded-for": `198.51.${at}.7, 192.0.2.5` };
    statuses.push((await through("POST", "/en/ask", headers, form({ kind: "access", email: `n${at}@customer.example` }))).status);
  }
  expect(statuses.filter((one) => one === 303).length).toBeLessThanOrEqual(30);
  expect(statuses.at(-1)).toBe(429);
});

// Once failed: a screen that was left alone gave an account away for good: a passkey was added without another word.
test("a passkey is added by whoever has just signed in, and by nobody later", async () => {
  const cookie = await officer();
  const options = () => through("POST", "/staff/account/passkey/options", { cookie, "content-type": "application/json" }, "{}");
  expect((await options()).status).toBe(200);
  company.wait(16 * 60_000);
  const late = await options();
  expect([late.status, late.text]).toEqual([409, expect.stringContaining("sign in again")]);
  const add = await through(
    "POST",
    "/staff/account/passkey/add",
    { cookie, "content-type": "application/json" },
    JSON.stringify({ challenge: "A".repeat(43), response: {} }),
  );
  expect([add.status, add.text]).toEqual([409, expect.stringContaining("sign in again")]);
});

test("what is private is kept by no cache, framed by nobody, and read by no other origin", async () => {
  const cookie = await officer();
  for (const path of [
    "/staff/requests",
    "/staff/account",
    "/en/requests",
    "/api/v1/staff/requests",
    "/staff/sign-in",
    "/nothing",
  ]) {
    const { headers } = await through("GET", path, { cookie, origin: "https://evil.example" });
    expect([path, headers["cache-control"], headers["x-frame-options"], headers["access-control-allow-origin"]]).toEqual([
      path,
      "no-store",
      "DENY",
      undefined,
    ]);
    expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'; base-uri 'none'/);
    expect(headers["content-security-policy"]).not.toMatch(/unsafe|\*|https?:/);
  }
});

test("a method that is written into a form or a header is not one", async () => {
  const headers = { "x-http-method-override": "DELETE", "x-method-override": "PUT" };
  const answer = await through("POST", "/en/ask", headers, form({ _method: "DELETE", kind: "access", email: "x" }));
  expect(answer.status).toBe(400);
});

test("a thousand callers who say nothing keep nobody out, and cost little", async () => {
  const before = process.memoryUsage().rss;
  const idle: Socket[] = [];
  for (let at = 0; at < 1000; at++) {
    const socket = connect(company.server.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write("GET /en HTTP/1.1\r\nHost: ");
    idle.push(socket);
  }
  expect((await through("GET", "/en/verify", { "x-forwarded-for": "192.0.2.77" })).status).toBe(200);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  for (const socket of idle) socket.destroy();
});
