import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import type { Visitor } from "../support/visitor.ts";
import { wordsOf } from "../support/visitor.ts";
import { harbourSubject, openCompany } from "./support/harbour.ts";

const company = openCompany({ roles: ["officer"] });

let person: Visitor;
let request: string;
beforeAll(async () => {
  const { ask, staff, visitor, mail } = company();
  person = visitor();
  request = (await ask(person, { kind: "access", email: harbourSubject.email })).request;
  await mail(harbourSubject.email);
  const officer = staff("officer");
  const api = async () =>
    JSON.parse((await officer.get(`/api/v1/staff/requests/${request}`)).text) as { state: string; plan?: { hash: string } };
  const until = async (isThere: (view: Awaited<ReturnType<typeof api>>) => boolean) => {
    for (;;) {
      const view = await api();
      if (isThere(view)) return view;
      await wait(100);
    }
  };
  const view = await until(({ plan }) => plan !== undefined);
  await officer.send(`/staff/requests/${request}/approve`, { plan: view.plan?.hash ?? "", read: "yes" });
  // While it is made, its parts lie beside it.
  await until(({ state }) => state === "done");
  await mail(harbourSubject.email);
}, 180_000);

test("no mail carries what is held about somebody: neither attachment nor value, only that it is ready and where", () => {
  const { mailbox } = company();
  expect(mailbox.received.length).toBeGreaterThanOrEqual(3);
  for (const { mail, raw } of mailbox.received) {
    expect(mail.attachments).toEqual([]);
    for (const value of [harbourSubject.name, "password", "contact.email"]) expect(raw).not.toContain(value);
  }
});

test("the copy lies encrypted, and nothing of it can be read in any file that Troth keeps", async () => {
  const { served } = company();
  const packages = join(served.home, "packages");
  // What it was made from lies beside it a moment longer.
  await expect.poll(() => readdirSync(packages).filter((name) => name.endsWith(".age"))).toHaveLength(1);
  for (const name of readdirSync(packages)) expect(readFileSync(join(packages, name)).includes(harbourSubject.email)).toBe(false);
});

test("the link to it works once, and only for whoever has shown a code", async () => {
  const stranger = company().visitor();
  const link = await person.send(`/en/requests/${request}/copy`, {});
  const copy = link.path.startsWith("/en/copy/") ? link : undefined;
  expect(copy?.headers.get("content-type")).toBe("application/zip");
  const again = await person.get(link.path);
  expect(again.headers.get("content-type")).not.toBe("application/zip");
  const refused = await stranger.send(`/en/requests/${request}/copy`, {});
  expect(refused.headers.get("content-type")).not.toBe("application/zip");
});

test("whoever asks is told beforehand that mail carries a code alone", async () => {
  const words = wordsOf((await company().visitor().get("/en/ask")).text);
  expect(words).toMatch(/code/);
});
