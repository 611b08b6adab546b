import { askedRequest } from "../asks/index.ts";
import { looksOf, type ShownLook } from "../decisions/index.ts";
import { type Call, refuse } from "../http/index.ts";
import { type PackageView, viewPackage } from "../packages/index.ts";
import {
  copyRecordOf,
  findRequest,
  groundOf,
  isProven,
  type Message,
  type RequestView,
  readMessages,
  subjectsOfRequest,
  toldByLaw,
  wordsOfAppeal,
} from "../requests/index.ts";

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
  /** The articles by which a denial is told. */
  readonly toldBy: string | undefined;
  /** Why an appeal was decided as it was. */
  readonly appealWords: string | undefined;
  readonly copy: StatusCopy | undefined;
  /** Looks at the person's data that the program shows them, the last first. */
  readonly looks: readonly ShownLook[];
  /** They may be told what is personal: they are the person, or have shown that they may ask for them. */
  readonly told: boolean;
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
  const told = row === undefined || isProven(inst, row);
  const subjects = row === undefined || !told ? [] : await subjectsOfRequest(inst, row);
  return {
    view,
    messages: await readMessages(inst, request),
    hasFile: await inst.keys.has({ request }),
    ground: await groundOf(inst, request),
    toldBy: row && view.denial && toldByLaw(inst, row, "refusal", view.denial).law,
    appealWords: await wordsOfAppeal(inst, request),
    told,
    looks: told ? await looksOf(inst, { request, subjects: subjects.map(({ hash }) => hash) }) : [],
    copy:
      !told || made === undefined
        ? undefined
        : { rows: made.rows, withheld: made.withheld, file: await viewPackage(inst, request) },
  };
}
