// A process that makes a package and stops where it is told, to be killed there.
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { openInstallation } from "../../packages/server/src/installation/index.ts";
import { makePackage } from "../../packages/server/src/packages/index.ts";

const [home = "", databaseUrl, programFile = "", request = "", where] = process.argv.slice(2);

const passing = async (step: string): Promise<void> => {
  if (step !== where) return;
  process.send?.(step);
  await new Promise(() => setInterval(() => undefined, 1000));
};
const inst = await openInstallation({
  home,
  databaseUrl: databaseUrl || undefined,
  programFile,
  env: process.env,
  surroundings: { ...systemSurroundings(), passing },
});
await makePackage(inst, { request });
