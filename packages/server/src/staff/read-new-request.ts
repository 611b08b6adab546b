import { isRequester, placesOf, readReceived, residenceIn } from "@troth/core/jurisdictions";
import type { RequesterWord } from "@troth/core/laws";
import type { Law } from "@troth/core/program";
import type { RequestKind } from "@troth/core/requests";
import type { SubjectIdentifier } from "@troth/core/subject-graph";
import { readAddress } from "../asks/index.ts";
import type { FieldError } from "../pages/index.ts";
import { MESSAGE_CHARACTERS } from "../requests/index.ts";
import type { Language } from "../words/index.ts";
import { type Way, ways } from "./new-request-page.tsx";
import { capital } from "./words.ts";

/** A request as staff enter it. */
export interface EnteredRequest {
  readonly right: RequestKind;
  readonly came: Way;
  /** The day it came; ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly email: string | undefined;
  readonly subject: readonly SubjectIdentifier[];
  readonly requester: RequesterWord;
  /** Where whoever asks for another is written to, by mail and by letter. */
  readonly askerEmail: string | undefined;
  readonly askerPost: string | undefined;
  readonly language: Language;
  readonly words: string;
  /** Where they live, if it is known: one of the places by which the program's laws differ. */
  readonly place: string | undefined;
}

const LONGEST_IDENTIFIER = 320;
const LONGEST_POST = 500;
const RIGHTS: readonly RequestKind[] = ["access", "erasure", "question", "concern"];

/** Reads the form; everything that is wrong at once. */
export function readNewRequest(
  form: Readonly<Record<string, string>>,
  at: {
    readonly kinds: readonly string[];
    readonly laws: readonly Law[];
    readonly zone: string;
    /** Milliseconds since 1970. */
    readonly now: number;
  },
): { readonly read: EnteredRequest } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const wrong = (field: string, says: string): undefined => void errors.push({ field, says });
  const right = RIGHTS.find((one) => one === form.right) ?? wrong("right", "Choose what is asked.");
  const came = ways.find((one) => one === form.came) ?? wrong("came", "Choose how it came.");
  const received = readReceived(form.received ?? "", at);
  if ("because" in received)
    wrong("received", `Write the day it came, such as 2026-11-22: ${received.says}. ${capital(received.advice)}.`);
  const asks = readAsker(form, wrong);
  const place = form.place || undefined;
  if (place !== undefined && residenceIn(at.laws, place) === undefined)
    wrong("place", `No law of the program goes by this place. Choose one of: ${placesOf(at.laws).join(", ")}; or leave it open.`);
  const email = readEmail(form, wrong);
  const others = at.kinds.flatMap((kind) => readIdentifier(form, kind, wrong));
  if ((form.email ?? "").trim() === "" && others.length === 0)
    wrong("email", "Write an address, or something else by which their data is found.");
  const words = (form.words ?? "").trim();
  if (words.length > MESSAGE_CHARACTERS) wrong("words", "The words are longer than 5,000 characters.");
  if (words === "" && (right === "question" || right === "concern")) wrong("words", `Write down the ${right}.`);
  if (errors.length > 0 || right === undefined || came === undefined || "because" in received) return { errors };
  const subject = [...(email === undefined ? [] : [{ kind: "email", value: email }]), ...others];
  return {
    read: {
      right,
      came,
      receivedAt: received.at,
      email,
      subject,
      ...asks,
      language: form.language === "id" ? "id" : "en",
      words,
      place,
    },
  };
}

type Wrong = (field: string, says: string) => undefined;

/** Who asks, and where they are written to where that is not the person. */
function readAsker(
  form: Readonly<Record<string, string>>,
  wrong: Wrong,
): Pick<EnteredRequest, "requester" | "askerEmail" | "askerPost"> {
  const { requester: word = "person" } = form;
  const requester = isRequester(word) ? word : (wrong("requester", "Choose who asks.") ?? "person");
  const typed = (form["asker-email"] ?? "").trim();
  const askerPost = (form["asker-post"] ?? "").trim() || undefined;
  if (requester === "person") {
    if (typed !== "" || askerPost !== undefined)
      wrong("asker-email", "The person asks themselves: write their address above, or choose who asks for them.");
    return { requester, askerEmail: undefined, askerPost: undefined };
  }
  if (typed === "" && askerPost === undefined)
    wrong("asker-email", "Write where whoever asks is written to: the answer goes to them, and not to the person.");
  if (askerPost !== undefined && askerPost.length > LONGEST_POST)
    wrong("asker-post", "The postal address is longer than 500 characters.");
  const askerEmail =
    typed === ""
      ? undefined
      : (readAddress(typed) ?? wrong("asker-email", "This is no mail address: write one such as name@company.example."));
  return { requester, askerEmail, askerPost };
}

function readEmail(form: Readonly<Record<string, string>>, wrong: Wrong): string | undefined {
  const typed = (form.email ?? "").trim();
  if (typed === "") return undefined;
  return readAddress(typed) ?? wrong("email", "This is no mail address: write one such as name@company.example.");
}

/** Reads one identifier that is added to a request, or says what is wrong with it. */
export function readFurther(
  kind: string,
  typed: string,
): { readonly identifier: SubjectIdentifier } | { readonly wrong: string } {
  let says = "Write what it is.";
  const wrong: Wrong = (_, why) => {
    says = why;
    return undefined;
  };
  const [identifier] =
    kind === "email"
      ? [readEmail({ email: typed }, wrong)].flatMap((value) => (value === undefined ? [] : [{ kind, value }]))
      : readIdentifier({ [`by-${kind}`]: typed }, kind, wrong);
  return identifier === undefined ? { wrong: says } : { identifier };
}

function readIdentifier(form: Readonly<Record<string, string>>, kind: string, wrong: Wrong): SubjectIdentifier[] {
  const value = (form[`by-${kind}`] ?? "").trim();
  if (value === "") return [];
  if (value.length > LONGEST_IDENTIFIER || /\p{C}/u.test(value)) {
    wrong(`by-${kind}`, `Write the ${kind} in at most ${LONGEST_IDENTIFIER} characters, without control characters.`);
    return [];
  }
  return [{ kind, value }];
}
