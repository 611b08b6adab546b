import { askedRequest } from "../asks/index.ts";
import { type Call, refuse } from "../http/index.ts";
import { type PackageView, viewPackage } from "../packages/index.ts";
import { copyRecordOf, findRequest, groundOf, type Message, type RequestView, readMessages } from "../requests/index.ts";

/** A copy that can be downloaded, or could be. */
export interface StatusCopy {
  readonly rows: number;
  readonly withheld: readonly string[];
  /** Size and last day; absent once it is destroyed. */
  readonly file: Pick<PackageView, "bytes" | "expiresAt"> | undefined;
}

/** Everything that the page of a request shows. */
export interface Status {
  readonly view: RequestView;
  readonly messages: readonly Message[];
  /** The file of the request is there: messages can be read and written. */
  readonly hasFile: boolean;
  /** Why it was denied. */
  readonly ground: string | undefined;
  readonly copy: StatusCopy | undefined;
}

/** The caller's request of the path. Another's is answered as one that is not there. */
export async function requestOf({ c, inst, person }: Call): Promise<RequestView> {
  const request = c.req.param("request") ?? "";
  const view = person && /^R-\d{1,12}$/.test(request) ? await askedRequest(inst, { ...person, request }) : undefined;
  return view ?? refuse("not-found");
}

/** Reads what stands beside a request: messages, the ground of a denial, the copy. */
export async function readStatus({ inst }: Pick<Call, "inst">, view: RequestView): Promise<Status> {
  const request = view.id;
  const row = await findRequest(inst.storage.db, request);
  const made = row && copyRecordOf(row);
  return {
    view,
    messages: await readMessages(inst, request),
    hasFile: await inst.keys.has({ request }),
    ground: view.state === "denied" ? await groundOf(inst, request) : undefined,
    copy: made && { rows: made.rows, withheld: made.withheld, file: await viewPackage(inst, request) },
  };
}
