import { expect, test } from "vitest";
import { MailCard } from "./mail-card.tsx";
import type { RequestPageData } from "./read-request.ts";

const shown = (mails: RequestPageData["mails"]): string =>
  String(MailCard({ data: { mails, zone: "UTC" } as unknown as RequestPageData }));

test("a mail that came back is told to staff with what to do, and one that was sent with its time", () => {
  const at = "2026-11-22T06:00:00Z";
  const page = shown([
    { template: "received", state: "sent", at, because: undefined },
    { template: "erased", state: "bounced", at, because: "bounced 5.1.1" },
  ]);
  expect(page).toContain("came back");
  expect(page).toContain("did not reach the person");
  expect(page).toContain("That it was received");
  expect(shown([{ template: "received", state: "sent", at, because: undefined }])).not.toContain("did not reach");
});
