// What a mail makes a mail program fetch, found wherever it stands, and taken out without touching the rest.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { filterMails } from "./filter-mail.ts";
import { findLoads } from "./find-loads.ts";

let shop: ToldWorkshop;
beforeAll(async () => {
  shop = await makeToldWorkshop("pglite");
  shop.shop.edit(
    "recipients:",
    `  opens: { label: Counts opened letters, kind: analytics, basis: consent, data: [usage.mail-interaction] }
recipients:`,
  );
  shop.shop.edit(
    "retention:",
    `trackers:
  letter-opens: { kind: pixel, party: third, purpose: opens, in: mail, lasts: session, domain: beacon.example }
  letter-clicks: { kind: tag, purpose: opens, in: mail, loads: ["https://go.example/c/*"] }
  page-pixel: { kind: pixel, purpose: opens, loads: ["https://page.example/p*"] }
retention:`,
  );
  await shop.reopen();
});
afterAll(() => shop.close());

const filter = async (html: string) => {
  const [mail] = await filterMails(shop.inst, [{ person: "nobody", html }]);
  if (mail === undefined) throw new Error("no mail came back");
  return mail;
};
const GONE = { host: "beacon.example", tracker: "letter-opens", stands: "refused", removed: true };

test("a tracker goes wherever a mail would fetch it, and the rest stays to the letter", async () => {
  const P = "https://beacon.example/o.gif?u=1&amp;v=2";
  const cases: readonly (readonly [string, string])[] = [
    [`<p>Hi<IMG SRC='${P}'  width=600>there`, "<p>Hithere"],
    [`<td background="${P}" bgcolor=#fff>x</td>`, `<td  bgcolor=#fff>x</td>`],
    [`<div style="color:red;background:url(${P})">x</div>`, "<div >x</div>"],
    [`<style>a{background:url('${P}')}b{}</style>`, "<style>a{background:url('about:blank')}b{}</style>"],
    [`<!--[if mso]><v:fill src="${P}"/><![endif]-->x`, `<!--[if mso]><v:fill src="about:blank"/><![endif]-->x`],
    [`<picture><source srcset="${P} 2x"><img src="cid:logo"></picture>`, `<picture><img src="cid:logo"></picture>`],
    [`<link rel=stylesheet href="//beacon.example/a.css"><b>x</b>`, "<b>x</b>"],
    [`<noscript><img src="${P}"></noscript>x`, "<noscript></noscript>x"],
    [`<template><img src="${P}"></template>x`, "<template></template>x"],
    [`<img src=" https:\n//sub.beacon.example/%6f.gif">x`, "x"],
    [`<iframe src="${P}"><img src="${P}"></iframe>x`, `<iframe ><img src="about:blank"></iframe>x`],
    [`<img src="https:beacon.example/o.gif">x`, "x"],
    [`<img src="HTTPS:/beacon.example/o.gif">x`, "x"],
    [`<base href="https://beacon.example/a/"><img src="o.gif">x`, `<base href="https://beacon.example/a/">x`],
    [`<img src="/o.gif">x<base target=_top><base href=//beacon.example>`, `x<base target=_top><base href=//beacon.example>`],
    [`<iframe srcdoc="<img src='${P}'>" title=x></iframe>`, `<iframe  title=x></iframe>`],
    [`<link rel=preload as=image imagesrcset="cid:a 1x, ${P} 2x">x`, "x"],
    [`<img srcset="cid:a 1x,${P},">x`, "x"],
    [`<img srcset="cid:a (1,2) 1x,,${P}">x`, "x"],
    [`<svg><use href="${P}"></use></svg>`, "<svg><use ></use></svg>"],
    [`<svg><feImage href="${P}"></svg>`, "<svg><feImage ></svg>"],
    [`<meta http-equiv=Refresh content="0; url='${P}'">x`, "x"],
    [`<meta content="5;${P}" http-equiv="refresh">x`, "x"],
    [`<svg><title><img src="${P}"></title></svg>`, `<svg><title><img src="about:blank"></title></svg>`],
  ];
  for (const [html, left] of cases) {
    const { html: out, found } = await filter(html);
    expect(out, html).toBe(left);
    expect(found[0], html).toMatchObject({ ...GONE, host: expect.stringMatching(/beacon\.example$/) as string });
  }
});

test("a picture that nobody would see is undeclared where the program has no such tracker in mail, and one that is seen is a picture", async () => {
  const hidden = [
    `<img src="https://page.example/p.gif" width=1 height="1">`,
    `<img src="//other.example/x" style="display:none">`,
    `<img src="//other.example/x" style="width:1px;height:0px !important">`,
    `<img src="//other.example/x" hidden>`,
    `<img src="//other.example/x" width=0>`,
    `<img src="//other.example/x" style="max-height:0;overflow:hidden">`,
    `<img src="//other.example/x" height="0px">`,
    `<img src="//other.example/x" style="OPACITY: 0.0">`,
  ];
  for (const html of hidden) {
    const { html: left, found } = await filter(`a${html}b`);
    expect(left, html).toBe("ab");
    expect(found, html).toMatchObject([{ stands: "undeclared", removed: true }]);
  }
  for (const html of [
    `<img src="https://page.example/p.gif" width=200 height=1>`,
    `<img src="https://other.example/logo.png" style="max-width:100%;opacity:.9">`,
    `<base href="https://other.example/"><img src="cid:2" width=1 height=1><img src="logo.png">`,
    `<img src="cid:1" width=1 height=1><img src="data:image/gif;base64,AA" width=1 height=1><img width=1 height=1>`,
  ])
    expect(await filter(html), html).toEqual({ html, found: [] });
});

test("a link that counts clicks is named and stays: it is fetched by a click alone", async () => {
  const html = `<a href="https://go.example/c/1">Read on</a>`;
  expect(await filter(html)).toEqual({
    html,
    found: [{ host: "go.example", tracker: "letter-clicks", stands: "refused", removed: false }],
  });
});

test("whatever a mail says, it comes back without what was found, and is the same when it is filtered again", async () => {
  const pieces = fc.array(
    fc.constantFrom(
      ...[
        "<img src=https://beacon.example/o.gif>",
        "<im",
        "g src=//beacon.example/",
        "<!--",
        "-->",
        "<style>",
        "</style>",
        "<table>",
      ],
      ...[
        "<td background=//beacon.example/b>",
        "url(//beacon.example/c)",
        "<a href='",
        "'>",
        '"',
        "<svg>",
        "<image src=",
        "</p>",
        "x",
        " ",
      ],
      ...[
        "<title>",
        "</title>",
        "<textarea>",
        "<iframe src=//beacon.example/>",
        '<div style="a:url(//beacon.example/d)">',
        "<template>",
        "<base href=//beacon.example/>",
        "<img src=o.gif>",
        "<iframe srcdoc='",
      ],
    ),
    { maxLength: 14 },
  );
  await fc.assert(
    fc.asyncProperty(pieces, async (all) => {
      const { html } = await filter(all.join(""));
      expect(await filter(html)).toMatchObject({ html });
      expect(findLoads(html).filter((load) => load.how !== "link" && load.address.startsWith("beacon.example"))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test("of attributes that stand twice the next one counts once one is gone; a mail that never ends so is refused by its number", async () => {
  const twice = (times: number) => `<td ${'background="//beacon.example/b" '.repeat(times)}>x</td>`;
  expect((await filter(twice(6))).html).not.toContain("beacon");
  const mails = ["<p>one</p>", twice(40)].map((html) => ({ person: "nobody", html }));
  await expect(filterMails(shop.inst, mails)).rejects.toMatchObject({
    code: "mails.tangled",
    message: expect.stringMatching(/^`mails\.1\.html` brings parts together again/),
  });
});

test("a mail within a mail is read as one, however deep it lies", async () => {
  let mail = "<img/src=//beacon.example/o>";
  for (let depth = 1; depth <= 8; depth++) {
    mail = `<iframe/srcdoc=${mail.replaceAll("&", "&amp;").replaceAll(">", "&gt;")}>`;
    expect((await filter(mail)).html, `${depth} deep`).not.toContain("beacon");
  }
});

test("a mail that is deep or long is read in passing", async () => {
  const deep = "<div>".repeat(40_000);
  expect((await filter(`${deep}<img src=//beacon.example/o>`)).html).toBe(deep);
  const long = `<img src="//other.example/x">`.repeat(5_000);
  expect((await filter(long)).html).toBe(long);
});

test("an address in a list of pictures keeps its commas; what the mail itself holds is no fetch", () => {
  const addresses = (html: string) => findLoads(html).map(({ address }) => address);
  expect(addresses(`<img srcset="https://b.example/a,b.gif 1x, https://c.example/d 2x">`)).toEqual([
    "b.example/a,b.gif",
    "c.example/d",
  ]);
  expect(addresses(`<base href="https://b.example/"><svg><use href="#a"></use></svg>`)).toEqual([]);
  expect(addresses(`<meta name=refresh content="0;url=https://b.example/"><meta http-equiv=refresh content="30">`)).toEqual([]);
});
