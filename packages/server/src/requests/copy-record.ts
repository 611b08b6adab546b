import type { RequestRow } from "./store.ts";

/** What a request remembers of its copy. */
export interface CopyRecord {
  readonly rows: number;
  readonly withheld: readonly string[];
  readonly away: readonly string[];
  /** Where staff hand it over: until when it is there. ISO 8601 in UTC. */
  readonly until?: string;
}

/** Days for which a copy is there, a package's and staff's alike. */
export const COPY_DAYS = 30;

/** When a copy that was made at this time goes; ISO 8601 in UTC. */
export const copyUntil = (madeAt: number): string => new Date(madeAt + COPY_DAYS * 86_400_000).toISOString();

/** What the copy of a request came to; undefined before there is one. */
export const copyRecordOf = (row: Pick<RequestRow, "plan">): CopyRecord | undefined =>
  (row.plan as unknown as { readonly copy?: CopyRecord } | null)?.copy;
