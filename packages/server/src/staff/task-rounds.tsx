import { Card } from "../pages/index.ts";
import type { TaskRound } from "../tasks/index.ts";
import { Lines } from "./lines.tsx";
import { counted, day, figure } from "./words.ts";

/** A report with who made it and when, in words. */
export interface ReportedRound extends TaskRound {
  readonly by: string;
}

const outcomeOf = ({ outcome, purpose }: TaskRound): string =>
  `Reported as ${outcome}${purpose === "keep" ? ", of what a law had kept" : ""}.`;

const Round = ({ round }: { readonly round: ReportedRound }) => (
  <>
    <dl class="facts">
      {Object.entries(round.found).map(([dataset, rows]) => {
        const stays = round.stays[dataset];
        return (
          <>
            <dt>{dataset}</dt>
            <dd>
              {figure(rows)} found
              {stays === undefined
                ? ""
                : `, ${figure(stays.rows)} of them stay by law, the first until ${day(stays.until, "UTC")}`}
            </dd>
          </>
        );
      })}
    </dl>
    {round.note === undefined ? null : (
      <p class="quote">
        <Lines text={round.note} />
      </p>
    )}
    {round.files === 0 ? null : <p class="small">{counted(round.files, "file")} handed in with it.</p>}
    <p class="small quiet">{round.by}</p>
    <p class="small quiet">
      Entry <code>task.ended</code>, round {round.number}, proof <code>{round.proof.slice(0, 16)}</code>
    </p>
  </>
);

/** All reports on a task: the last one, if it counts, and those before it. */
export const TaskRounds = ({ rounds, counts }: { readonly rounds: readonly ReportedRound[]; readonly counts: boolean }) => {
  const last = counts ? rounds.at(-1) : undefined;
  const earlier = rounds.filter((round) => round !== last).reverse();
  return (
    <>
      {last === undefined ? null : (
        <Card id="reported" title="The report">
          <Round round={last} />
        </Card>
      )}
      {earlier.length === 0 ? null : (
        <Card id="earlier" title="Earlier reports" aside="kept as they were; they no longer count">
          {earlier.map((round) => (
            <section class="column-tight" aria-label={`Report ${round.number}`}>
              <h3>Report {round.number}</h3>
              <p>{outcomeOf(round)}</p>
              <Round round={round} />
            </section>
          ))}
        </Card>
      )}
    </>
  );
};
