import type { CommandContext } from "../context.ts";
import { type DemoPlace, makeDemoPlace, tidyDemo } from "../demo/demo-place.ts";
import { type DemoResult, runDemo } from "../demo/run-demo.ts";
import { stepsOn } from "../demo/show-steps.ts";
import { seconds } from "../render/figures.ts";
import { progressDisplay } from "../show-progress.ts";

const OPENING = [
  "Troth, a privacy policy that runs. A whole erasure in your terminal, on a",
  "made-up firm's billing app in SQLite. Nothing leaves this machine.",
  "",
];

/** `troth demo`: a whole erasure on a made-up firm's database, in a fresh folder. */
export async function demo(context: CommandContext, options: { json?: boolean; keep?: boolean }): Promise<number> {
  const { screen } = context;
  const silent = options.json === true;
  const steps = stepsOn(screen, silent);
  const began = performance.now();
  steps.lines(OPENING);
  const place = await makeDemoPlace(context);
  const result = await runDemo({ place, steps, paint: screen.paint, display: progressDisplay(screen, silent || !screen.moves) });
  if (!options.keep) await tidyDemo(place);
  if (silent) screen.json(result);
  else screen.lines(["", `Done in ${seconds(performance.now() - began)}.`, ...lookFurther(place, result, options.keep === true)]);
  return isKept(result) ? 0 : 1;
}

const isKept = (result: DemoResult): boolean => result.verified && result.forged === "refused" && result.remaining === 0;

function lookFurther(place: DemoPlace, { request, receipt }: DemoResult, kept: boolean): string[] {
  const folder = place.shown(place.folder);
  const verify = `  npx troth verify ${place.shown(receipt)} \\\n    --key ${place.shown(place.keyFile)}`;
  if (!kept) return ["Verify it yourself; with --keep more is left to look around in:", verify];
  return [
    "Look around in it:",
    verify,
    `  npx troth status ${request} --home ${folder} \\\n    --program ${place.shown(place.programFile)}`,
  ];
}
