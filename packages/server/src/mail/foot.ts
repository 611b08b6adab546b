import type { Foot, LetterPlace } from "./letter.ts";
import { say } from "./words.ts";

/** The last lines of a mail: which request, the organization and its address, who answers for data, where to write. */
export function footOf({ language, organization }: LetterPlace, request: string | undefined): Foot {
  const { officer, contact } = organization;
  const at = organization.address === undefined ? organization.name : `${organization.name}, ${organization.address}`;
  return {
    organization: organization.name,
    lines: [...(request === undefined ? [] : [say(language, "foot.request", { request })]), at],
    writeTo: [
      ...(officer === undefined
        ? []
        : [{ says: `${say(language, "foot.officer", { name: officer.name })},`, address: officer.email }]),
      ...(officer?.email === contact ? [] : [{ says: say(language, "foot.write"), address: contact }]),
    ],
  };
}
