import type { Program } from "@troth/core/program";
import { openConnector } from "../../connectors/index.ts";
import { type Suggested, suggestFromStore } from "../../discovery/index.ts";
import { storeAddress } from "../../program/index.ts";
import type { CommandContext } from "../context.ts";
import { requireStore } from "../parse-names.ts";
import { counted, seconds } from "../render/figures.ts";
import { renderSuggestions } from "../render/suggestions.ts";
import { printable, wrap } from "../render/terminal.ts";
import { requireProgram } from "../require-program.ts";

/** `troth links suggest <store>`: links that the program could have. Changes nothing, in the store or in the file. */
export async function linksSuggest(context: CommandContext, store: string, options: { json?: boolean }): Promise<number> {
  const { screen } = context;
  const program = requireProgram(context);
  requireStore(program, store);
  const began = performance.now();
  const suggested = await suggestFromStore({
    program,
    store,
    open: (id) => openFor(context, program, id),
    progress: (done, of) => {
      if (screen.moves) screen.redraw(`${screen.paint.mark("waits")} looking at dataset ${done} of ${of}`);
    },
  }).finally(() => (screen.moves ? screen.redraw("") : undefined));
  if (options.json) {
    screen.json({ store, ...suggested });
    return 0;
  }
  const links = suggested.suggestions.filter((one) => one.kind !== "none").length;
  const time = seconds(performance.now() - began);
  screen.lines([
    ...renderSuggestions(suggested.suggestions, store, screen.paint),
    ...notLookedAt(suggested).flatMap((text) => marked(screen.paint.mark("look"), text)),
    links === 0
      ? `no link to suggest: ${counted(suggested.datasets, "dataset")} looked at in ${time}`
      : `${counted(links, "link")} suggested, ${counted(suggested.datasets, "dataset")} looked at in ${time}`,
    ...(links === 0 ? [] : ["next    paste what is right; write `none` for what is not, and it is not suggested again"]),
  ]);
  return 0;
}

/** A reader's connection whose statements may not take long: what cannot be answered soon is left unanswered. */
function openFor({ env }: CommandContext, program: Program, id: string): ReturnType<typeof openConnector> {
  const rule = program.stores[id];
  if (rule === undefined) throw new Error("bug: a store that the program has not");
  const address = storeAddress(rule, env);
  const timeouts = { ...(rule.options.timeouts as object | undefined), statement: 10 };
  return openConnector({ ...address, options: { ...address.options, timeouts } });
}

function notLookedAt({ unseen, unanswered, unreached }: Suggested): readonly string[] {
  return [
    ...(unseen.length > 0 ? [`judged by names alone, since their rows could not be looked at: ${unseen.join(", ")}`] : []),
    ...(unanswered > 0 ? [`${counted(unanswered, "comparison")} left out: the store would have taken too long`] : []),
    ...(unreached.length > 0 ? [`not reached, so no link to them is suggested: ${unreached.join(", ")}`] : []),
  ];
}

function marked(mark: string, text: string): string[] {
  const [first = "", ...rest] = wrap(printable(text), 77);
  return [`${mark} ${first}`, ...rest.map((line) => `  ${line}`)];
}
