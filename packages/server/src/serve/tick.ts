import { lapseAsks } from "../asks/index.ts";
import { lapseContents } from "../contents/index.ts";
import { whyNotLink } from "../decisions/index.ts";
import { pruneFeed, publishNotice, refoldStates, sequenceLeft } from "../facts/index.ts";
import { lookForFindings } from "../findings/index.ts";
import { log } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { deliverMail, type OpenedPost } from "../mail/index.ts";
import { lapseParents } from "../minors/index.ts";
import { expirePackages } from "../packages/index.ts";
import {
  endCooling,
  endDueKeeps,
  expireCopies,
  forgetAtEpochEnd,
  lookForLateRows,
  noticeAllRestored,
  restoredSays,
} from "../requests/index.ts";
import { sweepStores } from "../residue/index.ts";
import { remindTasks } from "../tasks/index.ts";
import { carryOutWithdrawals } from "../withdrawals/index.ts";
import { isMailDue, oldestPending } from "./store.ts";
import { type Mailbox, takeMails } from "./take-mails.ts";
import { queueUnfinished } from "./work-jobs.ts";

/** Something that time brings about, and how often it is looked at. */
export interface Chore {
  readonly name: string;
  readonly everyMs: number;
  readonly do: () => Promise<unknown>;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** All that time brings about in an installation. */
export function choresOf(inst: Installation, post: OpenedPost, mailbox?: Mailbox): readonly Chore[] {
  const { db } = inst.storage;
  const now = () => new Date(inst.surroundings.now()).toISOString();
  return [
    { name: "cooling", everyMs: 2 * SECOND_MS, do: () => endCooling(inst) },
    {
      name: "ledger",
      everyMs: 2 * SECOND_MS,
      // Whoever writes an entry sequences it; this takes what a crash left.
      do: async () => ((await oldestPending(db)) === undefined ? 0 : inst.ledger.sequence()),
    },
    { name: "feed", everyMs: 2 * SECOND_MS, do: () => sequenceLeft(inst) },
    { name: "notice", everyMs: MINUTE_MS, do: () => publishNotice(inst) },
    { name: "states", everyMs: MINUTE_MS, do: () => refoldStates(inst) },
    { name: "old changes", everyMs: 60 * MINUTE_MS, do: () => pruneFeed(inst) },
    {
      name: "mail",
      everyMs: 2 * SECOND_MS,
      do: async () => ((await isMailDue(db, now())) ? deliverMail(inst, post) : undefined),
    },
    ...(mailbox === undefined
      ? []
      : [{ name: "mailbox", everyMs: 2 * SECOND_MS, do: () => takeMails(inst, mailbox, { mayLink: whyNotLink }) }]),
    { name: "asks", everyMs: MINUTE_MS, do: () => lapseAsks(inst) },
    { name: "parents", everyMs: MINUTE_MS, do: () => lapseParents(inst) },
    { name: "contents", everyMs: MINUTE_MS, do: () => lapseContents(inst) },
    { name: "withdrawals", everyMs: MINUTE_MS, do: () => carryOutWithdrawals(inst) },
    { name: "packages", everyMs: MINUTE_MS, do: () => expirePackages(inst) },
    { name: "copies", everyMs: MINUTE_MS, do: () => expireCopies(inst) },
    { name: "restored stores", everyMs: DAY_MS, do: () => noticeAndSay(inst) },
    // Before keeps and forgetting: what is late is planned for while its person's key still opens what that needs.
    { name: "late rows", everyMs: MINUTE_MS, do: () => lookAndSay(inst) },
    { name: "sweep", everyMs: 10 * MINUTE_MS, do: () => sweepAndSay(inst) },
    { name: "findings", everyMs: DAY_MS, do: () => findAndSay(inst) },
    { name: "tasks", everyMs: MINUTE_MS, do: () => remindTasks(inst) },
    { name: "keeps", everyMs: MINUTE_MS, do: () => endKeepsAndSay(inst) },
    { name: "forgetting", everyMs: MINUTE_MS, do: () => forgetAtEpochEnd(inst) },
    { name: "unfinished", everyMs: 5 * MINUTE_MS, do: () => queueUnfinished(inst) },
    { name: "database", everyMs: DAY_MS, do: () => inst.storage.maintain() },
  ];
}

async function endKeepsAndSay(inst: Installation): Promise<void> {
  for (const says of await endDueKeeps(inst)) log.warn("a keep is over and could not be ended", { says });
}

async function noticeAndSay(inst: Installation): Promise<void> {
  const { restored, unknown } = await noticeAllRestored(inst);
  for (const one of restored) log.warn(restoredSays(one), { store: one.store });
  for (const says of unknown) log.warn("it could not be looked whether a store was restored", { says });
}

async function lookAndSay(inst: Installation): Promise<void> {
  for (const says of await lookForLateRows(inst)) log.warn("it could not be looked for late rows", { says });
}

async function sweepAndSay(inst: Installation): Promise<void> {
  const answer = await sweepStores(inst);
  if (answer.kind === "open") log.warn("the nightly pass is open", { because: answer.because.join("; ") });
}

async function findAndSay(inst: Installation): Promise<void> {
  const { opened, unreachable } = await lookForFindings(inst);
  if (opened > 0) log.warn("something is for the officer to decide", { findings: opened });
  for (const [store, because] of Object.entries(unreachable)) log.warn("a store could not be compared", { store, because });
}

/** What turns until it is stopped. */
export interface Ticking {
  /** Does no more, and waits for what is being done. */
  stop(): Promise<void>;
}

/**
 * Does each chore when its time has come, one after another, never two at once. One that fails is logged and comes again;
 * it keeps no other waiting. `except` are first done after their time, not at the start.
 */
export function startTicking(
  chores: readonly Chore[],
  at: { readonly now: () => number; readonly beatMs?: number; readonly except?: readonly string[] },
): Ticking {
  const began = at.now();
  const last = new Map(chores.filter((chore) => at.except?.includes(chore.name)).map((chore) => [chore.name, began]));
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const turn = async (): Promise<void> => {
    for (const chore of chores) {
      if (stopped) return;
      const now = at.now();
      const before = last.get(chore.name);
      // A clock that was set back starts anew.
      if (before !== undefined && now >= before && now - before < chore.everyMs) continue;
      last.set(chore.name, now);
      await chore.do().catch((error: unknown) => log.error("a chore failed", error, { chore: chore.name }));
    }
  };
  let turning = Promise.resolve();
  const beat = (): void => {
    turning = turn().then(() => {
      if (!stopped) timer = setTimeout(beat, at.beatMs ?? SECOND_MS);
    });
  };
  beat();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turning;
    },
  };
}
