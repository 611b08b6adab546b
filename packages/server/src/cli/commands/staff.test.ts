// The commands of staff, in this process, on an installation of their own.
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeHome } from "../../../../../test/support/storages.ts";
import { makeWorkshop, openWorkshop, type Workshop } from "../../../../../test/support/workshop.ts";
import { setPassword, useLink } from "../../accounts/index.ts";
import { runCommandLine } from "../command-line.ts";

let place: Awaited<ReturnType<typeof makeHome>>;
let shop: Workshop;
beforeAll(async () => {
  place = await makeHome();
  shop = makeWorkshop(place.home);
});
afterAll(async () => {
  shop.remove();
  await place.remove();
});

async function run(...args: readonly string[]) {
  const texts = { stdout: "", stderr: "" };
  const outlet = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const env = { ...shop.env, LANG: "C.UTF-8", TROTH_HOME: shop.home };
  const status = await runCommandLine(args, { stdout: outlet("stdout"), stderr: outlet("stderr"), env, cwd: shop.folder });
  return { status, ...texts };
}

test("an invitation becomes an account, is listed, invited again, and ended", async () => {
  expect((await run("staff", "list")).stdout).toContain("nobody has an account yet");
  const invited = await run("staff", "invite", "--role", "officer");
  const token = /http:\/\/127\.0\.0\.1:4620\/staff\/link\/([A-Za-z0-9_-]{43})\n/.exec(invited.stdout)?.[1] ?? "";
  expect([invited.status, token]).toEqual([0, expect.stringMatching(/./)]);
  const inst = await openWorkshop(shop);
  const used = await useLink(inst, token);
  if (used.kind === "refused") throw new Error(used.says);
  const { account } = used.value;
  await setPassword(inst, {
    account,
    name: "Ines Moreau",
    password: "four unlikely purple words",
  });
  await inst.close();
  const listed = await run("staff", "list");
  expect(listed.stdout).toMatch(/Moreau.*officer\n.*S-.*signs in by password/);
  const again = JSON.parse((await run("staff", "invite", "--role", "officer", "--account", account, "--json")).stdout);
  expect(again).toMatchObject({ role: "officer", minutes: 15 });
  expect(await run("staff", "end", account)).toMatchObject({ status: 0 });
  expect(await run("staff", "end", account)).toMatchObject({ status: 1 });
  expect((await run("staff", "list")).stdout).toContain("ended");
  expect(await run("staff", "invite", "--role", "officer", "--account", account)).toMatchObject({ status: 1 });
});

test("a role that the program does not have, and an id that is none, are wrongly used", async () => {
  expect(await run("staff", "invite", "--role", "oficer")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("write officer"),
  });
  expect(await run("staff", "end", "Ines")).toMatchObject({ status: 2, stderr: expect.stringContaining("no id of an account") });
});
