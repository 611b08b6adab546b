// What the program says is text on a page, whatever it holds; a number that nobody has checked is shown as such.
import { expect, test } from "vitest";
import { openCenter } from "../../../../test/support/center.ts";
import { ada } from "../../../../test/support/workshop.ts";
import { planRequest } from "../requests/index.ts";

const SCRIPT = "<script>alert(1)</script>";

test("a program whose names hold script gives pages that hold words", async () => {
  const center = await openCenter([
    ["name: Workshop,", `name: "Workshop ${SCRIPT}", address: "1 Street ${SCRIPT}",`],
    ["name: Letters,", `name: "Letters ${SCRIPT}",`],
    ["because: Companies Act", `because: "Act ${SCRIPT}"`],
    ["Knowing what sells", `"Knowing ${SCRIPT}"`],
  ]);
  try {
    const { cookie, request } = await center.enter(ada.email, { kind: "erasure" });
    await planRequest(center.inst, request);
    for (const path of ["", "/notice", "/ask", "/requests", `/requests/${request}`]) {
      const { text, status } = await center.get(`/id${path}`, cookie);
      expect(status).toBe(200);
      expect(text).not.toContain(SCRIPT);
      expect(text).toContain("&lt;script&gt;alert(1)");
    }
  } finally {
    await center.close();
  }
});
