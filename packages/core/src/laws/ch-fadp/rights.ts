import type { RightRule } from "../law.ts";
import { readAct } from "./read.ts";

/** The rights of the Act. Handing over is of what the person gave, on their consent or for a contract with them. */
export const rights: readonly RightRule[] = [
  { ...readAct("FADP Art. 19"), right: "information" },
  { ...readAct("FADP Art. 25"), right: "access" },
  { ...readAct("FADP Art. 32(1)"), right: "rectification" },
  { ...readAct("FADP Art. 32(2)(c)"), right: "erasure" },
  { ...readAct("FADP Art. 28"), right: "portability", bases: ["consent", "explicit-consent", "contract"] },
  { ...readAct("FADP Art. 21(2)"), right: "human-review" },
];
