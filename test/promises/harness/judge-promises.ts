import { type ListedPromise, PROMISE_FOLDER, readPromiseList, testedIds } from "./promise-list.ts";
import { runPromiseTests, type ShownFile } from "./run-tests.ts";

/** A promise with what its test showed. `kept` reads "can be kept": an example is no live installation. */
export interface JudgedPromise extends ListedPromise {
  readonly standing: "kept" | "broken" | "not known";
  /** Why it is broken or not known. */
  readonly because?: string;
  /** The line of the test that broke. */
  readonly place?: string;
}

/** Which promises to look at; everything when nothing is named. */
export interface Selection {
  readonly ids: readonly string[];
  readonly system?: string;
}

/** The promises of a tree that a selection names; refuses an id or a system that does not exist. */
export function selectPromises(tree: string, { ids, system }: Selection): readonly ListedPromise[] {
  const all = readPromiseList(tree);
  const unknownId = ids.find((id) => !all.some((promise) => promise.id === id));
  if (unknownId) throw new Error(`there is no promise \`${unknownId}\``);
  if (system && !all.some((promise) => promise.system === system)) throw new Error(`there is no system \`${system}\``);
  const stray = [...testedIds(tree)].find((id) => !all.some((promise) => promise.id === id));
  if (stray) throw new Error(`${PROMISE_FOLDER}/${stray}.test.ts carries an id that no promise has`);
  return all.filter((promise) => (ids.length === 0 || ids.includes(promise.id)) && (!system || promise.system === system));
}

/** Runs the tests of the promises and says of each whether it can be kept. */
export function judgePromises(tree: string, promises: readonly ListedPromise[], keepReportAt?: string): readonly JudgedPromise[] {
  const tested = testedIds(tree);
  const files = runPromiseTests(
    tree,
    promises.filter(({ id }) => tested.has(id)).map(({ id }) => id),
    keepReportAt,
  );
  return promises.map((promise) => ({ ...promise, ...standing(promise.id, tested.has(promise.id), files) }));
}

function standing(
  id: string,
  hasTest: boolean,
  files: readonly ShownFile[],
): Pick<JudgedPromise, "standing" | "because" | "place"> {
  if (!hasTest) return { standing: "not known", because: "no test carries the id yet" };
  const file = files.find((candidate) => candidate.id === id);
  if (!file) return { standing: "broken", because: "its test was not run" };
  const failed = file.tests.find(({ status }) => status === "failed");
  if (failed)
    return { standing: "broken", because: `${failed.title}: ${firstLine(failed.failure)}`, ...placeIn(id, failed.failure) };
  if (file.failure) return { standing: "broken", because: firstLine(file.failure), ...placeIn(id, file.failure) };
  const left = file.tests.find(({ status }) => status !== "passed");
  if (left) return { standing: "not known", because: `not run here: ${left.title}` };
  return file.tests.length === 0 ? { standing: "broken", because: "its file holds no test" } : { standing: "kept" };
}

const firstLine = (text: string): string => text.split("\n")[0]?.trim() ?? "";

function placeIn(id: string, failure: string): { readonly place?: string } {
  const line = new RegExp(`${id}\\.test\\.ts:(\\d+)`).exec(failure)?.[1];
  return { place: `${PROMISE_FOLDER}/${id}.test.ts${line ? `:${line}` : ""}` };
}
