import { applicableLaws, isRequester, placesOf, REQUESTERS, readReceived, residenceIn } from "@troth/core/jurisdictions";
import type { Program } from "@troth/core/program";
import { readAddress } from "../asks/index.ts";
import type { Installation } from "../installation/index.ts";
import { acknowledgmentOf, type NewRequest } from "../requests/index.ts";
import { UseError } from "./errors.ts";

/** How a request came, who asks, and where they live, as somebody types it. */
export interface AskedOptions {
  readonly requester?: string;
  readonly replyTo?: string;
  readonly came?: string;
  readonly receivedAt?: string;
  readonly lives?: string;
}

const WAYS = ["letter", "call", "mail", "visit"] as const;

type Taken = Pick<NewRequest, "takenBy" | "receivedAt" | "laws" | "requester" | "asker" | "acknowledge">;

/** Reads them. @throws UseError, which repeats no address. */
export function readAsked(
  program: Program,
  options: AskedOptions,
  now: number,
): { readonly read: (inst: Installation, right: NewRequest["right"]) => Taken } {
  const { requester = "person", came } = options;
  if (!isRequester(requester)) throw new UseError("unknown requester", { advice: `one of: ${REQUESTERS.join(", ")}` });
  if (came !== undefined && !WAYS.some((way) => way === came))
    throw new UseError("it cannot have come so", { advice: `one of: ${WAYS.join(", ")}` });
  const email = options.replyTo === undefined ? undefined : readAddress(options.replyTo);
  if (options.replyTo !== undefined && email === undefined)
    throw new UseError("--reply-to is no mail address", { advice: "write one such as name@company.example" });
  const receivedAt = options.receivedAt === undefined ? undefined : receivedIn(program, options.receivedAt, now);
  const laws = options.lives === undefined ? undefined : lawsOfPlace(program, options.lives);
  return {
    read: (inst, right) => ({
      takenBy: came ?? "staff",
      requester,
      ...(receivedAt === undefined ? {} : { receivedAt }),
      ...(laws === undefined ? {} : { laws }),
      ...(email === undefined ? {} : replying(inst, { email, right, receivedAt, laws })),
    }),
  };
}

function receivedIn(program: Program, text: string, now: number): string {
  const read = readReceived(text, { zone: program.zone, now });
  if ("because" in read) throw new UseError(`--received-at: ${read.says}`, { advice: read.advice });
  return read.at;
}

function lawsOfPlace(program: Program, place: string): NewRequest["laws"] {
  const home = residenceIn(program.laws, place);
  if (home !== undefined) return applicableLaws(program, [home]);
  const places = placesOf(program.laws);
  throw new UseError("--lives: no law of the program goes by this place", {
    advice:
      places.length === 0 ? "leave it out: the program's laws hold wherever somebody lives" : `one of: ${places.join(", ")}`,
  });
}

function replying(
  inst: Installation,
  at: Pick<NewRequest, "right" | "laws"> & { readonly email: string; readonly receivedAt: string | undefined },
): Pick<Taken, "asker" | "acknowledge"> {
  const receivedAt = at.receivedAt ?? new Date(inst.surroundings.now()).toISOString();
  return {
    asker: { hash: inst.keys.identifierHash("email", at.email), contact: { email: at.email }, language: "en" },
    acknowledge: (request, page) => acknowledgmentOf(inst, { right: at.right, receivedAt, request, page, laws: at.laws }),
  };
}
