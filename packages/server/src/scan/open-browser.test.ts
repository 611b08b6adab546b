// A machine on which `playwright-core` is not installed: whoever installs Troth alone has none.
import { expect, test, vi } from "vitest";
import { openBrowser } from "./open-browser.ts";

vi.mock("playwright-core", () => {
  throw new Error("no such package");
});

test("without what drives a browser it is said what to install", async () => {
  await expect(openBrowser({ TROTH_CHROMIUM: process.execPath })).rejects.toMatchObject({
    code: "scan.library",
    advice: expect.stringContaining("npm install playwright-core"),
  });
});
