// What a browser saw on the live site. Names and addresses alone: a value is never read.

/** How a visitor with a fresh browser came: asked and silent, after a no to all, after a yes to all, with Global Privacy Control. */
export type ScanVisitor = "unanswered" | "refused" | "accepted" | "gpc";

interface SeenAt {
  readonly visitor: ScanVisitor;
  /** Host and path of the page. */
  readonly page: string;
  /** Whose doing it was, as addresses: scripts that were running, the frame, the answer that set a cookie. Empty: not known. */
  readonly by: readonly string[];
}

/** Something that the browser asked of a server. */
export interface SeenRequest extends SeenAt {
  /** Host, path and query, as patterns match it; findings leave the query out. */
  readonly address: string;
  /** A beacon, or a picture that nobody sees. */
  readonly isPixel: boolean;
}

/** Where a browser keeps things under a name. */
export type StoredKind = "cookie" | "local-storage" | "session-storage" | "indexed-db";

/** Something that stood in the browser. */
export interface SeenEntry extends SeenAt {
  readonly kind: StoredKind;
  readonly name: string;
  /** A cookie's domain; the host of the page or frame whose storage it is. */
  readonly host: string;
  /** How long a cookie stays from now on; absent: until the browser is closed, or no cookie. */
  readonly lastsSeconds?: number;
}
