import { type BackfilledDataset, backfillFacts } from "../../facts/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireStore } from "../parse-names.ts";
import { counted, figure } from "../render/figures.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth facts backfill <store>`: tells what the rows of a store say already. */
export async function factsBackfill(
  context: CommandContext,
  store: string,
  options: { dryRun?: boolean; json?: boolean },
): Promise<number> {
  const program = requireProgram(context);
  requireStore(program, store);
  if (program.stores[store]?.connector === "app")
    throw new UseError(`\`${store}\` is reached through the application's own code, which tells its facts itself`, {
      advice: "call `facts` of the SDK, or `POST /v1/facts`, with what its rows say",
    });
  const { screen } = context;
  const dry = options.dryRun === true;
  const datasets = await withInstallation(context, (inst) => backfillFacts(inst, { store, dry }));
  if (options.json) screen.json({ store, dry, datasets });
  else if (datasets.length === 0)
    screen.lines([
      `${screen.paint.mark("look")} ${store}: no dataset says what it holds of whom and since when`,
      "  a dataset of people has an `account` identity, its fields name the collection point they came from (`at`),",
      "  and the point names the column with the day (`since`)",
    ]);
  else screen.lines(datasets.flatMap((one) => [`${screen.paint.mark("done")} ${lineOf(one, dry)}`, ...notTold(one)]));
  return 0;
}

const lineOf = ({ dataset, rows, told, corrected, standing }: BackfilledDataset, dry: boolean): string =>
  `${dataset}: ${counted(rows, "row", "rows")}, ${counted(told, "fact", "facts")} ${dry ? "to be told" : "told"} (${figure(corrected)} corrected), ${figure(standing)} stood already`;

const notTold = ({ dropped, unread }: BackfilledDataset): readonly string[] => [
  ...(dropped === 0 ? [] : [`  ${counted(dropped, "fact", "facts")} with data that may not be taken there: left out`]),
  ...Object.entries(unread).map(([why, times]) => `  ${counted(times, "time", "times")}: ${why}`),
];
