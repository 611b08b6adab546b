import { sha256 } from "../foundation/index.ts";

/** What is stored of a key: its SHA-256. A key has 256 random bits: nobody guesses one from a plain hash. */
export const hashOfKey = (key: string): string => sha256(key);
