// What staff have seen of who asks: written down as a word, refused where a law forbids to ask it or lets nobody ask it.
import { cite } from "@troth/core/jurisdictions";
import type { MeasureWord, StakeWord } from "@troth/core/laws";
import { isEnded, pointsOf, type RequestState, showsNothing } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { type AskerView, type Asking, askerOf, askingOf, type Shown } from "./asker.ts";
import { MEASURE_WORDS } from "./asker-words.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

interface BySomebody {
  readonly request: string;
  /** The role that has seen it. */
  readonly as: string;
  readonly account?: string;
}

const no = (reason: string, says: string, advice?: string): Answer<never> => ({
  ...{ kind: "refused", reason, says },
  ...(advice === undefined ? {} : { advice }),
});

/**
 * Writes down that whoever asks has shown something: which measure, when, and who saw it. What was shown is kept nowhere.
 * Shown twice it is written down once. A measure that a law forbids, or that no law lets be asked, is refused with the article.
 */
export async function recordShown(
  inst: Installation,
  input: BySomebody & { readonly measure: MeasureWord; readonly points?: readonly string[] },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const asker = askable(inst, row);
  if ("kind" in asker) return asker;
  const { measure, points = [] } = input;
  const refused = whyNotAsked(asker, measure) ?? whyNoPoints(measure, points);
  if (refused) return refused;
  if (asker.shown.some((one) => one.measure === measure)) return { kind: "done", value: await viewRequest(inst, row.id) };
  const at = new Date(inst.surroundings.now()).toISOString();
  const { as: by, account } = input;
  const shown: Shown = {
    ...{ measure, at, by },
    ...(account === undefined ? {} : { account }),
    ...(points.length === 0 ? {} : { points }),
  };
  const asking = askingOf(row);
  const body = { request: row.id, measure, role: by, ...(account === undefined ? {} : { account }) };
  return record(inst, row, { asking: { ...asking, shown: [...asking.shown, shown] }, kind: "request.shown", body });
}

/** Writes down what staff know of who asks and the plan does not: whether there is an account, and what is at stake. */
export async function sayOfAsker(
  inst: Installation,
  input: BySomebody & { readonly hasAccount?: boolean; readonly stake?: StakeWord },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const asker = askable(inst, row);
  if ("kind" in asker) return asker;
  const { hasAccount, stake, as: role, account } = input;
  if (stake === "categories" && row.right !== "access")
    return no("stake", "an erasure is of data, and not of its kinds alone", "say ordinary, or sensitive");
  const said = {
    ...(hasAccount === undefined ? {} : { account: hasAccount }),
    ...(stake === undefined ? {} : { stake }),
  };
  const body = {
    ...{ request: row.id, role },
    ...(hasAccount === undefined ? {} : { hasAccount }),
    ...(stake === undefined ? {} : { stake }),
    ...(account === undefined ? {} : { account }),
  };
  return record(inst, row, { asking: { ...askingOf(row), ...said }, kind: "request.asker-said", body });
}

/** Whether a measure may be asked or taken; the lawful no, where it may not. */
export function whyNotAsked({ judged }: Pick<AskerView, "judged">, measure: MeasureWord): Answer<never> | undefined {
  const what = MEASURE_WORDS[measure];
  const forbidden = judged.mustNot.find((one) => one.measure === measure);
  if (forbidden)
    return no("law", `${cite(forbidden)} forbids to ask for ${what}`, "do not ask for it, and keep nothing of it that came");
  if ([...judged.must, ...judged.may].some((one) => one.measure === measure)) return undefined;
  const [waits] = judged.unknown;
  if (waits !== undefined)
    return no(
      "unknown",
      `whether ${what} may be asked hangs on ${waits === "account" ? "whether they have an account" : "the weight of the data"}`,
      "say that first",
    );
  return no("law", `no law of the request lets a company ask for ${what}`, "do not ask for it, and keep nothing of it that came");
}

/** Of points that matched, enough that could match; none is the thing in dispute, and none is known to everybody. */
function whyNoPoints(measure: MeasureWord, points: readonly string[]): Answer<never> | undefined {
  const wanted = pointsOf(measure);
  if (wanted === undefined)
    return points.length === 0 ? undefined : no("points", `${MEASURE_WORDS[measure]} is no matching of points`);
  const distinct = new Set(points);
  for (const point of distinct) {
    const because = showsNothing(point);
    if (because !== undefined) return no("points", POINT_SAYS[because](point), "match something else that they told you");
  }
  return distinct.size >= wanted
    ? undefined
    : no(
        "points",
        `${wanted} different points have to match, and ${distinct.size} are named`,
        "name each by its category: `contact.phone`",
      );
}

const POINT_SAYS = {
  "unknown-category": () => "a point is named by a category of the taxonomy",
  contested: (point: string) => `${point} is what they say is wrong: it shows nothing`,
  "no-secret": (point: string) => `${point} is no secret: others have written it down, and it shows nothing`,
  "never-matched": (point: string) => `${point} is never asked for to be compared`,
} as const;

function askable(inst: Installation, row: RequestRow): AskerView | Answer<never> {
  if (isEnded(row.state as RequestState)) return no("state", `request ${row.id} is ${row.state}: nothing is asked for it`);
  return askerOf(inst, row) ?? no("nobody", `nobody is asked who they are for request ${row.id}: it is no right of one person`);
}

async function record(
  inst: Installation,
  row: RequestRow,
  change: { readonly asking: Asking; readonly kind: string; readonly body: Readonly<Record<string, unknown>> },
): Promise<Answer<RequestView>> {
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { asking: change.asking });
    await inst.ledger.append(tx, { kind: change.kind, body: change.body as never });
  });
  await inst.ledger.sequence();
  return { kind: "done", value: await viewRequest(inst, row.id) };
}
