// Vitest's order of files: those that take minutes begin first, so that none of them is left for one worker alone in the end.
import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Of a minute or more on two cores, the longest first. */
const LONG = [
  "test/journeys/whole-path.test.ts",
  "test/property/erasure.property.test.ts",
  "test/load/asks.test.ts",
  "test/faults/journal-names.test.ts",
  "test/chunks/broken-off.test.ts",
  "test/journeys/left-out-later.test.ts",
  "test/laws/cases.test.ts",
  "packages/server/src/packages/packages.test.ts",
  "test/journeys/in-app.test.ts",
  "test/property/decisions.property.test.ts",
  "packages/server/src/connectors/mysql/mysql.test.ts",
  "packages/server/src/connectors/s3/s3.test.ts",
  "test/chunks/meanwhile.test.ts",
  "test/faults/two-stores.test.ts",
  "test/faults/sabotages.test.ts",
  "test/laws/independent.test.ts",
  "packages/server/src/asks/enumeration.test.ts",
  "test/dangers/links.test.ts",
  "test/chunks/chunks.test.ts",
  "test/journeys/staff-pages.test.ts",
  "test/journeys/center-pages.test.ts",
  "test/journeys/faces.test.ts",
  "packages/server/src/accounts/accounts.test.ts",
  "packages/server/src/asks/asks.test.ts",
  "test/faults/consents-killed.test.ts",
];

const rankOf = ({ moduleId, project }: TestSpecification): number => {
  const at = LONG.indexOf(relative(project.config.root, moduleId));
  return at < 0 ? LONG.length : at;
};

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
