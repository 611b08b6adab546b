// Attacks on where a copy lies and who can read it.
import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runRequest, writeCopy } from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, makeCompany, open } from "./support.ts";

cleanUp();

// Once failed: copy-request.ts:54 opens `<file>.part` with "w": it follows a link, and keeps the mode of a file that is there;
// and where the rename fails the part, with the whole copy in it, stays.
test("a copy lies where it was asked for, readable by its owner alone, and nowhere else", async () => {
  const shop = makeCompany({
    sql: "create table customers (id integer primary key, email text unique); insert into customers values (1, 'ada@a.example');",
    datasets: `      customers:
        is: customer
        identity: { email: email }
        fields: { email: contact.email }
        rest: none
`,
  });
  const inst = await open(shop);
  const request = await approved(inst, by("email", "ada@a.example"), "access");
  await runRequest(inst, request);
  const at = (name: string) => join(shop.folder, name);
  writeFileSync(at("wide.json.part"), "");
  chmodSync(at("wide.json.part"), 0o666);
  await writeCopy(inst, { request, file: at("wide.json") }).catch(() => undefined);
  if (existsSync(at("wide.json"))) expect.soft(statSync(at("wide.json")).mode & 0o077).toBe(0);
  symlinkSync(at("elsewhere"), at("link.json.part"));
  await writeCopy(inst, { request, file: at("link.json") }).catch(() => undefined);
  expect.soft(existsSync(at("elsewhere")), "written through a link").toBe(false);
  mkdirSync(at("folder"));
  await writeCopy(inst, { request, file: at("folder") }).catch(() => undefined);
  expect.soft(existsSync(at("folder.part")), "a part that stays").toBe(false);
});
