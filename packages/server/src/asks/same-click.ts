import type { Installation } from "../installation/index.ts";

// As long as somebody clicks twice, or a browser sends a form again that it got no answer to; no second use of a code.
const SAME_CLICK_MS = 10_000;

interface Given<T> {
  readonly answer: Promise<T>;
  until: number;
}

const given = new WeakMap<Installation, Map<string, Given<unknown>>>();

/**
 * Does something once for whoever sends the same form twice at the same moment: the second is given what the first is. A browser
 * shows the answer to the second alone, and it would be that the code was used. What was refused is not kept.
 */
export async function oncePerClick<T extends { readonly kind: string }>(
  inst: Installation,
  { form, code }: { readonly form: string; readonly code: string },
  work: () => Promise<T>,
): Promise<T> {
  const ours: Map<string, Given<unknown>> = given.get(inst) ?? new Map();
  given.set(inst, ours);
  const now = inst.surroundings.now();
  for (const [key, { until }] of ours) if (until <= now) ours.delete(key);
  const key = inst.keys.identifierHash("same-click", `${form}\n${code}`);
  const same = ours.get(key) as Given<T> | undefined;
  if (same !== undefined) return same.answer;
  const one: Given<T> = { answer: work(), until: Number.POSITIVE_INFINITY };
  ours.set(key, one);
  try {
    const answer = await one.answer;
    if (answer.kind === "done") one.until = inst.surroundings.now() + SAME_CLICK_MS;
    else ours.delete(key);
    return answer;
  } catch (error) {
    ours.delete(key);
    throw error;
  }
}
