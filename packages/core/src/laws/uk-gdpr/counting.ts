import { beginningWith, plain, type Readings, union } from "../counting.ts";

/** Before Article 4A nothing that was read says how a period is counted: without it no day rolls, and as in the Union some do. */
export const beforeArticle4A: Readings = { target: plain("UK GDPR Art. 12(3)").target, limit: union.limit };

/** `Beginning with` and `beginning when`: the day itself is the first, or by Reg. 1182/71 it is none. */
export const beginning: Readings = beginningWith("UK GDPR Art. 12A(1)-(2); Data Protection Act 2018 s 164A(3)");
