// One large person erased in a process of its own, so that its memory is its own: in one transaction, or in chunks.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { openInstallation } from "../../packages/server/src/installation/index.ts";
import { approveRequest, runRequest, setStoreLive, takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";

/** What the parent asks for. */
export interface Asked {
  readonly url: string;
  /** Above so many rows it is split. */
  readonly rows: number;
  readonly chunkRows: number;
}

/** What a process tells of its erasure. */
export interface Told {
  readonly tookMs: number;
  readonly acts: number;
  readonly peakMb: number;
  /** Memory before the erasure began, with the plan made. */
  readonly beforeMb: number;
}

const PROGRAM = `troth: 1
organization: { name: Large, country: IE, contact: privacy@large.example }
laws: [gdpr]
subjects: [customer]
purposes: { account: { basis: contract, data: [name, contact, content] } }
stores:
  main:
    connector: postgres
    url: \${LARGE}
    datasets:
      people:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
      threads: { fields: { title: content.text }, links: { person: owned by people }, rest: none }
      events: { fields: { body: content.text }, links: { thread: owned by threads }, rest: none }
staff: { officer: { is: officer }, deputy: { is: officer } }
requests: { cooling-off: none, late-rows: none }
`;

const megabytes = (): number => process.resourceUsage().maxRSS / 1024;

async function erase({ url, rows, chunkRows }: Asked): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), "troth-large-"));
  const programFile = join(folder, "troth.yaml");
  writeFileSync(programFile, PROGRAM);
  const surroundings = { ...systemSurroundings(), largeSets: { rows, chunkRows, pauseMs: 1000 } };
  const inst = await openInstallation({ home: join(folder, "home"), programFile, env: { LARGE: url }, surroundings });
  try {
    await setStoreLive(inst, { store: "main", by: "officer" });
    const subject = [{ kind: "email", value: "ada@large.example" }];
    const { request } = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
    const { plan } = await viewRequest(inst, request);
    for (const as of ["officer", "deputy"]) {
      const answer = await approveRequest(inst, { request, plan: plan?.hash ?? "", as });
      if (answer.kind === "refused") throw new Error(`not approved by the ${as}: ${answer.says}`);
    }
    const beforeMb = megabytes();
    process.send?.("begin");
    const began = performance.now();
    const view = await runRequest(inst, request);
    const tookMs = performance.now() - began;
    if (view.state !== "done") throw new Error(`the erasure is ${view.state}: ${view.because}`);
    const parts = view.entries.filter((entry) => entry.kind === "store.partly-erased").length;
    return { tookMs, acts: Math.max(1, parts), peakMb: megabytes(), beforeMb };
  } finally {
    await inst.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.on("message", (asked: Asked) => {
  erase(asked).then(
    (told) => process.send?.(told, () => process.disconnect()),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});
