import type { RightRule, RightWord } from "../law.ts";
import { colorado, connecticut, iowa, rhodeIsland, type StateRule, texas, virginia } from "./read.ts";

const rightsOf = (rule: StateRule, articles: Readonly<Partial<Record<RightWord, string>>>): readonly RightRule[] =>
  Object.entries(articles).map(([right, article]) => ({ ...rule(article), right: right as RightWord }));

/** The rights, state by state. Of Iowa and Rhode Island a tracker says that they have them. */
export const rights: readonly RightRule[] = [
  ...rightsOf(virginia, {
    access: "Va. Code 59.1-577(A)(1)",
    rectification: "Va. Code 59.1-577(A)(2)",
    erasure: "Va. Code 59.1-577(A)(3)",
    portability: "Va. Code 59.1-577(A)(4)",
    "opt-out": "Va. Code 59.1-577(A)(5)",
    appeal: "Va. Code 59.1-577(C)",
    "no-retaliation": "Va. Code 59.1-578(A)(4)",
  }),
  ...rightsOf(colorado, {
    access: "Colo. Rev. Stat. 6-1-1306(1)(b)",
    rectification: "Colo. Rev. Stat. 6-1-1306(1)(c)",
    erasure: "Colo. Rev. Stat. 6-1-1306(1)(d)",
    portability: "Colo. Rev. Stat. 6-1-1306(1)(e)",
    "opt-out": "Colo. Rev. Stat. 6-1-1306(1)(a)",
    appeal: "Colo. Rev. Stat. 6-1-1306(3)",
  }),
  ...rightsOf(connecticut, {
    access: "Conn. Gen. Stat. 42-518(a)(1)",
    rectification: "Conn. Gen. Stat. 42-518(a)(2)",
    erasure: "Conn. Gen. Stat. 42-518(a)(3)",
    portability: "Conn. Gen. Stat. 42-518(a)(4)",
    "opt-out": "Conn. Gen. Stat. 42-518(a)(5)",
    appeal: "Conn. Gen. Stat. 42-518(d)",
  }),
  ...rightsOf(texas, {
    access: "Tex. Bus. & Com. Code 541.051(b)(1)",
    rectification: "Tex. Bus. & Com. Code 541.051(b)(2)",
    erasure: "Tex. Bus. & Com. Code 541.051(b)(3)",
    portability: "Tex. Bus. & Com. Code 541.051(b)(4)",
    "opt-out": "Tex. Bus. & Com. Code 541.051(b)(5)",
    appeal: "Tex. Bus. & Com. Code 541.053",
  }),
  ...rightsOf(iowa, {
    access: "Iowa Code 715D.3",
    erasure: "Iowa Code 715D.3",
    portability: "Iowa Code 715D.3",
    "opt-out": "Iowa Code 715D.3",
    appeal: "Iowa Code 715D.3",
  }),
  ...rightsOf(rhodeIsland, {
    access: "R.I. Gen. Laws 6-48.1",
    rectification: "R.I. Gen. Laws 6-48.1",
    erasure: "R.I. Gen. Laws 6-48.1",
    portability: "R.I. Gen. Laws 6-48.1",
    "opt-out": "R.I. Gen. Laws 6-48.1",
    appeal: "R.I. Gen. Laws 6-48.1",
    withdrawal: "R.I. Gen. Laws 6-48.1",
  }),
];
