// Authors of texts that are to be published, beside the shop: for tests of approvals.
import { expect } from "vitest";
import { answerContentLink, submitContent } from "../../packages/server/src/contents/index.ts";
import { contentToken } from "../../packages/server/src/contents/sealed-content.ts";
import { tellFacts } from "../../packages/server/src/facts/index.ts";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import type { StorageName } from "./storages.ts";
import { anyLink, makeToldWorkshop } from "./told-workshop.ts";

const DAY_MS = 86_400_000;

/** Opens them on one kind of storage. `watch`: what is done with its PostgreSQL before anything is opened by this program. */
export async function openAuthors(kind: StorageName, watch: (databaseUrl: string) => Promise<void> = async () => undefined) {
  const told = await makeToldWorkshop(kind);
  if (told.databaseUrl !== undefined) await watch(told.databaseUrl);
  told.shop.edit(
    "recipients:",
    "  publication: { label: Praise, basis: consent, data: [content.text], consent: { content: shop/messages.body } }\nrecipients:",
  );
  await told.reopen();
  const { inst } = told;
  let facts = 0;
  const tell = async (person: string, more: object) => {
    const at = new Date(inst.surroundings.now()).toISOString();
    const answer = await tellFacts(
      inst,
      { facts: [{ id: `f${++facts}`, person, at, origin: "app", ...more }], by: "key" },
      anyLink,
    );
    expect(answer.kind).toBe("told");
  };
  const handIn = async (person: string, text: string) => {
    await tell(person, { kind: "born", day: "1990-01-01" });
    const email = `${person}@authors.example`;
    const asked = await submitContent(inst, {
      ...{ person, purpose: "publication", reference: text, text, where: "Front page", language: "en", email },
    });
    if (asked.kind !== "taken") throw new Error(asked.kind);
    return asked;
  };
  type Asked = Awaited<ReturnType<typeof handIn>>;
  const approve = ({ id, hash }: Asked) =>
    answerContentLink(inst, { token: contentToken(inst, id), hash, answer: "approve" }, anyLink);
  /** Handed in, and approved. */
  const approved = async (person: string, text: string) => {
    const asked = await handIn(person, text);
    expect(await approve(asked)).toBe("approved");
    return asked;
  };
  const sayNo = (person: string) => tell(person, { kind: "consented", purpose: "publication", given: false });
  const untilOf = async ({ id }: Asked) =>
    (await inst.storage.db.selectFrom("content").select("until").where("id", "=", id).executeTakeFirst())?.until;
  const entries = async (kindOf: string) =>
    (await inst.storage.db.selectFrom("entry").select("id").where("kind", "=", kindOf).execute()).length;
  const later = (days: number): Installation => ({
    ...inst,
    surroundings: { ...inst.surroundings, now: () => inst.surroundings.now() + days * DAY_MS },
  });
  return { told, inst, handIn, approve, approved, sayNo, untilOf, entries, later };
}
