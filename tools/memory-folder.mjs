// Where tests put what they throw away. They make and remove databases of a thousand small files all the time; a disk makes
// each a second's work, memory a tenth of it. `node tools/memory-folder.mjs <pid>` prints the folder for the $TMPDIR of that
// process, which removes it; nothing where memory will not do.
import { accessSync, constants, mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { freemem } from "node:os";
import { argv, kill, pid, platform, stdout } from "node:process";
import { fileURLToPath } from "node:url";

const MEMORY = "/dev/shm";
const NAME = /^troth-tests-(\d+)$/;
const ENOUGH_BYTES = 3 * 2 ** 30;

/** A new folder in memory for a process's temporary files; undefined where there is none, or too little. */
export function makeMemoryFolder(owner = pid) {
  if (platform !== "linux") return undefined;
  try {
    accessSync(MEMORY, constants.W_OK);
    sweep();
    const { bavail, bsize } = statfsSync(MEMORY);
    if (Math.min(bavail * bsize, freemem()) < ENOUGH_BYTES) return undefined;
    const folder = `${MEMORY}/troth-tests-${owner}`;
    // Servers that a test starts run as users of their own, and enter.
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    return folder;
  } catch {
    // Temporary files go where they always go: slower, and as good.
    return undefined;
  }
}

/** Removes what runs that were killed left in memory. */
function sweep() {
  for (const name of readdirSync(MEMORY)) {
    const owner = NAME.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) rmSync(`${MEMORY}/${name}`, { recursive: true, force: true });
  }
}

function isRunning(process) {
  try {
    kill(process, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) stdout.write(makeMemoryFolder(Number(argv[2])) ?? "");
