import type { JudgedPromise } from "./judge-promises.ts";
import type { TriedMutation } from "./try-mutations.ts";

/** How the output may look: color only on a terminal, block characters only where they can be read. */
export interface Look {
  readonly color: boolean;
  readonly utf8: boolean;
}

const STANDINGS = ["kept", "broken", "not known"] as const;
type Standing = (typeof STANDINGS)[number];
const COLORS = { kept: "32", broken: "1;31", "not known": "35" } as const;

function marks({ utf8 }: Look): Record<Standing, { readonly mark: string; readonly bar: string }> {
  return utf8
    ? { kept: { mark: "✓", bar: "█" }, broken: { mark: "✗", bar: "▓" }, "not known": { mark: "?", bar: "░" } }
    : { kept: { mark: "ok", bar: "#" }, broken: { mark: "XX", bar: "x" }, "not known": { mark: "??", bar: "." } };
}

const paint = (look: Look, code: string, text: string): string => (look.color ? `\u001b[${code}m${text}\u001b[0m` : text);
const count = (promises: readonly JudgedPromise[], standing: Standing): number =>
  promises.filter((promise) => promise.standing === standing).length;

/** The promises by system, the broken ones first, ending with the line of totals. */
export function printBoard(promises: readonly JudgedPromise[], mutations: readonly TriedMutation[], look: Look): string {
  const systems = [...new Set(promises.map(({ system }) => system))];
  const heading = `${plural(promises.length, "promise")} of ${plural(systems.length, "system")}`;
  const figures = STANDINGS.map((standing) => {
    const words = `${marks(look)[standing].mark} ${count(promises, standing)}`;
    return `${paint(look, COLORS[standing], words)} ${standing === "kept" ? "can be kept" : standing}`;
  });
  return [
    `${paint(look, "1", heading)}        ${figures.join("   ")}`,
    "",
    ...brokenLines(promises, look),
    ...systemLines(promises, systems, look),
    "",
    ...unknownLines(promises, look),
    ...mutationLines(mutations, look),
    "One promise: npm run promises -- --id CLN-17",
    "",
    totals(promises),
  ].join("\n");
}

/** `N can be kept, N broken, N not known`. */
export function totals(promises: readonly JudgedPromise[]): string {
  return `${count(promises, "kept")} can be kept, ${count(promises, "broken")} broken, ${count(promises, "not known")} not known`;
}

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;

function brokenLines(promises: readonly JudgedPromise[], look: Look): readonly string[] {
  const mark = paint(look, COLORS.broken, marks(look).broken.mark);
  return promises
    .filter(({ standing }) => standing === "broken")
    .flatMap(({ id, says, because, place }) => [
      `${mark} ${id}  ${says}`,
      `  ${because ?? ""}`,
      `  ${paint(look, "2", place ?? "")}`,
      "",
    ]);
}

function systemLines(promises: readonly JudgedPromise[], systems: readonly string[], look: Look): readonly string[] {
  const known = marks(look);
  const sizes = systems.map((system) => promises.filter((promise) => promise.system === system).length);
  const nameWidth = Math.max(...systems.map((system) => system.length));
  const barWidth = Math.max(...sizes);
  return systems.map((system) => {
    const own = promises.filter((promise) => promise.system === system);
    const bar = STANDINGS.map((standing) => known[standing].bar.repeat(count(own, standing))).join("");
    const figures = STANDINGS.map((standing) => {
      const n = count(own, standing);
      const text = `${known[standing].mark} ${String(n).padStart(2)}`;
      return n === 0 ? " ".repeat(text.length) : paint(look, COLORS[standing], text);
    });
    return `${system.padEnd(nameWidth)}  ${bar.padEnd(barWidth)}  ${figures.join("  ")}`.trimEnd();
  });
}

function unknownLines(promises: readonly JudgedPromise[], look: Look): readonly string[] {
  const unknown = promises.filter(({ standing }) => standing === "not known");
  const mark = paint(look, COLORS["not known"], marks(look)["not known"].mark);
  const untested = unknown.filter(({ because }) => because === "no test carries the id yet");
  const skipped = unknown
    .filter((promise) => !untested.includes(promise))
    .map(({ id, because }) => `${mark} ${id}  ${because ?? ""}`);
  if (untested.length === 0) return skipped.length > 0 ? [...skipped, ""] : [];
  const shown = untested.slice(0, 9).map(({ id }) => id);
  const rest = untested.length - shown.length;
  return [...skipped, `${mark} no test carries the id yet: ${shown.join(" ")}${rest > 0 ? ` and ${rest} more` : ""}`, ""];
}

function mutationLines(mutations: readonly TriedMutation[], look: Look): readonly string[] {
  if (mutations.length === 0) return [];
  const known = marks(look);
  const lines = mutations.map(({ id, name, breaks, outcome, because }) => {
    const caught = outcome === "caught";
    const mark = paint(look, caught ? COLORS.kept : COLORS.broken, caught ? known.kept.mark : known.broken.mark);
    return `${mark} ${id}  ${name} ${outcome}${because ? `: ${because}` : ` by "${breaks}"`}`;
  });
  const caught = mutations.filter(({ outcome }) => outcome === "caught").length;
  return [...lines, "", `${caught} of ${plural(mutations.length, "mutation")} caught`, ""];
}
