export { allRoutes } from "./all-routes.ts";
export { budgetsTable, variablesTable } from "./docs-tables.ts";
export { makeExampleLive, type PreparedExample, prepareExample } from "./prepare-example.ts";
export { EnvironmentError, readEnvironment, type Settings } from "./read-environment.ts";
export { type RunningServer, type ServerPlace, startServer } from "./start-server.ts";
export { type Variable, variables } from "./variables.ts";
