import { TrothError } from "@troth/core/foundation";
import type { WithdrawnRule } from "@troth/core/program";
import type { ActSession, ReadSession } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import { countSet, findRows, type TextRows } from "./find-rows.ts";
import { findAuthor, type Hindered, type Way } from "./find-way.ts";

/** More rows with one text of one author are no usual thing: a column is meant that holds something else. */
const MOST_ROWS = 1000;

/** A store where more or fewer rows were met than had been locked. */
class CountError extends TrothError {
  readonly code = "withdrawal.count";
}

export interface SettingRows {
  readonly way: Way;
  /** The author's account. */
  readonly person: string;
  readonly hash: string;
  readonly known: ReadonlySet<string>;
  /** Names the act. */
  readonly name: string;
  /** Told of the store's transaction before its COMMIT; refuses, and it is rolled back. */
  readonly journal: (transaction: string) => Promise<void>;
}

/**
 * Sets the columns of every row of the author that holds the text, in one transaction of the store, and reads it back. Idempotent:
 * a row that stands so already is left, so that after a crash it is done again and nothing is done twice; how it ended is always
 * known by the rows. `rows`: how many hold the text, and stand as the program says; `changed`: how many of them were changed now.
 */
export async function setRows(
  inst: Installation,
  at: SettingRows,
): Promise<{ readonly rows: number; readonly changed: number } | Hindered> {
  const { way, name, journal } = at;
  const { rule, shadow } = way;
  const connector = await inst.connector(rule.text.store);
  const look = { ...at, author: await findAuthor(inst, way, at.person) };
  const found = await connector.act({ name, journal, rollback: shadow }, async (session) => {
    const rows = await findRows(session, look);
    if (!("because" in rows) && whyNot(rows) === undefined) await change(session, { rule, rows });
    return rows;
  });
  if ("because" in found) return found;
  const because = whyNot(found);
  if (because !== undefined) return { because };
  if (shadow) return { because: `${shadowHead(way)}${rowsOf(found.holding.filter(({ isSet }) => !isSet).length)} would change` };
  await inst.surroundings.passing("withdrawal.acted");
  const back = await connector.read((session) => readBack(session, look));
  if ("because" in back) return back;
  if (back.other > 0)
    return { because: `${rowsOf(back.other)} did not keep what was set: the store rounds it, or a trigger takes part` };
  return { rows: back.rows, changed: found.holding.filter(({ isSet }) => !isSet).length };
}

/** How many rows hold the text by now, and how many of them stand otherwise than the program says. */
async function readBack(
  session: ReadSession,
  look: Parameters<typeof findRows>[1],
): Promise<{ readonly rows: number; readonly other: number } | Hindered> {
  const found = await findRows(session, look);
  if ("because" in found) return found;
  const { rowKey, holding } = found;
  const unlike = holding.filter(({ isSet }) => !isSet).map(({ key }) => key);
  const alike = unlike.length === 0 ? 0 : await countSet(session, look.way, rowKey, unlike);
  return { rows: holding.length, other: unlike.length - alike };
}

/** How what is said of a text begins whose store is in shadow: it was tried, and is not tried again before the store is live. */
export const shadowHead = ({ store: { store } }: Way): string =>
  `store ${store} is in shadow until \`troth store live ${store}\`: `;

/** Whether people must look first. No row with the text, and one with another that Troth never saw: it may be the same, edited. */
function whyNot({ holding, unknown }: TextRows): string | undefined {
  if (holding.length > MOST_ROWS)
    return `${holding.length} rows of the author hold the text: more than ${MOST_ROWS} are not changed at once`;
  if (holding.length > 0 || unknown === 0) return undefined;
  return `no row of the author holds the text, and ${rowsOf(unknown)} a text that nobody was asked about: see whether it is this one, edited`;
}

const rowsOf = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);

async function change(
  session: ActSession,
  { rule, rows }: { readonly rule: WithdrawnRule; readonly rows: TextRows },
): Promise<void> {
  const keys = rows.holding.filter(({ isSet }) => !isSet).map(({ key }) => key);
  if (keys.length === 0) return;
  const assignments = Object.entries(rule.sets).map(([column, value]) => ({ column, value }));
  const met = await session.change(rule.text.dataset, rows.rowKey, keys, assignments);
  if (met !== keys.length)
    throw new CountError(
      `${rule.text.dataset}: ${rowsOf(met)} met where ${keys.length} were locked; everything was rolled back`,
      {
        place: `store ${rule.text.store}`,
      },
    );
}
