// Pages that make themselves anew, call the banner before there is a body, or are given no cookies: the question, the way back and the
// answer are there all the same.
import { expect, test } from "vitest";
import { context, describeOnSite, go, page, press, settled, site } from "./gate-page.ts";

const button = (name: string) => page.getByRole("button", { name, exact: true }).count();
const kept = async () => (await context.cookies()).find(({ name }) => name === "troth_choice");

describeOnSite("pages that are made anew", () => {
  const anew = "document.body.innerHTML = '<main><h1>Another page of the app</h1></main>'";
  const another =
    "{ const body = document.createElement('body'); body.innerHTML = '<h1>x</h1>'; document.body.replaceWith(body) }";

  test.each([anew, another])(
    "the question stands on what the page made of itself, and so does the way back: %s",
    async (remake) => {
      await go();
      await page.evaluate(remake);
      await expect.poll(() => button("Refuse all")).toBe(1);
      await press("Refuse all");
      await page.evaluate(remake);
      await expect.poll(() => button("Privacy choices")).toBe(1);
      await page.evaluate("troth.consent.open()");
      expect(await page.getByRole("dialog").count()).toBe(1);
    },
  );

  test("what the head calls is done once there is a body, and nothing is thrown", async () => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    site.head(`<script nonce="n1">troth.consent.open()</script>`);
    await go();
    await expect.poll(() => page.getByRole("dialog").count()).toBe(1);
    site.head(`<script nonce="n1">troth.consent.set({ videos: true })</script>`);
    await go();
    await expect.poll(() => button("Privacy choices")).toBe(1);
    expect(errors).toEqual([]);
  });

  test("a button of the page opens the choices, whoever else hears of its click", async () => {
    await go();
    await press("Refuse all");
    await page.evaluate("document.getElementById('own').addEventListener('click', (event) => event.stopPropagation())");
    await page.locator("#own").click();
    expect(await page.getByRole("dialog").count()).toBe(1);
  });

  test("a visit renews what was answered, so that a no does not end with the browser's 400 days", async () => {
    await go();
    await press("Refuse all");
    await settled();
    const before = await kept();
    if (before === undefined) throw new Error("nothing was kept");
    const soon = Math.floor(Date.now() / 1000) + 86_400;
    await context.addCookies([{ ...before, expires: soon }]);
    await go("/books");
    const after = await kept();
    const said = (value = "") => JSON.parse(decodeURIComponent(value)) as object;
    expect([said(after?.value), after?.domain]).toEqual([said(before.value), before.domain]);
    expect(after?.expires).toBeGreaterThan(soon + 86_400 * 300);
    expect((await context.cookies()).filter(({ name }) => name.startsWith("troth"))).toHaveLength(1);
  });

  test("a page that is given no cookies takes an answer for as long as it stands", async () => {
    site.policy("sandbox allow-scripts allow-forms; default-src * data:; script-src * 'nonce-n1'");
    try {
      await go();
      await press("Refuse all");
      await settled();
      expect([await button("Refuse all"), await button("Privacy choices"), site.records.length]).toEqual([0, 1, 1]);
    } finally {
      site.policy("");
    }
  });
});

describeOnSite("a control of the page's own", () => {
  test("what it does not name is refused where it waits for a yes, on the page and in the record", async () => {
    await go();
    await press("Accept all");
    await settled();
    await page.evaluate("troth.consent.set({ videos: true })");
    await settled();
    expect(await page.evaluate("troth.consent.get()")).toMatchObject({ measure: false, videos: true, advertising: false });
    expect(site.records.at(-1)).toMatchObject({ how: "api", choices: { measure: false, videos: true, advertising: false } });
    await page.evaluate("troth.consent.set({})");
    await settled();
    expect(site.records.at(-1)).toMatchObject({ choices: { measure: false, videos: false, advertising: false } });
    await page.evaluate("troth.consent.set({ measure: true })");
    await settled();
    expect(site.records.at(-1)?.choices).toEqual({ measure: true });
  });

  test("what is no yes is a no, and what is nothing throws nothing", async () => {
    await go();
    for (const given of ["undefined", "null", '{ videos: "no" }', "{ videos: 1 }"]) {
      await page.evaluate(`troth.consent.set(${given})`);
      expect(await page.evaluate("troth.consent.isAllowed('videos')")).toBe(false);
    }
    await settled();
    const all = { measure: false, videos: false, advertising: false };
    for (const { choices } of site.records) expect(choices).toEqual(all);
    expect(site.records).toHaveLength(4);
  });
});
