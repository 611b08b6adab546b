import type { JudgedDemand } from "@troth/core/jurisdictions";
import {
  articleOf,
  lackingSays,
  MEASURE_WORDS,
  REQUESTER_WORDS,
  type RequestView,
  refusedSays,
  STAKE_WORDS,
} from "../../requests/index.ts";
import { moment } from "./figures.ts";
import { type Paint, printable, wrap } from "./terminal.ts";

const EDGE = 75;

/** Who asks, and the matrix for them, each line with its article. */
export function renderAsker({ id, asker }: RequestView, paint: Paint): string[] {
  if (asker === undefined) return [`${id}: nobody is asked who they are: it is no right of one person`];
  const { account, stake, judged, shown } = asker;
  const known = [
    account === undefined ? "whether they have an account is not known" : account ? "has an account" : "has no account",
    stake === undefined ? "what is at stake is not known" : `at stake: ${STAKE_WORDS[stake]}`,
  ];
  return [
    `${paint.bold(id)}  asked by ${REQUESTER_WORDS[asker.requester]}`,
    ...known.map((one) => `  ${one}`),
    ...judged.refusedBy.flatMap((one) => wrapped(`${paint.mark("broken")} ${refusedSays(one)}`)),
    ...group("must be shown", judged.must.map(said)),
    ...group(
      "may be asked",
      judged.may.map((one) => `${said(one)}${one.onDoubt ? ", on a reasonable doubt alone" : ""}`),
    ),
    ...group("must not be asked", judged.mustNot.map(said)),
    ...group(
      "shown",
      shown.map((one) => `${MEASURE_WORDS[one.measure]}, ${moment(one.at)}, seen by ${printable(one.by)}`),
    ),
    ...judged.lacking.flatMap((one) => wrapped(`${paint.mark("waits")} ${lackingSays(one)}`)),
  ];
}

const said = (demand: JudgedDemand & { readonly shown?: boolean }): string =>
  `${demand.measure}: ${MEASURE_WORDS[demand.measure]} (${articleOf(demand)})${demand.shown ? ", shown" : ""}`;

const wrapped = (text: string): string[] => wrap(text, EDGE).map((line, at) => (at === 0 ? line : `  ${line}`));

const group = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0
    ? []
    : ["", title, ...lines.flatMap((line) => wrap(line, EDGE - 4).map((part, at) => `${at === 0 ? "  " : "    "}${part}`))];
