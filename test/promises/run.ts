// npm run promises -- [--json] [--id X] [--system Y] [--mutate]
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type JudgedPromise, judgePromises, selectPromises } from "./harness/judge-promises.ts";
import { printBoard, totals } from "./harness/print-board.ts";
import { readMutations } from "./harness/read-mutations.ts";
import { type TriedMutation, tryMutation } from "./harness/try-mutations.ts";

const HELP = `npm run promises -- [--id CLN-17]... [--system clientary] [--mutate] [--json]

  --id       only this promise; may be given again
  --system   only the promises of this system
  --mutate   break each promise on purpose in a scratch copy, and see its test notice
  --json     one object instead of the board`;

function mutate(tree: string, promises: readonly JudgedPromise[]): readonly TriedMutation[] {
  return promises.flatMap((promise) => {
    const { id, standing } = promise;
    // Of a promise that is not known yet, what its test does show is held to its mutations all the same.
    const mutations = standing === "broken" ? [] : readMutations(tree, id);
    if (mutations.length > 0) return mutations.map((mutation) => tryMutation(tree, mutation));
    if (standing === "not known") return [];
    const because = standing === "kept" ? `there is no ${id}.mutate.yaml` : "the promise is broken without any change";
    return [{ id, name: "no mutation", breaks: "", outcome: "does not apply" as const, because }];
  });
}

function main(): number {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      id: { type: "string", multiple: true, default: [] },
      system: { type: "string" },
      mutate: { type: "boolean", default: false },
      tree: { type: "string", default: fileURLToPath(new URL("../..", import.meta.url)) },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const tree = values.tree.replace(/\/$/, "");
  const chosen = selectPromises(tree, { ids: values.id, ...(values.system ? { system: values.system } : {}) });
  const promises = judgePromises(tree, chosen, process.env.TROTH_TEST_REPORT);
  const mutations = values.mutate ? mutate(tree, promises) : [];
  const of = (standing: JudgedPromise["standing"]) => promises.filter((promise) => promise.standing === standing).length;
  const counts = { kept: of("kept"), broken: of("broken"), notKnown: of("not known") };
  if (values.json) process.stdout.write(`${JSON.stringify({ ...counts, totals: totals(promises), promises, mutations })}\n`);
  else process.stdout.write(`${printBoard(promises, mutations, look())}\n`);
  return counts.broken > 0 || mutations.some(({ outcome }) => outcome !== "caught") ? 1 : 0;
}

function look() {
  const { LC_ALL, LC_CTYPE, LANG, NO_COLOR } = process.env;
  return { color: process.stdout.isTTY === true && !NO_COLOR, utf8: /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || "") };
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
