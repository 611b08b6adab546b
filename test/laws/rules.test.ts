import { readFileSync } from "node:fs";
import { defineLaw, lawBook, type RightRule } from "@troth/core/laws";
import { describe, expect, test } from "vitest";
import { faultsOf as faultsOfFolder, lawFolders, nameOf, registryOf } from "../../tools/make-laws.mjs";
import { faultsOf } from "./rule-faults.ts";

test("every rule of every law has an article, a first day and evidence, and a day of reading where it is verified", () => {
  expect(faultsOf(lawBook)).toEqual([]);
});

describe("a rule that nobody can check is refused", () => {
  const whole = {
    right: "access",
    article: "Art. 1",
    since: "2020-01-01",
    verified: true,
    evidence: "read",
    read: "2026-11-21",
  } as const;
  const lawWith = (changed: object) =>
    defineLaw({
      id: "some",
      short: { en: "", id: "" },
      name: { en: "", id: "" },
      rights: [whole, { ...whole, ...changed } as RightRule],
    });

  test.each([
    ["without an article", { article: undefined }, "some rights[1]: no article"],
    ["with a blank article", { article: " " }, "some rights[1]: no article"],
    ["without a first day", { since: undefined }, "some rights[1]: `since` is no day"],
    ["with a first day that is none", { since: "2023-02-29" }, "some rights[1]: `since` is no day"],
    ["with a last day before the first", { until: "2019-12-31" }, "some rights[1]: `until` is no day after `since`"],
    ["that does not say whether it is verified", { verified: undefined }, "some rights[1]: neither verified nor not"],
    ["verified without evidence", { evidence: "" }, "some rights[1]: no evidence"],
    ["not verified, without a word why", { verified: false, evidence: "" }, "some rights[1]: no evidence"],
    ["verified without a day of reading", { read: undefined }, "some rights[1]: verified, but `read` is no day"],
  ])("%s", (_, changed, says) => {
    expect(faultsOf([lawWith(changed)])).toEqual([says]);
  });

  test("one that is not verified needs no day of reading", () => {
    expect(faultsOf([lawWith({ verified: false, read: undefined })])).toEqual([]);
  });
});

describe("the registry", () => {
  test("is made from the folders, and fresh", () => {
    const path = new URL("../../packages/core/src/laws/registry.ts", import.meta.url);
    expect(readFileSync(path, "utf8"), "run node tools/make-laws.mjs").toBe(registryOf(lawFolders()));
    expect(lawBook.map(({ id }) => id)).toEqual(lawFolders());
  });

  test.each(lawFolders())("laws/%s is whole", (id) => {
    expect(faultsOfFolder(id)).toEqual([]);
  });

  test("a folder is called in code by its name in one word", () => {
    expect(["gdpr", "id-pdp", "us-states"].map(nameOf)).toEqual(["gdpr", "idPdp", "usStates"]);
  });
});
