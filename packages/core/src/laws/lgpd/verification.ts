import type { RequesterRule, VerificationRule } from "../law.ts";
import { ARTICLE_18 } from "./grounds.ts";
import { read } from "./read.ts";

/** The person, or a representative legally constituted. Of a simple agent the law says nothing. */
export const requesters: readonly RequesterRule[] = [
  { ...read("LGPD Art. 18 § 3º", "br.who"), requester: "agent-with-power", rights: ARTICLE_18, may: true },
];

/** The law has no check of identity; it costs nothing. */
export const verification: readonly VerificationRule[] = [
  {
    ...read("LGPD Art. 18 § 5º", "br.other"),
    rights: ARTICLE_18,
    requesters: ["person", "agent", "agent-with-power", "parent", "guardian"],
    measures: { fee: "must-not" },
  },
  {
    ...read("LGPD Art. 18 § 3º", "br.who"),
    rights: ARTICLE_18,
    requesters: ["agent-with-power"],
    measures: { "power-of-attorney": "may" },
  },
];
