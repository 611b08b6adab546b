import type { Command } from "commander";
import type { Act } from "../command-line.ts";

/** The commands about a live site. */
export function defineScan(root: Command, act: Act): void {
  root.commandsGroup("On the live site:");
  root
    .command("scan")
    .argument("<service>", "a service of the program")
    .description("visit a site as its visitors do, and say where it does other than the program")
    .option("--page <path>", "visit this page too; may stand several times", collect)
    .option("--most <pages>", "visit no more pages than these (default: 20)")
    .option("--country <code>", "where the site takes this machine to be: DE")
    .option("--region <code>", "with --country: CA")
    .option("--json", "print one object, for machines")
    .addHelpText("after", SCAN)
    .action(
      act(async (context, [service = ""], options) => (await import("../commands/scan.ts")).scan(context, service, options)),
    );
  root
    .command("csp")
    .argument("<service>", "a service of the program")
    .description("print the Content-Security-Policy that keeps a browser to the program")
    .option("--country <code>", "where the visitor is: DE")
    .option("--region <code>", "with --country: CA")
    .option("--gpc", "their browser sends Global Privacy Control")
    .option("--json", "print one object, for machines")
    .addHelpText("after", CSP)
    .action(act(async (context, [service = ""], options) => (await import("../commands/csp.ts")).csp(context, service, options)));
}

const collect = (one: string, before: readonly string[] = []): readonly string[] => [...before, one];

const SCAN = `
Opens the service's \`urls\` in a Chromium of this machine and follows their links,
as somebody who answers nothing; where a page has Troth's banner, also as one who
refuses all, one who accepts all, and with Global Privacy Control. Each has a new
browser. Reads names and hosts, never a value; clicks and fills in nothing. Troth
gets no record of these answers. Without --country the strictest of the program's
laws holds. Needs \`npm install playwright-core\`; TROTH_CHROMIUM names the browser.
Exit status: 0 as the program says; 1 something is not, or not all was seen.

Examples:
  troth scan site --country DE
  troth scan site --page /pricing --page /sign-up --most 50`;

const CSP = `
A script in a page cannot hold everything that the page loads (docs/banner.md says
what); with this header the browser does. Without --country the strictest of the
program's laws holds. TROTH_ADDRESS is where pages load the banner from. What the
site loads beside its trackers is for you to add.

Example:
  troth csp site --country US --region CA`;
