export type { Installation } from "./installation.ts";
export { type InstallationPlace, openInstallation, ProgramBrokenError } from "./open-installation.ts";
