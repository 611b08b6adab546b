import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hashOf } from "../foundation/index.ts";
import { compileProgram } from "../program/index.ts";
import { drawUpNotice, type Notice } from "./index.ts";

function drawn(file: string, read: (path: string) => string | undefined): Notice {
  const { program, findings } = compileProgram({ file, read });
  if (!program) throw new Error(findings.map(({ place, says }) => `${place?.line}: ${says}`).join("\n"));
  return drawUpNotice(program, { recipientsOn: "2026-11-22" });
}

const GROUP: Readonly<Record<string, string>> = {
  "group.yaml": `
troth: 1
organization: { name: Group, country: NL, contact: privacy@group.example }
laws: [gdpr]
include: { shop: shop.yaml, post: post.yaml }
purposes: { support: { basis: contract, data: [communication.support] }, sale: never }
`,
  "shop.yaml": `
organization: { name: Shop, country: NL, contact: privacy@shop.example }
services: { shop: { name: Shop, about: Winkel, languages: [nl], controller: shop }, outlet: { name: Outlet } }
subjects: { customer: { label: Klant }, visitor: }
purposes: { account: { basis: contract, data: [contact], of: [customer], services: [shop] }, analytics: { basis: consent, data: [usage], of: [visitor] } }
stores:
  main: { connector: sqlite, url: "\${SHOP}", datasets: {
    users: { is: customer, identity: { email: mail }, fields: { mail: contact.email } },
    visits: { service: outlet, links: { user: owned by users }, fields: { page: usage.page-view } } } }
`,
  "post.yaml": `
services: { post: { name: Post } }
subjects: [reader]
purposes: { newsletter: { basis: consent, data: [contact.email] }, rental: never }
stores: { mail: { connector: sqlite, url: "\${POST}", datasets: { readers: { is: reader, identity: { email: to }, fields: { to: contact.email-work } } } } }
`,
};

test("in a group each service has its own data and purposes, and the group's beside them", () => {
  const notice = drawn("group.yaml", (path) => GROUP[path]);
  expect(notice.languages).toEqual(["nl", "en"]);
  const services = notice.services.map(({ id, purposes, held }) => [
    id,
    purposes,
    held.flatMap(({ categories }) => categories.map((one) => one.id)),
  ]);
  expect(services).toEqual([
    ["shop:shop", ["support", "shop:account", "shop:analytics"], ["contact.email"]],
    ["shop:outlet", ["support", "shop:analytics"], ["contact.email", "usage.page-view"]],
    ["post:post", ["support", "post:newsletter"], ["contact.email-work"]],
  ]);
  expect(notice.services[0]).toMatchObject({ about: { nl: "Winkel" }, controller: { id: "shop:shop", name: "Shop" } });
  expect(notice.subjects.map(({ id, label }) => [id, label])).toEqual([
    ["shop:customer", { nl: "Klant" }],
    ["shop:visitor", { nl: "visitor" }],
    ["post:reader", { en: "reader" }],
  ]);
  // The group's word holds for all of it; that of one program does not.
  expect(notice.never.purposes.map(({ id }) => id)).toEqual(["sale"]);
});

test("a service shows the purposes that concern its people", () => {
  const one = `${GROUP["shop.yaml"]}`.replace("controller: shop }", "controller: shop, subjects: [customer] }");
  const notice = drawn("troth.yaml", (path) => (path === "troth.yaml" ? `troth: 1\nlaws: [gdpr]${one}` : undefined));
  expect(notice.services.map(({ id, purposes, subjects }) => [id, purposes, subjects])).toEqual([
    ["shop", ["account"], ["customer"]],
    ["outlet", ["analytics"], ["customer", "visitor"]],
  ]);
});

const shared = process.env.TROTH_SHARED ?? new URL("../../../../../shared", import.meta.url).pathname;
const designed = `${shared}/design/program`;
const PROGRAMS = ["first", "clientary", "qontak", "mekari", "customertimes", "clokkr", "prokoders", "databases"];

test.skipIf(!existsSync(designed))(`a notice of each of the design's programs (skipped where ${designed} is not there)`, () => {
  // One of them contradicts itself as its text does, which the check refuses: it gives nothing away, and has an advertising network.
  const read = (path: string) =>
    existsSync(path)
      ? readFileSync(path, "utf8").replace(path.endsWith("clokkr.yaml") ? "  rental: never\n" : "", "")
      : undefined;
  for (const name of PROGRAMS) {
    const notice = drawn(`${designed}/${name}.yaml`, read);
    const { hash, program, on, ...content } = notice;
    expect(hash, name).toBe(hashOf(content));
    expect([program.length, on]).toEqual([64, "2026-11-22"]);
    expect(notice.services.length, name).toBeGreaterThan(0);
    const all = notice.purposes.flatMap((group) => group.purposes);
    expect(all.length, name).toBeGreaterThan(0);
    for (const one of all) {
      // Something is said of each: on what it rests, whose it is, what it uses.
      expect(one.bases.length > 0 || one.instructed || noBasisNeeded(notice), `${name} ${one.id}`).toBe(true);
      for (const { id } of one.subjects)
        expect(
          notice.subjects.map((subject) => subject.id),
          `${name} ${one.id}`,
        ).toContain(id);
      for (const id of one.services)
        expect(
          notice.services.map((service) => service.id),
          `${name} ${one.id}`,
        ).toContain(id);
      expect(Object.keys(one.label).length, `${name} ${one.id}`).toBeGreaterThan(0);
    }
    const shown = new Set(notice.services.flatMap((service) => service.purposes));
    expect(
      all.filter((one) => !shown.has(one.id)).map(({ id }) => id),
      name,
    ).toEqual([]);
    for (const one of notice.recipients) expect(one.data.length, `${name} ${one.id}`).toBeGreaterThan(0);
  }
});

const noBasisNeeded = ({ laws }: Notice): boolean => !laws.some((law) => law === "gdpr" || law === "id-pdp" || law === "uk-gdpr");
