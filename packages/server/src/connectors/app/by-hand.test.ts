// Stores that an application writes without a helper, as docs/in-app.md says.
import { conformsOnSqlite } from "../../../../../test/support/app-conformance.ts";

conformsOnSqlite({ helper: "hand", folds: true });

const AT_THE_END = "an act is one call at its end: until then nothing is changed, and nothing can be seen or counted as changed";
conformsOnSqlite({
  helper: "whole",
  folds: true,
  skips: [
    { test: "a read is one snapshot", reason: "each question is a transaction of its own" },
    { test: "captured rows are locked until the end", reason: "nothing is open between capture and act, so nothing is locked" },
    { test: "names in mixed case and with quotes are names", reason: AT_THE_END },
    { test: "calls that do not wait for each other are carried out in their order, and each counts its own", reason: AT_THE_END },
    { test: "fifty thousand keys are matched, changed and deleted", reason: AT_THE_END },
    {
      test: "delete and change say how many rows there were",
      reason: "it names a row that is not there: a call that meets fewer rows than it has keys undoes all of itself",
    },
  ],
});
