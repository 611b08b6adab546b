import { join, sep } from "node:path";
import { sha256 } from "../foundation/index.ts";
import type { KeyOwner } from "./keys.ts";

/** `person:<id>`, `request:<id>` or `account:<id>`: authenticated wherever the owner's key is used. */
export function labelOf(owner: KeyOwner): string {
  if ("person" in owner) return `person:${owner.person}`;
  return "request" in owner ? `request:${owner.request}` : `account:${owner.account}`;
}

/** The places in a key store. Wraps lie in 256 shards; names are hashes, so that no id becomes a path. */
export interface KeyFolder {
  readonly folder: string;
  readonly installation: string;
  readonly epochs: string;
  readonly wraps: string;
  readonly forgotten: string;
  readonly logs: string;
  /** Copies of wraps that were made many at once (wrap-batches.ts). */
  readonly batches: string;
  readonly lock: string;
  epoch(number: number): string;
  wrap(owner: KeyOwner): string;
  /** Says that a person was forgotten: an id of ours, no key. */
  mark(owner: KeyOwner): string;
  log(log: string): string;
}

/** The places in the key store at `folder`. */
export function keyFolder(folder: string): KeyFolder {
  const [wraps, forgotten] = [join(folder, "wraps"), join(folder, "forgotten")];
  const sharded = (below: string, label: string): string => {
    const name = sha256(label);
    return `${below}${sep}${name.slice(0, 2)}${sep}${name}`;
  };
  return {
    folder,
    installation: join(folder, "installation.key"),
    epochs: join(folder, "epochs"),
    wraps,
    forgotten,
    logs: join(folder, "logs"),
    batches: join(folder, "batches"),
    lock: join(folder, "lock"),
    epoch: (number) => join(folder, "epochs", `${number}.key`),
    wrap: (owner) => sharded(wraps, labelOf(owner)),
    mark: (owner) => sharded(forgotten, labelOf(owner)),
    log: (log) => join(folder, "logs", sha256(log)),
  };
}
