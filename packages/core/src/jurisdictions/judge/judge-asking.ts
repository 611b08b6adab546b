// Whoever asks: whether the laws let them, what must, may and must not be asked of them, and what they have still to show.
import type { LawData, MeasureWord, RequesterWord, StakeWord } from "../../laws/index.ts";
import { dayOf } from "../days.ts";
import type { Asked } from "./asked.ts";
import { AUTHORITY, REQUESTERS } from "./authority.ts";
import { inState } from "./in-state.ts";
import { type JudgedDemand, judgeDemands, strongest } from "./judge-demands.ts";
import { type JudgedTogether, judgeTogether } from "./judge-together.ts";
import { isNeverVerified } from "./never-verified.ts";

/** What is known of whoever asks, and what they have shown. */
export interface Asker {
  readonly requester: RequesterWord;
  /** Whether the person has an account; missing where it is not known. */
  readonly account?: boolean | undefined;
  /** What a wrong answer would give away; missing where it is not known. */
  readonly stake?: StakeWord | undefined;
  readonly shown: readonly MeasureWord[];
}

/** What is asked for, apart from who asks. */
export type AskedFor = Pick<Asked, "right" | "receivedAt" | "zone" | "marketing" | "state">;

/** What a measure waits for: a fact that staff have not said yet. */
export type UnknownOfAsker = "account" | "stake";

/** A measure that must or may be asked. */
export interface AskingDemand extends JudgedDemand {
  readonly shown: boolean;
  /** Only where there is a reasonable doubt about who asks. */
  readonly onDoubt: boolean;
}

/** A rule by which a law lets somebody not ask. */
export interface AskingRefusal {
  readonly law: string;
  readonly article: string;
  readonly verified: boolean;
}

/** What is still wanted before a request is approved. */
export type LackingOfAsker =
  | { readonly kind: "measure"; readonly demand: AskingDemand }
  /** One of these shows that they may ask for another. Empty: no law of the request lets anything be asked that would. */
  | { readonly kind: "authority"; readonly oneOf: readonly AskingDemand[] }
  | { readonly kind: "unknown"; readonly what: UnknownOfAsker };

/** A request judged by who asks. */
export interface JudgedAsking {
  readonly requester: RequesterWord;
  /** Laws that give the right, and not to them. */
  readonly refusedBy: readonly AskingRefusal[];
  /** No law gives it to them, and one says so in a text that was read. */
  readonly refused: boolean;
  readonly must: readonly AskingDemand[];
  readonly may: readonly AskingDemand[];
  readonly mustNot: readonly JudgedDemand[];
  /** What is not known and changes what is asked. */
  readonly unknown: readonly UnknownOfAsker[];
  /** What keeps the request from being approved. */
  readonly lacking: readonly LackingOfAsker[];
  /** They may be told what is personal: they ask for themselves, or have shown that they may ask for the person. */
  readonly proven: boolean;
}

const STAKES: readonly StakeWord[] = ["categories", "ordinary", "sensitive"];

interface Cell {
  readonly account: boolean;
  readonly stake: StakeWord;
  readonly plain: readonly JudgedDemand[];
  readonly doubted: readonly JudgedDemand[];
}

/**
 * Judges who asks. What is not known is neither taken for the weaker demand, which would tell a stranger, nor for the
 * stronger, which would ask too much of somebody: a duty that hangs on it keeps the request from approval until staff say how it
 * is, a permission that hangs on it is not used, a prohibition holds.
 */
export function judgeAsking(laws: readonly LawData[], asked: AskedFor, asker: Asker): JudgedAsking {
  const { requester } = asker;
  const judged = judgeTogether(laws, { ...asked, requester });
  const giving = laws.filter(({ id }) => judged.givenBy.includes(id));
  const cells = cellsOf(giving, asked, asker);
  const refusedBy = refusals(judged, requester);
  const refused = judged.givenBy.length === 0 && refusedBy.some(({ verified }) => verified);
  const everywhere = (demand: JudgedDemand["demand"], of: (cell: Cell) => readonly JudgedDemand[]): readonly JudgedDemand[] => {
    const [first, ...others] = cells;
    return (first === undefined ? [] : of(first)).filter(
      (one) => one.demand === demand && others.every((cell) => of(cell).some((other) => isSame(one, other))),
    );
  };
  const mustNot = strongest(cells.flatMap(({ doubted }) => doubted.filter(({ demand }) => demand === "must-not")));
  const isOpen = ({ measure }: JudgedDemand): boolean => !mustNot.some((one) => one.measure === measure);
  const asAsked = (one: JudgedDemand, onDoubt: boolean): AskingDemand => ({
    ...one,
    onDoubt,
    shown: asker.shown.includes(one.measure),
  });
  const must = everywhere("must", ({ plain }) => plain).filter(isOpen);
  const may = everywhere("may", ({ plain }) => plain).filter(isOpen);
  const doubted = everywhere("may", (cell) => cell.doubted).filter(
    (one) => isOpen(one) && ![...must, ...may].some(({ measure }) => measure === one.measure),
  );
  const musts = must.map((one) => asAsked(one, false));
  const mays = [...may.map((one) => asAsked(one, false)), ...doubted.map((one) => asAsked(one, true))];
  const authority = authorityOf(judged, requester, { open: [...musts, ...mays], isOpen, asAsked });
  const unknown = unknownOf(cells, asker, (cell) => [...cell.plain, ...cell.doubted]);
  const lacking = [
    ...unknownOf(cells, asker, ({ plain }) => plain.filter(({ demand, verified }) => demand === "must" && verified)).map(
      (what) => ({ kind: "unknown", what }) as const,
    ),
    // What nobody has read in its text keeps nobody from what they ask.
    ...musts.filter(({ shown, verified }) => verified && !shown).map((demand) => ({ kind: "measure", demand }) as const),
    ...(authority === undefined || authority.some(({ shown }) => shown)
      ? []
      : [{ kind: "authority", oneOf: authority } as const]),
  ];
  return {
    ...{ requester, refusedBy, refused, must: musts, mustNot, unknown, lacking },
    may: withAuthority(mays, musts, authority),
    proven: requester === "person" || (!refused && lacking.length === 0),
  };
}

/** Who of those that ask for another could show it, so that a form offers them: no law of the request need be named twice. */
export const requestersKnown = (laws: readonly LawData[], asked: AskedFor): readonly RequesterWord[] =>
  REQUESTERS.filter((requester) => requester !== "person" && canShow(judgeAsking(laws, asked, { requester, shown: [] })));

/** Whether they may ask, and some law lets be asked what would show it. */
export const canShow = ({ refused, lacking }: JudgedAsking): boolean =>
  !refused && !lacking.some((one) => one.kind === "authority" && one.oneOf.length === 0);

/** The matrix, of laws that give the right, in each case that what is not known leaves open. */
function cellsOf(giving: readonly LawData[], asked: AskedFor, { requester, account, stake }: Asker): readonly Cell[] {
  const drop = isNeverVerified(asked);
  const laws = giving.map((law) => ({
    law: inState(law, asked.state),
    day: dayOf(asked.receivedAt, law.zone ?? asked.zone),
  }));
  const demandsAt = (at: Partial<Asked>): readonly JudgedDemand[] =>
    strongest(laws.flatMap(({ law, day }) => judgeDemands(law, { ...asked, ...at, requester }, day)))
      // A form to be kept is kept: whatever reaches Troth is written down, by the person or by whoever took it.
      .filter(({ measure }) => measure !== "recorded-request")
      .filter(({ demand }) => !drop || demand !== "may");
  return (account === undefined ? [false, true] : [account]).flatMap((has) =>
    (stake === undefined ? STAKES : [stake]).map((at) => ({
      ...{ account: has, stake: at },
      plain: demandsAt({ account: has, stake: at }),
      doubted: demandsAt({ account: has, stake: at, doubt: true }),
    })),
  );
}

const isSame = (one: JudgedDemand, other: JudgedDemand): boolean => one.measure === other.measure && one.demand === other.demand;

/** What is not known and makes a difference: cells that differ in it alone say different things. */
function unknownOf(
  cells: readonly Cell[],
  { account, stake }: Asker,
  of: (cell: Cell) => readonly JudgedDemand[],
): readonly UnknownOfAsker[] {
  const saying = (cell: Cell): string =>
    of(cell)
      .map(({ measure, demand }) => `${measure} ${demand}`)
      .sort()
      .join();
  const differs = (same: (one: Cell, other: Cell) => boolean): boolean =>
    cells.some((one) => cells.some((other) => same(one, other) && saying(one) !== saying(other)));
  return [
    ...(account === undefined && differs((one, other) => one.stake === other.stake) ? (["account"] as const) : []),
    ...(stake === undefined && differs((one, other) => one.account === other.account) ? (["stake"] as const) : []),
  ];
}

function refusals({ laws }: JudgedTogether, requester: RequesterWord): readonly AskingRefusal[] {
  if (requester === "person") return [];
  return laws.flatMap(({ law, right }) =>
    "none" in right && right.none === "not-for-another" && right.rule !== undefined
      ? [{ law, article: right.rule.article, verified: right.rule.verified }]
      : [],
  );
}

/** What would show that they may ask for the person, one of it being enough; undefined for who asks for themselves. */
function authorityOf(
  judged: JudgedTogether,
  requester: RequesterWord,
  at: {
    readonly open: readonly AskingDemand[];
    readonly isOpen: (demand: JudgedDemand) => boolean;
    readonly asAsked: (demand: JudgedDemand, onDoubt: boolean) => AskingDemand;
  },
): readonly AskingDemand[] | undefined {
  if (requester === "person") return undefined;
  const named = at.open.filter(({ measure }) => AUTHORITY[requester].includes(measure));
  // A law that lets somebody ask by a power of attorney lets the power be seen.
  const power = judged.laws.flatMap(({ law, requester: rule }): JudgedDemand[] =>
    requester === "agent-with-power" && typeof rule === "object" && rule.may
      ? [{ measure: "power-of-attorney", demand: "may", law, article: rule.article, verified: rule.verified }]
      : [],
  );
  const first = power.find(at.isOpen);
  if (first === undefined || named.some(({ measure }) => measure === first.measure)) return named;
  return [...named, at.asAsked(first, false)];
}

/** Whoever asks for another is a reasonable doubt until it is shown: what may be asked on a doubt may be asked of them. */
function withAuthority(
  may: readonly AskingDemand[],
  must: readonly AskingDemand[],
  authority: readonly AskingDemand[] = [],
): readonly AskingDemand[] {
  const shows = new Set<MeasureWord>(authority.map(({ measure }) => measure));
  const more = authority.filter(({ measure }) => ![...may, ...must].some((one) => one.measure === measure));
  return [...may.map((one) => (shows.has(one.measure) ? { ...one, onDoubt: false } : one)), ...more];
}
