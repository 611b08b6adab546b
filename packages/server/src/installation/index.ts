export type { Installation } from "./installation.ts";
export { noticeOf } from "./notice-of.ts";
export { DEFAULT_ADDRESS, type InstallationPlace, openInstallation, originOf, ProgramBrokenError } from "./open-installation.ts";
