import { identifiesNobody, type Passing } from "@troth/core/decisions";
import type { DataForm } from "@troth/core/program";
import { dataCategory } from "@troth/core/taxonomy";
import type { Installation } from "../installation/index.ts";
import { ALL_DATA, LETTER, type TotalRow, totalsBetween } from "./store.ts";

/** One line: a category of California's list that passed to one recipient. */
export interface ReportLine {
  readonly passed: Passing;
  /** A letter of the statute's list; empty: the taxonomy gives none. @source Cal. Civ. Code 1798.140(v)(1) */
  readonly letter: string;
  readonly recipient: string;
  readonly name: string;
  /** The recipient's kind, as the program says it. */
  readonly kind: string | undefined;
  readonly purposes: readonly string[];
  /** Ids of the taxonomy that are in it. */
  readonly data: readonly string[];
  readonly occasions: number;
  readonly items: number;
}

/** What passed to whom in a time, of nobody in particular. */
export interface DisclosureReport {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly ReportLine[];
  readonly occasions: number;
  /** Occasions on which what passed was about nobody: aggregated or anonymous data is no personal information. */
  readonly aboutNobody: number;
}

/**
 * What was disclosed, sold and shared between two days, both included, by category and recipient. An occasion counts once
 * in the line of each category that was in it, so lines do not add up to occasions. @source Cal. Civ. Code 1798.130(a)(5)(C)
 */
export async function reportDisclosures(
  inst: Installation,
  at: { readonly from: string; readonly to: string },
): Promise<DisclosureReport> {
  const totals = await totalsBetween(inst.storage.db, at.from, at.to);
  const all = totals.filter(({ category }) => category === ALL_DATA);
  const nobody = ({ form }: TotalRow): boolean => identifiesNobody(form as DataForm);
  const about = totals.filter((total) => !nobody(total));
  const lines = new Map<string, ReportLine>();
  for (const total of about.filter(({ category }) => category.startsWith(LETTER))) {
    const letter = total.category.slice(LETTER.length);
    const key = JSON.stringify([total.passed, letter, total.recipient]);
    const had = lines.get(key);
    const data = about.filter((one) => isIn(one, total, letter)).map(({ category }) => category);
    lines.set(key, joined(inst, had, { total, letter, data }));
  }
  const sorted = [...lines].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  return { ...at, lines: sorted, occasions: sum(all), aboutNobody: sum(all.filter(nobody)) };
}

const sum = (totals: readonly TotalRow[]): number => totals.reduce((all, { occasions }) => all + Number(occasions), 0);

/** Whether a total is of a kind of data that the letter names, of the same day, recipient and purpose. */
function isIn(one: TotalRow, total: TotalRow, letter: string): boolean {
  const same = (["day", "recipient", "purpose", "passed", "form"] as const).every((name) => one[name] === total[name]);
  const letters: readonly string[] = dataCategory(one.category)?.ccpa ?? [];
  const known = dataCategory(one.category) !== undefined;
  return same && known && (letter === "" ? letters.length === 0 : letters.includes(letter));
}

function joined(
  { program }: Installation,
  had: ReportLine | undefined,
  { total, letter, data }: { readonly total: TotalRow; readonly letter: string; readonly data: readonly string[] },
): ReportLine {
  const rule = Object.hasOwn(program.recipients, total.recipient) ? program.recipients[total.recipient] : undefined;
  return {
    passed: total.passed as Passing,
    letter,
    recipient: total.recipient,
    name: rule?.name ?? total.recipient,
    kind: rule?.kind,
    purposes: [...new Set([...(had?.purposes ?? []), total.purpose])].sort(),
    data: [...new Set([...(had?.data ?? []), ...data])].sort(),
    occasions: (had?.occasions ?? 0) + Number(total.occasions),
    items: (had?.items ?? 0) + Number(total.items),
  };
}
