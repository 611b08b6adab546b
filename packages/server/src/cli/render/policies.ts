import type { Unsayable } from "@troth/core/consent";
import { counted } from "./figures.ts";
import { hang, type Paint, printable } from "./terminal.ts";

/** The policies of a service's pages, and what they cannot say. */
export interface ShownPolicies {
  readonly before: string;
  readonly after: string;
  readonly unsayable: readonly Unsayable[];
}

/** Each policy as the header that it is, in one line: to be copied. */
export function renderPolicies({ before, after, unsayable }: ShownPolicies, paint: Paint): string[] {
  return [
    ...headed("before an answer", before, paint),
    "",
    ...headed("after a yes to everything", after, paint),
    "",
    ...unsaid(unsayable, paint),
    ...hang("", "A page's own is made of its visitor's cookie: `csp` of the SDK, or POST /v1/csp."),
  ];
}

const headed = (when: string, policy: string, paint: Paint): string[] => [
  paint.bold(when),
  `content-security-policy: ${printable(policy)}`,
];

function unsaid(all: readonly Unsayable[], paint: Paint): string[] {
  if (all.length === 0) return [];
  const what = `${counted(all.length, "pattern")} that no policy can say; only the script in the page goes by it:`;
  return [
    ...hang(`${paint.mark("look")} `, what),
    ...all.map(({ tracker, loads }) => `  ${printable(tracker)}  ${paint.dim(printable(loads))}`),
    "",
  ];
}
