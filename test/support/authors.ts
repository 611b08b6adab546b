// Authors of texts that are to be published, beside the shop: for tests of approvals.
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { type AskedText, approvedText, approveText, handIn, tellOf } from "./approved-text.ts";
import type { StorageName } from "./storages.ts";
import { makeToldWorkshop } from "./told-workshop.ts";

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
  type Asked = AskedText;
  const approve = (asked: Asked) => approveText(inst, asked);
  /** Handed in, and approved. */
  const approved = (person: string, text: string) => approvedText(inst, person, text);
  const sayNo = (person: string) => tellOf(inst, person, { kind: "consented", purpose: "publication", given: false });
  const untilOf = async ({ id }: Asked) =>
    (await inst.storage.db.selectFrom("content").select("until").where("id", "=", id).executeTakeFirst())?.until;
  const entries = async (kindOf: string) =>
    (await inst.storage.db.selectFrom("entry").select("id").where("kind", "=", kindOf).execute()).length;
  const later = (days: number): Installation => ({
    ...inst,
    surroundings: { ...inst.surroundings, now: () => inst.surroundings.now() + days * DAY_MS },
  });
  return {
    told,
    inst,
    handIn: (person: string, text: string) => handIn(inst, person, text),
    approve,
    approved,
    sayNo,
    untilOf,
    entries,
    later,
  };
}
