import { join } from "node:path";
import { isFileError, sha256 } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { type Answer, copyRecordOf, copyUntil, findRequest, isProven } from "../requests/index.ts";
import { decrypted } from "./age-files.ts";
import { openIdentity } from "./package-key.ts";
import { findLink, insertLink, type PackageStanding, packageStandings, useLink } from "./store.ts";
import { whyGone } from "./why-gone.ts";

const TOKEN_BYTES = 32;
const LINK_MS = 15 * 60_000;

const hashOf = (token: string): string => sha256(token);

/** Makes a link to the package of a request: for one use, within fifteen minutes. Who may have it is the caller's to know. */
export async function makeCopyLink(
  inst: Installation,
  input: { readonly request: string },
): Promise<Answer<{ readonly token: string }>> {
  // A copy is made once its plan is signed, which wants this shown; asked again where it goes out, since it cannot be called back.
  const row = await findRequest(inst.storage.db, input.request);
  if (row !== undefined && !isProven(inst, row)) return unproven;
  const found = await usablePackage(inst, input.request);
  if (found.kind === "refused") return found;
  const token = Buffer.from(inst.surroundings.random(TOKEN_BYTES)).toString("base64url");
  const now = inst.surroundings.now();
  await inst.storage.transaction(async (tx) => {
    await insertLink(tx, {
      token_hash: hashOf(token),
      request_id: input.request,
      made_at: new Date(now).toISOString(),
      expires_at: new Date(now + LINK_MS).toISOString(),
      used_at: null,
    });
    await inst.ledger.append(tx, { kind: "copy.link-made", body: { request: input.request } });
  });
  await inst.ledger.sequence();
  return { kind: "done", value: { token } };
}

/** A package on its way out: the zip, in the clear, as it is read. Nothing of it is on disk. */
export interface OpenedPackage {
  /** A name for the download. */
  readonly name: string;
  /** Of the zip. */
  readonly bytes: number;
  readonly stream: ReadableStream<Uint8Array>;
}

/**
 * Opens a package by a link, and uses the link: of two at once, one gets it. A link that was used, is over, or never was,
 * gets one answer; so does whoever brings the link of another, whose it stays. A package that is gone says so, and leaves the
 * link unused.
 */
export async function openPackage(
  inst: Installation,
  token: string,
  /** Keyed hash of the address of whoever brings it; absent where nobody is signed in. */
  asker?: string,
): Promise<Answer<OpenedPackage>> {
  const tokenHash = hashOf(token);
  const link = await findLink(inst.storage.db, tokenHash);
  const now = new Date(inst.surroundings.now()).toISOString();
  if (!link || link.used_at !== null || Date.parse(link.expires_at) <= Date.parse(now)) return deadLink;
  if (asker !== undefined && (await findRequest(inst.storage.db, link.request_id))?.asker !== asker) return deadLink;
  const found = await usablePackage(inst, link.request_id);
  if (found.kind === "refused") return found;
  const { request_id: request, bytes, file } = found.value;
  const identity = await openIdentity(inst, found.value);
  if (identity === undefined) return gone;
  const stream = await decrypted(join(inst.home.packages, file), identity).catch((error: unknown) => {
    if (isFileError(error, "ENOENT")) return undefined;
    throw error;
  });
  if (stream === undefined) return gone;
  await inst.surroundings.passing("package.opened");
  const isMine = await inst.storage
    .transaction(async (tx) => {
      if (!(await useLink(tx, { tokenHash, now }))) return false;
      await inst.ledger.append(tx, { kind: "copy.fetched", body: { request } });
      return true;
    })
    .catch(async (error: unknown) => {
      await stream.cancel();
      throw error;
    });
  if (!isMine) {
    await stream.cancel();
    return deadLink;
  }
  await inst.ledger.sequence();
  return { kind: "done", value: { name: `${request}-copy.zip`, bytes: Number(bytes), stream } };
}

const unproven: Answer<never> = {
  kind: "refused",
  reason: "asker",
  says: "whoever asks has not shown that they may have it",
  advice: "the page of the request says what they have to show",
};

const deadLink: Answer<never> = {
  kind: "refused",
  reason: "link",
  says: "this link does not lead anywhere: it was used, or its time is over",
  advice: "the page of the request gives a new one",
};

const gone: Answer<never> = {
  kind: "refused",
  reason: "gone",
  says: "the copy is no longer here",
  advice: "take a new request for a new copy",
};

const expired: Answer<never> = { ...gone, reason: "expired", says: "the copy was kept for 30 days, and they are over" };

async function usablePackage(inst: Installation, request: string): Promise<Answer<PackageStanding>> {
  const [found] = await packageStandings(inst.storage.db, request);
  const why = found ? await whyGone(inst, found) : await whyNever(inst, request);
  if (why === "expired") return expired;
  return found === undefined || why !== undefined ? gone : { kind: "done", value: found };
}

/** A package that was cleared away when its time was over is still said to be over. */
async function whyNever(inst: Installation, request: string): Promise<"expired" | undefined> {
  const row = await findRequest(inst.storage.db, request);
  if (!row?.closed_at || copyRecordOf(row) === undefined) return undefined;
  return Date.parse(copyUntil(Date.parse(row.closed_at))) <= inst.surroundings.now() ? "expired" : undefined;
}

/** What a page says of a package: when it was made, until when it can be fetched, and its size. */
export interface PackageView {
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly rows: number;
  readonly bytes: number;
}

/** The package of a request, if it can be fetched. */
export async function viewPackage(inst: Installation, request: string): Promise<PackageView | undefined> {
  const found = await usablePackage(inst, request);
  if (found.kind === "refused") return undefined;
  const { made_at: madeAt, expires_at: expiresAt, rows, bytes } = found.value;
  return { madeAt, expiresAt, rows, bytes: Number(bytes) };
}
