// A page's policy is made of the cookie that the banner keeps: read where the page is made as the script reads it in the page; and what
// the script cannot hold is held by it.
import { allowedByCookie, CHOICE_COOKIE, pagePolicies } from "@troth/core/consent";
import { expect, test } from "vitest";
import { chanceOf } from "../property/decisions/chance.ts";
import { context, describeOnSite, go, page, press, settled, site } from "./gate-page.ts";
import { fernhill } from "./site.ts";

const PLACES = [{ country: "DE" }, { country: "US", region: "CA" }, { country: "US", region: "CA", gpc: true }] as const;
const EACH = 80;
const DAY = 86_400_000;

type Chance = ReturnType<typeof chanceOf>;

/** What an answer may be: of this site, of another one, over, given against the signal, and answers before it. */
function randomAnswers(chance: Chance, deep: number): Readonly<Record<string, unknown>> {
  const { purposes, trackers } = site.banner;
  const names = [...purposes, ...trackers].map(({ id }) => id);
  const c = Object.fromEntries(names.flatMap((id) => (chance.happens(0.5) ? [[id, chance.happens(0.5)]] : [])));
  const s = purposes.map(({ hash }) => (chance.happens(0.75) ? hash : "00000000")).join(".");
  const u = Date.now() + (chance.happens(0.75) ? 30 : -30) * DAY;
  const before = deep > 0 && chance.happens(0.4) ? { p: randomAnswers(chance, deep - 1) } : {};
  return { b: "9f3a1c52-0000-4000-8000-000000000001", c, s, u, g: chance.happens(0.3), ...before };
}

/** With an account, that chose here, or is against something wherever it said so. */
function randomKept(chance: Chance): Readonly<Record<string, unknown>> {
  const against = [...site.banner.purposes, ...site.banner.trackers].filter(() => chance.happens(0.15));
  const o = Object.fromEntries(against.map(({ id }) => [id, 20_000]));
  const account = { n: "n", t: "n.s", ...(chance.happens(0.5) ? { o } : {}) };
  const own = chance.happens(0.5) ? { k: randomAnswers(chance, 1) } : {};
  return { ...randomAnswers(chance, 2), ...(chance.happens(0.5) ? { a: { ...account, ...own } } : {}) };
}

describeOnSite("the answer in the cookie", () => {
  test.each(PLACES)("is read for a page as the script reads it in the page: %j", async ({ country, ...more }) => {
    const chance = chanceOf(20261130);
    const gpc = "gpc" in more;
    site.show({
      place: { country, ...("region" in more && { region: more.region }) },
      edit: (one) => (gpc ? { ...one, gpc } : one),
    });
    await go();
    const yes = { true: 0, false: 0 };
    for (let round = 0; round < EACH; round++) {
      const value = encodeURIComponent(JSON.stringify(randomKept(chance)));
      await context.addCookies([{ name: CHOICE_COOKIE, value, url: site.address() }]);
      await page.evaluate(`dispatchEvent(new Event("pageshow"))`);
      const inPage = await page.evaluate<Record<string, boolean>>("troth.consent.get()");
      const here = allowedByCookie(site.banner, { cookie: `session=1; ${CHOICE_COOKIE}=${value}`, gpc, now: Date.now() });
      expect(here, decodeURIComponent(value)).toEqual(inPage);
      for (const may of Object.values(here)) yes[`${may}`] += 1;
    }
    expect(Math.min(yes.true, yes.false)).toBeGreaterThan(EACH);
  });

  test("a picture in SVG and one that is attached by `setAttributeNS` come once they are allowed, and before nothing is asked", async () => {
    const address = `http://lumen.localhost:${site.port}/collect.gif`;
    site.body(`<svg width="9" height="9"><image href="${address}" width="9" height="9"/></svg>`);
    const policies = pagePolicies(fernhill(site.port));
    const visit = async (): Promise<readonly string[]> => {
      const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
      site.policy(policies({ service: "site", cookie, place: { country: "DE" }, nonce: "n1" }, Date.now()));
      await go();
      site.asked.length = 0;
      await page.evaluate(`document.body.append(Object.assign(document.createElement("img"), { alt: "" }));
        document.images[0].setAttributeNS(null, "src", ${JSON.stringify(`${address}?ns`)})`);
      await settled();
      return site.asked.map((one) => one.split("?")[1] ?? "svg");
    };
    // Without the policy the script lets it through: what this is for.
    site.policy("");
    await go();
    expect(site.asked.filter((one) => one.includes("collect.gif"))).not.toEqual([]);
    expect(await visit()).toEqual([]);
    await press("Accept all");
    await settled();
    expect(await visit()).toContain("ns");
  });
});
