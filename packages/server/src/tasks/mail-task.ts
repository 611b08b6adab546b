import type { Installation } from "../installation/index.ts";
import { queueMail, type TaskTemplate } from "../mail/index.ts";
import { languageOf } from "../words/index.ts";

/**
 * Prepares the mail to whoever the program asks for a store; undefined where it names nobody any more. It leads to a page
 * behind a sign-in: nothing of the person is in it.
 */
export async function queueTaskMail(
  inst: Installation,
  at: { readonly request: string; readonly store: string; readonly template: TaskTemplate; readonly due: string },
): Promise<Awaited<ReturnType<typeof queueMail>> | undefined> {
  const { request, store, template, due } = at;
  const ask = inst.program.stores[store]?.byHand?.ask;
  if (ask === undefined) return undefined;
  const page = `${inst.address}/staff/requests/${request}/tasks/${encodeURIComponent(store)}`;
  const language = languageOf(inst.program.languages[0] ?? "en") ?? "en";
  return queueMail(inst, { owner: request, request, to: ask, language, mail: { template, request, store, due, page } });
}
