export type { Surroundings } from "./surroundings.ts";
