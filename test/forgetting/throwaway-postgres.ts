// A PostgreSQL cluster in a temporary folder, whose files the test may read.
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const VERSIONS = "/usr/lib/postgresql";

const bin = (existsSync(VERSIONS) ? readdirSync(VERSIONS) : [])
  .map((version) => join(VERSIONS, version, "bin"))
  .filter((folder) => existsSync(join(folder, "initdb")))
  .at(-1);

/** Why there can be no throwaway cluster; undefined: there can. */
export const noThrowawayPostgres: string | undefined = !process.env.TROTH_TEST_POSTGRES
  ? "TROTH_TEST_POSTGRES is not set"
  : bin === undefined
    ? "no initdb in /usr/lib/postgresql"
    : undefined;

// PostgreSQL refuses to run as root.
async function run(program: string, ...args: string[]): Promise<void> {
  const whole = [join(bin ?? "", program), ...args];
  const [command = "", ...rest] = process.getuid?.() === 0 ? ["runuser", "-u", "postgres", "--", ...whole] : whole;
  await promisify(execFile)(command, rest, { cwd: "/" });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Makes and starts a cluster; `remove` stops and deletes it. */
export async function startThrowawayPostgres(): Promise<{
  readonly databaseUrl: string;
  readonly data: string;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "troth-cluster-"));
  await chmod(folder, 0o777);
  const data = join(folder, "data");
  await run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c autovacuum=off`;
  await run("pg_ctl", "-D", data, "-l", join(data, "server.log"), "-o", options, "-w", "start");
  return {
    databaseUrl: `postgres://postgres@127.0.0.1:${port}/postgres`,
    data,
    async remove() {
      await run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
