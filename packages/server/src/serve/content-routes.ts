import { z } from "zod";
import { readAddress } from "../asks/index.ts";
import { type NewContent, submitContent } from "../contents/index.ts";
import { type Call, json, problem, Refusal, type Route, refuse } from "../http/index.ts";

const BODY_BYTES = 128 * 1024;
const id = z.string().min(1).max(200);

const contentBody = z.strictObject({
  /** The application's id of the account of who wrote it. */
  person: id,
  /** One with `consent.content`. */
  purpose: id,
  /** The application's name for the place: the same again is another version of the same text. */
  reference: id,
  /** As it will be published. */
  text: z.string().min(1).max(20_000),
  /** Where it will stand, as its author reads it. */
  where: z.string().min(1).max(500),
  language: z.enum(["en", "id"]).default("en"),
  /** The address of who wrote it: it is kept until the mail is sent. */
  email: z.string().max(1000),
});

const stands = z.enum(["waiting", "approved", "declined", "lapsed"]);
const contentAnswer = z.object({
  id: z.string(),
  hash: z.string(),
  stands,
  /** Until when the author can answer. */
  until: z.string().optional(),
  /** What the author said of the text that stood there before. */
  earlier: stands.optional(),
  /** What that comes to for this one. */
  says: z.string(),
});

/** How a backend asks who wrote a text before it publishes it. */
export const contentRoutes = (): Route[] => [
  {
    method: "post",
    path: "/v1/contents",
    who: "backend",
    kind: "api",
    says: "Asks who wrote a text, by mail, whether they approve exactly this one for a purpose",
    limit: "backend",
    bodyBytes: BODY_BYTES,
    body: contentBody,
    answer: contentAnswer,
    handle: submit,
  },
];

const wrong = (field: "purpose" | "email", says: string): Refusal =>
  new Refusal(problem("form", { code: `contents.${field}`, detail: `nothing was kept; \`${field}\`: ${says}` }));

async function submit({ inst, body }: Call): Promise<Response> {
  const told = body as NewContent;
  const email = readAddress(told.email);
  if (email === undefined) throw wrong("email", "this is no mail address; ask the author for theirs");
  const said = await submitContent(inst, { ...told, email });
  if (said.kind === "purpose")
    throw wrong("purpose", "no purpose of this name asks who wrote a text for each; give one with `consent.content`");
  if (said.kind === "gone")
    throw new Refusal(problem("conflict", { code: "contents.erased", detail: "this account was erased, or is being erased" }));
  if (said.kind === "unknown")
    throw new Refusal(
      problem("conflict", {
        code: "contents.unknown",
        detail: "nothing is known of this account; tell first where the text was taken, by a `collected` fact",
      }),
    );
  if (said.kind !== "taken") refuse("limited", "this author has not answered about many texts yet; no further mail was sent");
  const { id, hash, stands, until, earlier } = said;
  return json({ id, hash, stands, until, earlier, says: wordOf(said) });
}

function wordOf({ stands, earlier }: Pick<z.infer<typeof contentAnswer>, "stands" | "earlier">): string {
  if (earlier === "approved")
    return "the text has changed: the approval of the one before does not count for it, and its author is asked";
  if (earlier === "lapsed") return "its author's approval has ended, and they are asked again";
  if (stands === "approved") return "its author approved exactly this text";
  if (stands === "declined") return "its author said no to exactly this text, and is not asked again";
  return "its author is asked";
}
