export { ProgramUnreadable, SecretMissing } from "./errors.ts";
export { type LoadOptions, loadProgram } from "./load-program.ts";
export { type Environment, resolveSecret, secretNames } from "./resolve-secret.ts";
export { storeAddress } from "./store-address.ts";
