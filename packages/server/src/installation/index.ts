export type { Installation } from "./installation.ts";
export { type InstallationPlace, openInstallation, originOf, ProgramBrokenError } from "./open-installation.ts";
