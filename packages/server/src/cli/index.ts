export { runCommandLine } from "./command-line.ts";
export type { Outlet, Terminal } from "./screen.ts";
