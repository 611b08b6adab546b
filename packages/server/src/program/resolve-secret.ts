import { readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { SecretMissing } from "./errors.ts";

/** The environment that secrets come from. */
export type Environment = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$\{([^}]*)\}/g;

/**
 * A text of the program with its `${NAME}`, `${NAME:-default}` and `${file:/path}` filled in.
 * The result is a secret: it belongs in no message, log or hash.
 * @throws SecretMissing where a name is not set, a file cannot be read, or a form is unknown.
 */
export function resolveSecret(text: string, environment: Environment, place?: string): string {
  return text.replace(REFERENCE, (_, inside: string) => secretValue(inside, environment, place));
}

/** The names that a text takes from the environment, for messages. */
export function secretNames(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].map((match) => (match[1] ?? "").replace(/:-.*$/s, ""));
}

function secretValue(inside: string, environment: Environment, place: string | undefined): string {
  const where = place === undefined ? {} : { place };
  if (inside.startsWith("file:")) return fileValue(inside.slice("file:".length), where);
  const [, name, fallback] = /^([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s.exec(inside) ?? [];
  if (name === undefined) {
    throw new SecretMissing("a `${...}` of the program has a form that is not known", {
      ...where,
      advice: "write ${NAME}, ${NAME:-default} or ${file:/run/secrets/name}",
    });
  }
  const value = environment[name];
  // Set and empty is as good as not set: an address that is empty would reach nothing.
  if (value !== undefined && value !== "") return value;
  if (fallback !== undefined) return fallback;
  throw new SecretMissing(`the environment has no \`${name}\``, { ...where, advice: `set ${name}, and start again` });
}

function fileValue(path: string, where: { readonly place?: string }): string {
  if (!isAbsolute(path)) {
    throw new SecretMissing(`\`${path}\` is no absolute path`, { ...where, advice: "write ${file:/run/secrets/name}" });
  }
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    throw new SecretMissing(`cannot read the secret file \`${path}\` (${code})`, {
      ...where,
      advice: "make the file readable for this user",
    });
  }
}
