import { type AskRefusal, askFor, readAddress } from "../asks/index.ts";
import type { Call, Route } from "../http/index.ts";
import type { FieldError } from "../pages/index.ts";
import { MESSAGE_CHARACTERS } from "../requests/index.ts";
import { type AskKind, AskPage, askKinds, LimitedPage } from "./ask-page.tsx";
import { citeIn } from "./cite-in.ts";
import { SignInPage } from "./sign-in-page.tsx";
import { say } from "./words.ts";

const kindOf = (text: string | undefined): AskKind | undefined => askKinds.find((one) => one === text);

/** The form in which people ask, and what takes it. */
export const askRoutes: readonly Route[] = [
  {
    method: "get",
    path: "/:language{en|id}/ask",
    who: "anyone",
    kind: "page",
    says: "The form in which somebody asks for their data, its erasure, or an answer",
    handle: (call) => call.c.html(<AskPage call={call} entered={{ kind: kindOf(call.c.req.query("kind")), own: ownIn(call) }} />),
  },
  {
    method: "post",
    path: "/:language{en|id}/ask",
    who: "anyone",
    kind: "page",
    limit: "ask",
    says: "Takes what somebody asks, or signs in with, and sends a code to the address",
    handle: takeAsk,
  },
];

/** What the link of a mail brings, to go with the form. Whether it is one is seen when the form comes. */
export const ownIn = ({ c }: Pick<Call, "c">): string | undefined => c.req.query("own")?.slice(0, OWN_CHARACTERS);

const OWN_CHARACTERS = 100;

async function takeAsk(call: Call): Promise<Response> {
  const { c, form, inst, language, network } = call;
  const errors = errorsIn(call);
  const kind = form.kind === "sign-in" ? form.kind : kindOf(form.kind);
  if (kind === undefined || errors.length > 0) return askAgain(call, errors);
  const words = kind === "sign-in" ? undefined : form.words;
  const answer = await askFor(inst, {
    kind,
    email: form.email ?? "",
    language,
    network,
    words,
    place: form.place,
    requester: form.requester,
    about: form.about === undefined ? undefined : { kind: form["about-kind"], value: form.about },
    own: form.own,
    returnTo: form.return,
  });
  if (answer.kind === "done") return c.redirect(`/${language}/code/${answer.value.ask}`, 303);
  if (answer.reason === "limited") return c.html(<LimitedPage call={call} />, 429);
  const { reason, articles = [] } = answer;
  return askAgain(call, [reason === "law" ? lawSays(call, articles) : errorFor(call, reason)]);
}

/** A law that says no, with its articles as they stand in the law. */
const lawSays = ({ language, inst }: Call, articles: readonly string[]): FieldError => ({
  field: "requester",
  says: say(language, "ask.error.law", {
    articles: articles.map((article) => citeIn(language, article)).join("; "),
    contact: inst.program.organization.contact,
  }),
});

/** Everything that is wrong with the form, at once, in its order. */
function errorsIn(call: Call): readonly FieldError[] {
  const { form, language } = call;
  const kind = kindOf(form.kind);
  const words = (form.words ?? "").trim();
  const wantsWords = kind === "question" || kind === "concern";
  const isSignIn = form.kind === "sign-in";
  return [
    ...(kind === undefined && !isSignIn ? [{ field: "kind", says: say(language, "ask.error.kind") }] : []),
    ...(readAddress(form.email ?? "") === undefined ? [errorFor(call, "address")] : []),
    ...(!isSignIn && (words.length > MESSAGE_CHARACTERS || (wantsWords && words === "")) ? [errorFor(call, "words")] : []),
  ];
}

function errorFor({ language, form }: Call, reason: Exclude<AskRefusal, "limited" | "law">): FieldError {
  if (reason === "place") return { field: "place", says: say(language, "ask.error.place") };
  if (reason === "about") return { field: "about", says: say(language, "ask.error.about") };
  if (reason === "whose") return { field: "requester", says: say(language, "ask.error.whose") };
  if (reason === "requester") return { field: "requester", says: say(language, "ask.error.requester") };
  if (reason === "address") return { field: "email", says: say(language, "ask.error.email") };
  const used = (form.words ?? "").length;
  const says =
    used > MESSAGE_CHARACTERS
      ? say(language, "ask.error.long", { count: MESSAGE_CHARACTERS, used })
      : say(language, "ask.error.words");
  return { field: "words", says };
}

function askAgain(call: Call, errors: readonly FieldError[]): Response | Promise<Response> {
  const { c, form } = call;
  const page =
    form.kind === "sign-in" ? (
      <SignInPage call={call} email={form.email} returnTo={form.return} own={form.own} errors={errors} />
    ) : (
      <AskPage call={call} entered={form} errors={errors} />
    );
  return c.html(page, 422);
}
