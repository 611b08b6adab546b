import type { DataForm } from "../program/index.ts";

/** From the form that tells most to the one that tells least. */
const ORDER: readonly DataForm[] = ["any", "consent", "hashed", "pseudonym", "anonymous", "aggregated"];

/** Forms of data that are about nobody. */
export const identifiesNobody = (form: DataForm): boolean => form === "anonymous" || form === "aggregated";

/** Whether data in the form `has` may stand where `needs` is asked for. A hash is no pseudonym, nor the other way about. */
export function satisfies(has: DataForm, needs: DataForm): boolean {
  if (needs === "any" || needs === "consent" || has === needs) return true;
  if (needs === "aggregated") return false;
  return identifiesNobody(has);
}

/** The strictest of several forms. */
export const strictest = (forms: readonly DataForm[]): DataForm =>
  forms.reduce((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), "any");
