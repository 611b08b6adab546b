import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import type { NewMail } from "./mails.ts";
import { domainOf } from "./plain-words.ts";
import { insertMail } from "./store.ts";

const CONTEXT = "mail";

/** What a waiting mail is sealed as. */
export interface SealedMail {
  readonly to: string;
  readonly mail: NewMail["mail"];
}

/** Seals a mail under its owner's key. To be done before the transaction, as every use of a key is. */
export const sealMail = (inst: Installation, mail: NewMail): Promise<Uint8Array> =>
  inst.keys.seal({ request: mail.owner }, CONTEXT, new TextEncoder().encode(JSON.stringify({ to: mail.to, mail: mail.mail })));

/** What was sealed. @throws KeysError `keys.forgotten`, `keys.damaged` */
export async function openMail(inst: Installation, owner: string, sealed: Uint8Array): Promise<SealedMail> {
  return JSON.parse(new TextDecoder().decode(await inst.keys.open({ request: owner }, CONTEXT, sealed))) as SealedMail;
}

/** Puts a mail into the outbox, in the transaction of its cause: `add` is called inside it. */
export async function queueMail(inst: Installation, mail: NewMail): Promise<{ readonly add: (tx: Tx) => Promise<void> }> {
  const sealed = await sealMail(inst, mail);
  const id = inst.surroundings.id();
  const now = new Date(inst.surroundings.now()).toISOString();
  return {
    add: async (tx) => {
      await insertMail(tx, {
        id,
        owner: mail.owner,
        request_id: mail.request,
        template: mail.mail.template,
        language: mail.language,
        sealed,
        message_id: `<${id}@${domainOf(inst.program.organization.contact)}>`,
        created_at: now,
      });
      await inst.jobs.enqueue(tx, { kind: "mail.deliver", request: "outbox" });
    },
  };
}
