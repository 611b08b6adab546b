// What becomes of rows with a text whose approval is taken back: columns that can be set, in rows that are told whose they are.
import type { Path } from "../finding.ts";
import { columnsOf, isTarget, type LongDataset, resolvePlace, splitPath, type Target } from "../lookup.ts";
import type { Check, CheckContext } from "./check.ts";
import { donePurposes } from "./purposes.ts";
import { identityColumns } from "./stores.ts";

/** Stores whose rows are files: they have no columns of their own to set. */
const OF_FILES: ReadonlySet<string> = new Set(["files", "s3"]);

/** `consent.withdrawn` names columns beside the text's, and none by which it is told whose the row is. */
export const checkWithdrawnColumns: Check = ({ group, view, report }) => {
  for (const [id, { consent }] of donePurposes(view)) {
    const { content, withdrawn } = consent ?? {};
    if (content === undefined || withdrawn === undefined) continue;
    const found = resolvePlace(group, view, content);
    if (!isTarget(found)) continue;
    const store = found.view.long.stores?.[found.store];
    const dataset = store?.datasets[found.dataset];
    if (store === undefined || dataset === undefined) continue;
    const path = ["purposes", id, "consent", "withdrawn"];
    const wrong = (at: Path, says: string, expected: string) =>
      report({ code: "withdrawn", level: "error", path: at, key: true, says, expected });
    if (OF_FILES.has(store.connector))
      wrong(
        path,
        `\`${found.store}\` holds files, and files have no columns to set`,
        "leave it out: the application hears of it",
      );
    if (splitPath(found.columns[0] ?? "").path.length > 0)
      wrong(path, `\`${content}\` leads into a column, whose rows are not found by their text`, "a text in a column of its own");
    if (isOnlyMentioned(dataset))
      wrong(
        path,
        `rows of \`${found.dataset}\` belong to nobody: they mention people at most`,
        "a link `owned by` whoever wrote the text",
      );
    for (const other of sharingColumns({ group, view }, id, { found, withdrawn }))
      wrong(
        path,
        `\`${other}\` changes the same columns, and may still have the approval of the text`,
        "a column for each purpose",
      );
    if (Object.keys(withdrawn).length === 0)
      wrong(path, "no column is named", "a column and its value, such as `published: false`");
    for (const name of Object.keys(withdrawn)) {
      const why = whyNot(name, { dataset, text: found.columns[0] ?? "" });
      if (why !== undefined)
        wrong([...path, name], `\`${name}\` cannot be set: ${why}`, "a column of the row such as `published`");
    }
    if (store.connector === "manual")
      report({
        code: "withdrawn",
        level: "warning",
        path,
        key: true,
        says: `only people look into \`${found.store}\`: each text that is taken back waits until somebody says that it is off`,
        expected: "somebody who looks at the page “Texts taken back”, or at `troth withdrawals`",
      });
  }
};

function whyNot(name: string, at: { readonly dataset: LongDataset; readonly text: string }): string | undefined {
  const { column, path } = splitPath(name);
  if (path.length > 0) return "it leads into a column";
  if (column === splitPath(at.text).column) return "it is the text itself";
  return tellingWhose(at.dataset).has(column) ? "it tells whose the row is" : undefined;
}

/** Columns that links, identities, tenants and kinds of people go by. */
function tellingWhose({ links = {}, identity = {}, is = {}, tenant }: LongDataset): ReadonlySet<string> {
  const linked = Object.entries(links).flatMap(([written, link]) => {
    const { by, where = {} } = typeof link === "string" ? {} : link;
    return [...columnsOf(written), ...(by === undefined ? [] : [by]), ...Object.keys(where)];
  });
  const known = Object.values(identity).flatMap(identityColumns);
  const kinds = Object.values(is).flatMap((where) => Object.keys(where));
  const all = [...linked, ...known, ...kinds, ...(tenant === undefined ? [] : [tenant])];
  return new Set(all.map((name) => splitPath(name).column));
}

/** No link says whose a row is, and no identity says that it is somebody. */
const isOnlyMentioned = ({ links = {}, identity = {} }: LongDataset): boolean =>
  Object.keys(identity).length === 0 &&
  Object.values(links).every((link) =>
    typeof link === "string" ? link !== "owned" : link.owned === undefined && link.shared === undefined,
  );

/** Purposes before this one in the program that set one of the same columns in the rows of the same texts. */
function sharingColumns(
  { group, view }: Pick<CheckContext, "group" | "view">,
  id: string,
  { found, withdrawn }: { readonly found: Target; readonly withdrawn: Readonly<Record<string, unknown>> },
): readonly string[] {
  const all = donePurposes(view);
  const before = all.findIndex(([other]) => other === id);
  return all.slice(0, before).flatMap(([other, { consent }]) => {
    const place = consent?.content === undefined ? undefined : resolvePlace(group, view, consent.content);
    if (place === undefined || !isTarget(place) || !isSamePlace(place, found)) return [];
    return Object.keys(consent?.withdrawn ?? {}).some((name) => Object.hasOwn(withdrawn, name)) ? [other] : [];
  });
}

const isSamePlace = (one: Target, other: Target): boolean =>
  one.view === other.view && one.store === other.store && one.dataset === other.dataset && one.columns[0] === other.columns[0];
