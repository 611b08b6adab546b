import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Collects what nobody holds any more, now: for what must not be lost by it. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  // What a weak reference was asked for stays until the turn is over.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((done) => setImmediate(done));
    gc();
  }
}
