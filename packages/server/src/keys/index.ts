export type { KeyOwner, Keys } from "./keys.ts";
