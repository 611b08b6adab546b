// Keys that the language has and that nothing runs yet. `check` names them; a plan that touches a dataset with one that
// blocks cannot be approved. When something begins to run a key, its line goes.
import type { Path } from "./finding.ts";
import { isRecord } from "./record.ts";

interface UnrunRule {
  /** Keys from the program's root; `*` is any id. */
  readonly key: string;
  /** What does not happen because of it, for a person. */
  readonly means: string;
  /** Whether this value of the key is one of those that nothing runs; absent: all are. */
  readonly when?: (value: unknown) => boolean;
  /** Changes nothing about what an erasure or a copy does: a dataset that has it can be planned. */
  readonly aside?: true;
}

const RUN_CONNECTORS: ReadonlySet<unknown> = new Set(["postgres", "mysql", "sqlite", "files", "s3", "app", "manual"]);
const RUN_STRATEGIES: ReadonlySet<unknown> = new Set([
  "delete",
  "keep",
  "clear",
  "pseudonym",
  "redact",
  "generalize",
  "truncate",
]);
const strategyUnrun = (value: unknown): boolean => !RUN_STRATEGIES.has(value) && !isRecord(value);
const listedNothing = (value: unknown): boolean => !(Array.isArray(value) && value.length === 0);

/** Triggers of the language that are no columns. */
const TRIGGER = / since (last-activity|account-closed|consent-withdrawn|contract-end|collection)$/;
const countsFromTrigger = (value: unknown): boolean => typeof value === "string" && TRIGGER.test(value);

const D = "stores.*.datasets.*";

/** Every such key. */
export const UNRUN: readonly UnrunRule[] = [
  { key: "organization.joint", means: "a request to one controller does not reach the others" },
  { key: "laws.*.residency", means: "nobody is asked where they live" },
  { key: "services.*.notice.address", means: "the notice is shown in the privacy center alone" },
  { key: "services.*.notice.text", means: "the notice is made of the program alone: these texts are not in it" },
  { key: "services.*.shares", means: "a request to one service covers no other" },
  { key: "clients", means: "no request is sent on to the client whose data it is" },
  { key: "data.*.reveals", means: "the rules of what it reveals do not hold for it yet" },
  { key: "data.*.stored", means: "no store is searched for it", when: (value) => value === false },
  {
    key: "recipients.*.sale",
    means: "no page takes an opt-out of sale: what facts say of one holds in decisions",
    when: (value) => value === true,
  },
  {
    key: "recipients.*.sharing",
    means: "no page takes an opt-out of sharing: what facts say of one holds in decisions",
    when: (value) => value === true,
  },
  {
    key: "recipients.*.rental",
    means: "no page takes an opt-out of rental: what facts say of one holds in decisions",
    when: (value) => value === true,
  },
  {
    key: "trackers.*",
    means: "outside of sites no tracker is held back until somebody agreed",
    when: (value) => isRecord(value) && value.in !== undefined && value.in !== "site",
  },

  {
    key: "stores.*.connector",
    means: "this store is not reached: nothing in it is found, copied or erased",
    when: (value) => !RUN_CONNECTORS.has(value),
  },
  { key: "stores.*.definition", means: "the connector file is not read" },
  { key: "stores.*.hours", means: "batches do not wait for these hours", aside: true },
  { key: "stores.*.backups", means: "nothing watches for rows that come back from a backup", aside: true },

  { key: `${D}.identity.*.match`, means: "phone numbers are not compared as numbers", when: (value) => value === "phone" },
  { key: `${D}.anonymous`, means: "nothing looks for identifiers in it", when: (value) => value === true },
  { key: `${D}.derived`, means: "it is not made anew without the person" },
  { key: `${D}.fields.*.erasure`, means: "the field is not changed in this way", when: strategyUnrun },
  { key: `${D}.fields.*.editable`, means: "people do not correct it themselves", when: (value) => value === true, aside: true },
  { key: `${D}.links.*.erasure`, means: "the pointer is not changed in this way", when: strategyUnrun },

  { key: "retention.*.keep", means: "only a column of the row is counted from", when: countsFromTrigger },
  { key: "retention.*.after", means: "nothing is deleted when its time is over" },
  { key: "retention.*.steps", means: "nothing is made coarser as it ages" },
  { key: "retention.*.data", means: "the rule does not find the fields that hold this" },
  { key: "retention.*.subjects", means: "the rule does not find the rows of these people" },
  { key: "retention.*.for", means: "no decision holds what is kept to these purposes" },

  { key: "reports", means: "no report is made" },
  { key: "staff.*.sees", means: "it opens or closes who asked; no single field is shown or hidden by role" },
  {
    key: "requests.by.portal",
    means: "the privacy center is not closed: people can ask in it",
    when: (value) => value === false,
  },
  { key: "requests.by.mailbox", means: "no mailbox is read: staff record requests" },
  { key: "requests.by.agents", means: "no agent is checked", when: (value) => value === true },
  {
    key: "requests.verification.methods",
    means: "who asks in the privacy center shows by a code that the address is theirs: nothing else is asked or offered",
    when: (value) => !(Array.isArray(value) && value.length === 1 && value[0] === "mail-code"),
  },
  { key: "requests.verification.documents", means: "no document is asked for or destroyed" },
  { key: "requests.editable", means: "people do not correct it themselves" },
  { key: "requests.otherwise", means: "the same is done for everybody, whatever their law" },
  { key: "requests.letters", means: "mail is written in Troth's own words" },
  ...["rectification", "restriction", "portability", "objection", "human-review", "closure"].map((right) => ({
    key: `requests.approval.${right}`,
    means: `no request for ${right} is carried out`,
    when: listedNothing,
  })),
  { key: "notices.announce", means: "a changed notice is shown, and announced to nobody" },
  { key: "notices.subprocessors", means: "nobody is told beforehand of a new recipient" },
  { key: "notices.text", means: "the notice is made of the program alone: these texts are not in it" },
  { key: "notices.board", means: "no board shows yet whether promises are kept" },
  { key: "promises", means: "no board shows yet whether they are kept" },
];

/** A use of such a key in a program. */
export interface UnrunUse {
  readonly path: Path;
  readonly means: string;
  readonly aside: boolean;
}

/** Every use of a key of the table in a long form. */
export function findUnrun(program: unknown): readonly UnrunUse[] {
  return UNRUN.flatMap((rule) =>
    follow(program, rule.key.split("."), [])
      .filter(({ value }) => rule.when?.(value) ?? true)
      .map(({ path }) => ({ path, means: rule.means, aside: rule.aside ?? false })),
  );
}

interface Found {
  readonly path: Path;
  readonly value: unknown;
}

function follow(value: unknown, keys: readonly string[], path: Path): readonly Found[] {
  const [key, ...rest] = keys;
  if (key === undefined) return [{ path, value }];
  if (!isRecord(value)) return [];
  const next = key === "*" ? Object.keys(value) : Object.hasOwn(value, key) ? [key] : [];
  return next.flatMap((name) => follow(value[name], rest, [...path, name]));
}
