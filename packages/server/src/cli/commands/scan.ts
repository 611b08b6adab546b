import { scanService, serviceAddresses } from "../../scan/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireService } from "../parse-names.ts";
import { parsePlace } from "../parse-place.ts";
import { seconds } from "../render/figures.ts";
import { renderScan, VISITORS } from "../render/scan.ts";
import { requireProgram } from "../require-program.ts";

const MOST_PAGES = 20;

/** `troth scan <service>`: what the live site does. 0 what the program says, 1 something else, or not all was seen. */
export async function scan(
  context: CommandContext,
  service: string,
  options: {
    readonly page?: readonly string[];
    readonly most?: string;
    readonly country?: string;
    readonly region?: string;
    readonly json?: boolean;
  },
): Promise<number> {
  const { screen, env } = context;
  const most = options.most === undefined ? MOST_PAGES : Number(options.most);
  if (!Number.isSafeInteger(most) || most < 1)
    throw new UseError("`--most` is no number of pages", { advice: "write it as in `--most 50`" });
  const place = parsePlace(options);
  const program = requireProgram(context);
  const rule = requireService(program, service);
  const addresses = serviceAddresses(rule, options.page ?? [], env);
  const began = performance.now();
  const scanned = await scanService({
    program,
    service: rule,
    addresses,
    most: Math.max(most, addresses.length),
    ...(place === undefined ? {} : { place }),
    day: new Date().toISOString().slice(0, 10),
    env,
    progress: (visitor, done, of) => {
      if (screen.moves) screen.redraw(`${screen.paint.mark("waits")} ${VISITORS[visitor]}: page ${done + 1} of ${of}`);
    },
  }).finally(() => (screen.moves ? screen.redraw("") : undefined));
  const isKept = scanned.complete && !scanned.findings.some(({ level }) => level === "error");
  if (options.json) screen.json({ kept: isKept, ...scanned });
  else screen.lines(renderScan(scanned, seconds(performance.now() - began), screen.paint));
  return isKept ? 0 : 1;
}
