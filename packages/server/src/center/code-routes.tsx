import { enterCode, sendCodeAgain, shownTo } from "../asks/index.ts";
import { type Call, type Route, refuse, sessionCookie } from "../http/index.ts";
import type { FieldError } from "../pages/index.ts";
import { LimitedPage } from "./ask-page.tsx";
import { CodePage, NoCodePage } from "./code-page.tsx";
import { say } from "./words.ts";

/** The form for a code, what takes it, and what sends another. */
export const codeRoutes: readonly Route[] = [
  {
    method: "get",
    path: "/:language{en|id}/code/:ask",
    who: "anyone",
    kind: "page",
    says: "The form for the code that was mailed",
    handle: (call) => call.c.html(<CodePage call={call} ask={askOf(call)} sentAgain={call.c.req.query("again") === "yes"} />),
  },
  {
    method: "post",
    path: "/:language{en|id}/code/:ask",
    who: "anyone",
    kind: "page",
    limit: "code",
    says: "Takes the code: the address is shown to be the caller's, and what they asked becomes a request",
    handle: takeCode,
  },
  {
    method: "post",
    path: "/:language{en|id}/code/:ask/again",
    who: "anyone",
    kind: "page",
    limit: "ask",
    says: "Sends a new code for the same ask",
    handle: sendAgain,
  },
];

/** The ask of the path. Whatever has not its form was never given out. */
export function askOf({ c }: Call): string {
  const ask = c.req.param("ask") ?? "";
  return /^A-[0-9a-f-]{36}$/.test(ask) ? ask : refuse("not-found");
}

async function takeCode(call: Call): Promise<Response> {
  const { c, form, inst, language } = call;
  const ask = askOf(call);
  const code = form.code ?? "";
  const answer = code.trim() === "" ? ("empty" as const) : await enterCode(inst, { ask, code });
  if (answer !== "empty" && answer.kind === "done") {
    const { session, request, returnTo } = answer.value;
    c.header("set-cookie", sessionCookie(inst.address, "person", session));
    return c.redirect(pageOf(language, request ?? returnTo), 303);
  }
  if (answer !== "empty" && answer.reason === "unknown") return c.html(<NoCodePage call={call} />, 404);
  const shown = await usedBefore(call, ask, answer);
  if (shown !== undefined) return c.redirect(pageOf(language, shown.request), 303);
  return c.html(<CodePage call={call} ask={ask} errors={[errorFor(call, answer)]} />, 422);
}

const pageOf = (language: string, request: string | undefined): string =>
  `/${language}/requests${request === undefined ? "" : `/${request}`}`;

/** Whoever is signed in and sends the form again, as by going back to it, is led to where the code has led. */
async function usedBefore(
  { inst, person }: Call,
  ask: string,
  answer: "empty" | { readonly reason: string },
): Promise<{ readonly request?: string } | undefined> {
  if (answer === "empty" || answer.reason !== "dead" || person === undefined) return undefined;
  return shownTo(inst, { ask, asker: person.asker });
}

function errorFor(
  { language }: Call,
  answer: "empty" | { readonly reason: "dead" | "unknown" } | { readonly reason: "wrong"; readonly triesLeft: number },
): FieldError {
  if (answer === "empty") return { field: "code", says: say(language, "code.error.empty") };
  if (answer.reason === "wrong") return { field: "code", says: say(language, "code.error.wrong", { count: answer.triesLeft }) };
  return { field: "code", says: say(language, "code.error.dead") };
}

async function sendAgain(call: Call): Promise<Response> {
  const { c, inst, language, network } = call;
  const ask = askOf(call);
  const answer = await sendCodeAgain(inst, { ask, network });
  if (answer.kind === "done") return c.redirect(`/${language}/code/${ask}?again=yes`, 303);
  return answer.reason === "limited" ? c.html(<LimitedPage call={call} />, 429) : c.html(<NoCodePage call={call} />, 404);
}
