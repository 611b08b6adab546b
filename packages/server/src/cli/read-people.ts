import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { PlannedRight } from "@troth/core/subject-graph";
import type { SubjectInput } from "../requests/index.ts";
import type { CommandContext } from "./context.ts";
import { UseError } from "./errors.ts";
import { identityKinds, parsePeople, parseSubject } from "./parse-subject.ts";
import { requireProgram } from "./require-program.ts";

/** Whom a command is about: `--subject`, or the list after `--people`. @throws UseError */
export async function readPeople(
  context: CommandContext,
  right: PlannedRight,
  options: { readonly subject?: readonly string[]; readonly people?: string },
): Promise<Pick<SubjectInput, "subject" | "others" | "lines">> {
  const { subject: texts = [], people } = options;
  const kinds = identityKinds(requireProgram(context));
  if (people === undefined) return { subject: parseSubject(texts, kinds) };
  if (texts.length > 0) throw new UseError("--subject and --people say two things", { advice: "write one of them" });
  if (right !== "erasure")
    throw new UseError(`--people is for an erasure, not for ${right}`, { advice: "take one request for each person" });
  const text = await readFile(resolve(context.cwd, people), "utf8").catch(() => {
    throw new UseError("the list of people cannot be read", { advice: "see that the path after --people is right" });
  });
  return parsePeople(text, kinds);
}
