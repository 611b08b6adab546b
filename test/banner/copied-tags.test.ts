// Tags that come out of a template: they wait as those do that were there from the start.
import { expect, test } from "vitest";
import { describeOnSite, go, page, press, settled, site, traces } from "./gate-page.ts";

const from = (path: string): string => `http://${path.replace("/", `.localhost:${site.port}/`)}`;
const films = (): readonly (string | undefined)[] =>
  site.asked
    .filter((one) => one.includes("film"))
    .map((one) => one.split("?")[1])
    .sort();

describeOnSite("tags that are copied", () => {
  test.each([
    ["a script", () => `<script src="${from("lumen/tag.js")}"></script>`],
    ["a frame", () => `<iframe title="Film" src="${from("reel/embed")}"></iframe>`],
    ["a picture", () => `<img alt="" src="${from("parade/px.gif")}">`],
    ["a picture in a template of a template", () => `<template><img alt="" src="${from("parade/px.gif")}"></template>`],
  ])("%s of a template is asked after a yes alone, cloned or imported", async (_, tag) => {
    site.head("");
    site.body(`<template id="held">${tag()}</template>`);
    await go();
    const copy = (how: string) =>
      page.evaluate(`{
        let { content } = document.getElementById("held");
        content = content.querySelector("template")?.content ?? content;
        document.body.append(${how});
      }`);
    for (const how of ["content.cloneNode(true)", "document.importNode(content, true)"]) await copy(how);
    await settled();
    expect(await traces()).toEqual([]);
    await press("Accept all");
    await expect.poll(() => site.asked.length).toBeGreaterThan(0);
  });

  test("a held source of a film comes with a yes, as the film itself does", async () => {
    const at = from("reel/film.mp4");
    site.head("");
    site.body(`<video preload="auto" muted controls><source data-troth="reel-player" data-src="${at}?source"></video>
      <video preload="auto" muted data-troth="reel-player" data-src="${at}?video"></video>
      <picture><source data-troth="reel-player" data-srcset="${at}?picture"><img alt="" src="data:,"></picture>`);
    await go();
    expect(films()).toEqual([]);
    await press("Accept all");
    await expect.poll(films).toEqual(["picture", "source", "video"]);
  });
});
