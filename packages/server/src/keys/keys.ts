/**
 * Whose key: a person's data key (dies with the erasure), a request's file key (dies with the register's period; an ask
 * has one too), or that of a staff account.
 */
export type KeyOwner = { readonly person: string } | { readonly request: string } | { readonly account: string };

/** An owner's key, unlocked for as long as one piece of work takes. */
export interface UnlockedKey {
  seal(context: string, plain: Uint8Array): Uint8Array;
  open(context: string, sealed: Uint8Array): Uint8Array;
  commitment(text: string): string;
  /** The key of one commitment, hex: whoever is given it can hold a text against that one and against no other. */
  openingKey(context: string): string;
}

/** Keys that were just made, for the work that comes next: they stay in memory until then, and are not read back. */
export interface NewKeys {
  /** Whatever of them was not used goes from memory. */
  letGo(): void;
}

/**
 * Keys, outside the database and outside its backups. A data key is wrapped by the epoch's key, that by the master key.
 * Sealing: XChaCha20-Poly1305 with a magic prefix (`TRTH1`), key id, nonce; `context` is authenticated.
 */
export interface Keys {
  /** Makes the owner's key if there is none. Durable when it returns. Idempotent. */
  ensure(owner: KeyOwner): Promise<void>;
  /**
   * The same of many people for the price of few. `fresh`: ids that were just drawn, which nobody has had: no key of theirs is
   * looked for. Who gets the keys that were made lets go of them. @throws KeysError `keys.forgotten` if one of them was.
   */
  ensureAll(people: readonly string[], fresh?: ReadonlySet<string>): Promise<NewKeys>;
  /** @throws KeysError `keys.forgotten` if the owner's key is gone. */
  seal(owner: KeyOwner, context: string, plain: Uint8Array): Promise<Uint8Array>;
  open(owner: KeyOwner, context: string, sealed: Uint8Array): Promise<Uint8Array>;
  /** Unlocks the owner's key once, for work that seals and opens much. @throws KeysError `keys.forgotten` */
  unlock<T>(owner: KeyOwner, work: (key: UnlockedKey) => T): Promise<T>;
  /**
   * The same for each item with its owner's key, one after the other, for less than one by one. Nothing is done for those after
   * one whose key is gone. `made`: what `ensureAll` made for them. @throws KeysError `keys.forgotten`
   */
  unlockEach<I, T>(
    items: readonly I[],
    ownerOf: (item: I) => KeyOwner,
    work: (key: UnlockedKey, item: I) => T,
    made?: NewKeys,
  ): Promise<readonly T[]>;
  /** HMAC of `text` under the owner's key, hex. */
  commitment(owner: KeyOwner, text: string): Promise<string>;
  /** Keyed hash of a normalized identifier, hex: finds a person again. One key an installation. */
  identifierHash(kind: string, value: string): string;
  /** Deletes the owner's wrapped key. Copies may be readable until the epoch ends. Idempotent. */
  forget(owner: KeyOwner): Promise<void>;
  has(owner: KeyOwner): Promise<boolean>;
  /** The epoch now: its number, and when it began. */
  epoch(): { readonly number: number; readonly beganAt: number };
  /** Wraps the survivors anew and destroys the old epoch's key. Resumes after a kill. Returns the ended epoch. */
  endEpoch(): Promise<{ readonly ended: number; readonly survivors: number }>;
  /** Makes a new Ed25519 key for a log and keeps it, sealed; `sign` signs with the log's. */
  ensureLogKey(log: string): Promise<{ readonly publicKey: Uint8Array }>;
  sign(log: string, message: Uint8Array): Promise<Uint8Array>;
}
