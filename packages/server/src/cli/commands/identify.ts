import type { SubjectIdentifier } from "@troth/core/subject-graph";
import { readAddress, sendIdentifyCode } from "../../asks/index.ts";
import { isShownBy, nameFurther, SHOWN_BY, type ShownBy } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireRole } from "../parse-names.ts";
import { identityKinds, parseSubject } from "../parse-subject.ts";
import { parseRequest } from "../parse-words.ts";
import { renderRequest } from "../render/status.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth identify <request> --subject kind=value`: adds an identifier that the person names later, and plans the request anew. */
export async function identify(
  context: CommandContext,
  id: string,
  options: { subject?: readonly string[]; shownBy?: string; as?: string },
): Promise<number> {
  const request = parseRequest(id);
  const { shownBy = "", as = "" } = options;
  if (shownBy !== "code" && !isShownBy(shownBy))
    throw new UseError("it is not said what was seen of it", {
      advice: `one of: ${Object.keys(SHOWN_BY).join(", ")}; or \`code\`: one is sent to the address`,
    });
  const program = requireProgram(context);
  requireRole(program, as);
  const [identifier, ...more] = parseSubject(options.subject ?? [], identityKinds(program));
  if (identifier === undefined || more.length > 0)
    throw new UseError("identifiers are added one at a time", { advice: "each with what was seen of it" });
  const email = shownBy === "code" ? addressOf(identifier) : undefined;
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer =
      email !== undefined
        ? await sendIdentifyCode(inst, { request, email, as })
        : await nameFurther(inst, { request, identifier, shownBy: shownBy as ShownBy, as });
    if (answer.kind === "refused") return showRefusal(screen, answer);
    screen.lines([
      email !== undefined
        ? `${screen.paint.mark("done")} ${request}: a code is sent to the address; until it is entered on the request's page nothing is done by it`
        : `${screen.paint.mark("done")} ${request} names one ${identifier.kind} more: ${SHOWN_BY[shownBy as ShownBy]}`,
      "",
      ...renderRequest(answer.value, screen.paint),
    ]);
    return 0;
  });
}

/** @throws UseError where no code can be sent to it */
function addressOf({ kind, value }: SubjectIdentifier): string {
  const address = kind === "email" ? readAddress(value) : undefined;
  if (address === undefined)
    throw new UseError("a code can be sent to a mail address alone", { advice: "say what you have seen of it" });
  return address;
}
