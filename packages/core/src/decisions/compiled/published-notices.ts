// The versions of the notice that were published, and what each states.
import { covers } from "../data-names.ts";
import type { NoticeStated } from "../question.ts";
import type { Asked } from "./asked.ts";
import type { Origins } from "./origins.ts";
import type { Shape, ShapeData } from "./shape.ts";

/** Whether a version states a purpose for a kind of data. */
export type Stated = "stated" | "not stated" | "not published";

/** Versions by their numbers. */
export interface PublishedNotices {
  /** Numbers of all, in the order in which they were given. */
  readonly versions: readonly number[];
  /** Checks of rule-notice.ts, by the point that a question names and whether a version lacks something: plans share them. */
  readonly checks: Map<number, (asked: Asked) => boolean>;
  readonly states: (version: number, shape: Shape, data: ShapeData) => Stated;
  /** Whether a version speaks of a purpose at all. */
  readonly names: (version: number, purpose: string) => boolean;
}

/** Numbers the versions. */
export function publishedNotices(origins: Origins, notices: Readonly<Record<string, NoticeStated>>): PublishedNotices {
  const published = new Map(Object.entries(notices).map(([version, stated]) => [origins.numberOfNotice(version), stated]));
  return {
    versions: [...published.keys()],
    checks: new Map(),
    names: (version, purpose) => Object.hasOwn(published.get(version)?.purposes ?? {}, purpose),
    states: (version, { purposeId }, { lineage }) => {
      const stated = published.get(version);
      if (stated === undefined) return "not published";
      const listed = Object.hasOwn(stated.purposes, purposeId) ? (stated.purposes[purposeId] ?? []) : [];
      return covers(listed, lineage) ? "stated" : "not stated";
    },
  };
}
