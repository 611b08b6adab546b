// What a company's own TypeScript imports as `troth`.
export { defineProgram, type WrittenProgram } from "@troth/core/program";
export { type Installation, openInstallation } from "./installation/index.ts";
