import { notLookedInto } from "@troth/core/subject-graph";
import { fileNamesOnce, namesOnce } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import {
  type CopyPiece,
  type CopySink,
  type GatheredCopy,
  gatherCopy,
  type MadePlan,
  type RequestRow,
} from "../requests/index.ts";
import { isCopiedFile } from "../subject-graph/index.ts";
import { languageOf } from "../words/index.ts";
import { applyReviews } from "./apply-reviews.ts";
import { type Cell, cellOf } from "./cells.ts";
import { factsOf } from "./field-facts.ts";
import type { Making } from "./package-files.ts";
import type { PackagedCopy, PackagedFile, PackagedPart } from "./packaged.ts";
import { type OpenSpool, spoolMaker } from "./spool.ts";

/** A package whose rows lie in spools. */
export interface PackageDraft {
  readonly copy: GatheredCopy;
  readonly packaged: PackagedCopy;
}

/**
 * Reads the stores once and puts what comes into encrypted spools, one a dataset and link.
 *
 * @throws CopyChanged if it is not what was approved.
 */
export async function gatherPackage(inst: Installation, row: RequestRow, making: Making): Promise<PackageDraft> {
  const language = languageOf(row.language) ?? "en";
  // The time at which reading begins: an erasure that is done later was not yet in what is read.
  const madeAt = new Date(inst.surroundings.now()).toISOString();
  const reviews = await applyReviews(inst, row.id);
  const collector = await collectParts(making, (store, piece) => describe(store, piece));
  const describe = (store: string, piece: DatasetPiece) =>
    Object.fromEntries(
      Object.entries(piece.fields).map(([column, field]) => {
        const place = { program: inst.program, language, day: madeAt.slice(0, 10), store, dataset: piece.dataset, column, field };
        return [column, factsOf(place)];
      }),
    );
  try {
    const copy = await gatherCopy(inst, row, collector, reviews.of);
    const parts = await collector.end();
    await inst.surroundings.passing("package.spooled");
    const { rows, withheld, missing, away, mentions, unidentified } = copy;
    const redacted = reviews.redacted();
    const { view } = row.plan as unknown as MadePlan;
    const packaged = {
      ...{ request: row.id, language, program: inst.program, madeAt, parts },
      ...{ rows, withheld, missing, away, mentions, unidentified, redacted },
      unreached: notLookedInto(view.findings),
    };
    return { copy, packaged };
  } catch (error) {
    await collector.abort();
    throw error;
  }
}

type DatasetPiece = Extract<CopyPiece, { kind: "dataset" }>;

type RowValue = Extract<CopyPiece, { kind: "row" }>["values"][string];

interface OpenPart {
  readonly part: Omit<PackagedPart, "rows" | "held" | "spool" | "files">;
  readonly files: PackagedFile[];
  readonly spool: OpenSpool;
  rows: number;
  readonly held: Map<string, number>;
}

interface Collector extends CopySink {
  end(): Promise<readonly PackagedPart[]>;
  abort(): Promise<void>;
}

async function collectParts(
  making: Making,
  describe: (store: string, piece: DatasetPiece) => PackagedPart["facts"],
): Promise<Collector> {
  const spools = await spoolMaker(making.spool);
  const once = namesOnce();
  const fileOnce = fileNamesOnce();
  let parts: PackagedPart[] = [];
  let open: OpenPart | undefined;
  const endPart = async () => {
    if (open === undefined) return;
    const { part, files, rows, held } = open;
    const spool = await open.spool.end();
    parts.push({ ...part, files, rows, held: Object.fromEntries(held), spool });
    open = undefined;
  };
  const beginPart = (store: string, piece: DatasetPiece): OpenPart => {
    const { dataset, link, fields } = piece;
    const columns = Object.keys(fields).filter((name) => fields[name]?.shown === true);
    const table = columns.length === 0 ? undefined : once(["csv", store, `${dataset}-${link}`], ".csv");
    const part = { store, dataset, link, fields, facts: describe(store, piece), columns, table };
    return { part, files: [], spool: spools.rows(), rows: 0, held: new Map() };
  };
  const cellFor = async ({ part, files }: OpenPart, value: RowValue): Promise<Cell> => {
    if (!isCopiedFile(value)) return cellOf(value);
    const { bytes, pieces } = await spools.file(value.pieces);
    const name = fileOnce(["files", part.store, part.dataset], value.path);
    files.push({ name, pieces });
    return { file: name, bytes };
  };
  return {
    async write(store, piece) {
      if (piece.kind === "dataset") {
        await endPart();
        open = beginPart(store, piece);
        return;
      }
      if (open === undefined) throw new Error("bug: a row of a copy before its dataset");
      const held = new Set(piece.held);
      const cells: Cell[] = [];
      for (const name of open.part.columns)
        cells.push(held.has(name) ? { heldBack: true } : await cellFor(open, piece.values[name] ?? null));
      for (const name of held) open.held.set(name, (open.held.get(name) ?? 0) + 1);
      open.rows += 1;
      await open.spool.put(cells);
    },
    async drop(store) {
      // What lies in its spools goes with the making, unread.
      if (open?.part.store === store) {
        await open.spool.abort();
        open = undefined;
      }
      parts = parts.filter((one) => one.store !== store);
    },
    async end() {
      await endPart();
      return parts;
    },
    async abort() {
      await open?.spool.abort();
    },
  };
}
