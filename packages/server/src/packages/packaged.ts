import type { Program } from "@troth/core/program";
import type { CopyMention } from "../requests/index.ts";
import type { CopyField } from "../subject-graph/index.ts";
import type { Language } from "../words/index.ts";
import type { FieldFacts } from "./field-facts.ts";
import type { Spool } from "./spool.ts";

/** A file on its way into a package. */
export interface PackagedFile {
  /** In the zip. */
  readonly name: string;
  /** Its content, to be read as often as one likes. */
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

/** One dataset of a copy by one link: what its fields are, and its rows in a spool. */
export interface PackagedPart {
  readonly store: string;
  readonly dataset: string;
  readonly link: "owned" | "shared";
  readonly fields: Readonly<Record<string, CopyField>>;
  readonly facts: Readonly<Record<string, FieldFacts>>;
  /** Fields that are shown, in the order of a row's cells. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** Of reviewed columns: how many of their texts are held back. */
  readonly held: Readonly<Record<string, number>>;
  readonly spool: Spool;
  /** Files that its rows are or hold. */
  readonly files: readonly PackagedFile[];
  /** Its table's name in the zip; a part without a field that is shown has none. */
  readonly table: string | undefined;
}

/** All that goes into a package. */
export interface PackagedCopy {
  readonly request: string;
  readonly language: Language;
  readonly program: Program;
  /** ISO 8601 in UTC. */
  readonly madeAt: string;
  readonly parts: readonly PackagedPart[];
  readonly rows: number;
  readonly withheld: readonly string[];
  readonly missing: readonly string[];
  readonly away: readonly string[];
  /** Datasets, by `store/dataset`, to which nothing led, and of which nobody has decided. */
  readonly unreached: readonly string[];
  /** Datasets that staff left out since nothing tells whose rows they are. */
  readonly unidentified: readonly string[];
  readonly mentions: readonly CopyMention[];
  /** Texts of others were taken out somewhere. */
  readonly redacted: boolean;
}
