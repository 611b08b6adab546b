// What index.html says after the data: what is left out, where others' entries point, what one can do next.
import { numberIn } from "../words/index.ts";
import { type Html, html } from "./html.ts";
import type { PackagedCopy } from "./packaged.ts";
import { tableEnd, tableHead, tableRow } from "./page-parts.ts";
import { listHtml, MOST_LISTED, moreHtml } from "./page-room.ts";
import { storeName } from "./program-words.ts";
import { say } from "./words.ts";

/** A field by its place: `store/dataset.field`. */
interface LeftField {
  readonly place: string;
  /** Of so many texts some are shown; absent: none is. */
  readonly some?: { readonly held: number; readonly rows: number };
}

const KINDS = ["secret", "unreadable", "unreviewed", "unmapped"] as const;

function fieldsLeft(copy: PackagedCopy, why: (typeof KINDS)[number]): LeftField[] {
  return copy.parts.flatMap((part) => {
    const place = (column: string) => `${part.store}/${part.dataset}.${column}`;
    const whole = Object.entries(part.fields)
      .filter(([, field]) => field.withheld === why)
      .map(([column]) => ({ place: place(column) }));
    // Nothing of the person's own waits for a review: what is held back of it cannot be read.
    if (why !== (part.link === "owned" ? "unreadable" : "unreviewed")) return whole;
    return [
      ...whole,
      ...Object.entries(part.held).map(([column, held]) => ({ place: place(column), some: { held, rows: part.rows } })),
    ];
  });
}

/** What is not in the copy, and why. */
export function leftOut(copy: PackagedCopy): Html {
  const { language } = copy;
  const lists = KINDS.flatMap((why) => {
    const fields = fieldsLeft(copy, why);
    return fields.length === 0 ? [] : [{ why, fields }];
  });
  const some = ({ held, rows }: { held: number; rows: number }) =>
    say(language, "withheld.some", { held: numberIn(language, held), rows: numberIn(language, rows) });
  const nothing = lists.length === 0 && !copy.redacted && copy.missing.length === 0 && copy.unidentified.length === 0;
  return html`<h2 id="left-out">${say(language, "withheld.title")}</h2>
${nothing ? html`<p>${say(language, "withheld.none")}</p>` : undefined}${lists.map(
  ({ why, fields }) =>
    html`<p>${say(language, `withheld.${why}`)}</p>${listHtml(
      language,
      fields.map((field) => html`<code>${field.place}</code>${field.some ? `: ${some(field.some)}` : ""}`),
    )}`,
)}${copy.redacted ? html`<p>${say(language, "withheld.redacted", { block: say(language, "block.name") })}</p>` : undefined}${unidentifiedOf(copy)}${
  lists.length === 0 && !copy.redacted ? undefined : html`<p>${say(language, "withheld.ask")}</p>`
}${missingOf(copy)}`;
}

/** @source GDPR Art. 11(2) */
function unidentifiedOf({ language, unidentified }: PackagedCopy): Html | undefined {
  if (unidentified.length === 0) return undefined;
  return html`<p>${say(language, "withheld.unidentified")}</p>${listHtml(
    language,
    unidentified.map((place) => html`<code>${place}</code>`),
  )}`;
}

function missingOf(copy: PackagedCopy): Html | undefined {
  const { language, program, unreached } = copy;
  if (copy.missing.length === 0) return undefined;
  const stores = copy.away.map((store) =>
    say(language, program.stores[store]?.byHand === undefined ? "missing.store" : "missing.by-hand", {
      store: storeName(program, store, language),
    }),
  );
  const datasets = unreached.map((place) => say(language, "missing.unreached", { place }));
  const said = [...stores, ...datasets];
  // What is missing, and is no store's silence and no dataset to which nothing leads, is a field that the program does not know.
  const fields =
    copy.missing.length > said.length ? [say(language, "missing.fields", { title: say(language, "withheld.title") })] : [];
  return html`<h2 id="missing">${say(language, "missing.title")}</h2>${listHtml(
    language,
    [...said, ...fields].map((says) => html`${says}`),
  )}`;
}

/** Where others' entries point at the person, and what they can do. */
export function afterData(copy: PackagedCopy): Html {
  const { language, program, mentions } = copy;
  const { contact, officer } = program.organization;
  const names = (["mentions.where", "mentions.rows", "mentions.columns"] as const).map((key) => say(language, key));
  const rows = mentions
    .slice(0, MOST_LISTED)
    .map((one) =>
      tableRow(names, [
        html`<code>${one.store}/${one.dataset}</code>`,
        html`${numberIn(language, one.rows)}`,
        html`<code>${one.columns.join(", ")}</code>`,
      ]),
    );
  const table = html`<h2 id="mentions">${say(language, "mentions.title")}</h2><p>${say(language, "mentions.says")}</p>${tableHead(say(language, "mentions.title"), names)}${rows}${tableEnd}${moreHtml(language, mentions.length)}`;
  return html`${mentions.length === 0 ? undefined : table}<h2 id="next">${say(language, "next.title")}</h2><p>${say(language, "next.correct")} ${say(language, "next.write", { contact })}</p>
${officer === undefined ? undefined : html`<p>${say(language, "next.officer", { name: officer.name, email: officer.email })}</p>`}<p>${say(language, "next.complain")}</p>
`;
}
