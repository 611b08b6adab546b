import { budgets } from "../http/index.ts";
import { variables } from "./variables.ts";

/** The table of the environment as docs/deploy.md shows it. */
export const variablesTable = (): string =>
  [
    "| variable | means | without it | example |",
    "|---|---|---|---|",
    ...variables.map((one) => `| \`${one.name}\` | ${one.means} | ${one.otherwise} | \`${one.example}\` |`),
  ].join("\n");

const names: Readonly<Record<keyof typeof budgets, string>> = {
  page: "pages, files, styles",
  ask: "asking, and asking for another code",
  code: "entering a code",
  "sign-in": "signing in as staff",
  api: "machines",
  app: "applications that pull their work",
  backend: "backends that tell facts and read states",
  consent: "pages that send home what was chosen",
  "app-key": "applications with a wrong key",
};

const time = (seconds: number): string => (seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`);

/** The table of budgets as docs/deploy.md shows it. */
export const budgetsTable = (): string =>
  [
    "| for | calls | in |",
    "|---|---|---|",
    ...Object.entries(budgets).map(
      ([name, { calls, seconds }]) => `| ${names[name as keyof typeof budgets]} | ${calls} | ${time(seconds)} |`,
    ),
  ].join("\n");
