// A shop with two people, beside stores that only people can look into.
import { setStoreLive } from "../../packages/server/src/requests/index.ts";
import type { Workshop } from "../support/workshop.ts";
import { by, type Inst, makeCompany, replaceAll } from "./support.ts";

const SQL = `create table people (id integer primary key, email text unique, badge text, name text);
  insert into people values (1, 'ada@a.example', 'B-17', 'Ada Zqx'), (2, 'ben@a.example', 'B-18', 'Ben Orr');`;
const DATASETS = `      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, badge: account.id, name: name.full }
        rest: none
`;

/** Key cards, which only the badge of a row of the shop leads to. */
export const KEYCARDS = `      keycards:
        fields: { badge: account.id }
        links: { badge: owned by shop/people.badge }
`;

export const ada = by("email", "ada@a.example");

/** The shop with further stores, two spaces deep, and what else is written below them. */
export function companyWith(stores: string, more: { readonly retention?: string; readonly staff?: string } = {}): Workshop {
  const { retention, staff = "" } = more;
  const shop = makeCompany({ sql: SQL, datasets: DATASETS, ...(retention === undefined ? {} : { retention }) });
  const after = retention === undefined ? "requests:" : "retention:";
  replaceAll(shop, (text) => text.replace(`\n${after}`, () => `\n${stores}${staff}${after}`));
  return shop;
}

/** Lets people be asked in all stores. */
export async function live(inst: Inst): Promise<Inst> {
  for (const store of Object.values(inst.program.stores))
    if (store.byHand !== undefined) await setStoreLive(inst, { store: store.id, by: "officer" });
  return inst;
}

/** Whose request it is. */
export const personOf = async (inst: Inst, request: string): Promise<string> =>
  (await inst.storage.db.selectFrom("privacy_request").select("person_id").where("id", "=", request).executeTakeFirst())
    ?.person_id ?? "";
