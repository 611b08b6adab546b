import { plain } from "../counting.ts";
import type { ClockRule, RightWord } from "../law.ts";
import { read } from "./read.ts";

const THREE_TIMES_24 = { count: 72, unit: "hours" } as const;

/** Hours that pass: nights, Sundays and Lebaran among them. The Act has no rule of counting. */
const elapsed = plain("UU PDP: 3 x 24 jam");

const within72 = (article: string, numbers: string, act: ClockRule["act"], right: RightWord): ClockRule => ({
  ...read(article, numbers),
  act,
  rights: [right],
  starts: "receipt",
  bound: "by",
  period: THREE_TIMES_24,
  counting: elapsed,
});

/** Pasal 46 says `in case of a failure`, not from when: it runs from the failure, and from knowing of it where that alone is known. */
const ofBreach = (act: ClockRule["act"], starts: "failure" | "awareness"): ClockRule => ({
  ...read(
    "UU PDP Pasal 46 ayat (1)",
    "id.breach",
    "quoted word for word: nasional.kompas.com 20 September 2022, index id 65717406119",
  ),
  act,
  starts,
  bound: "by",
  period: THREE_TIMES_24,
  counting: elapsed,
});

/** The clocks of the Act. Withdrawing and restricting are done by stopping: they are no answer alone. */
export const clocks: readonly ClockRule[] = [
  {
    ...within72("UU PDP Pasal 30 ayat (1)", "id.rectify", "answer", "rectification"),
    evidence: "id.rectify; read in UU 27/2022 at pasal.id (scanned text)",
  },
  {
    ...within72("UU PDP Pasal 32 ayat (2)", "id.access", "answer", "access"),
    evidence: "id.access: 3 x 24 hours, read in the Act (two texts agree)",
  },
  {
    ...within72("UU PDP Pasal 40 ayat (2)", "id.withdraw", "stop", "withdrawal"),
    evidence: "id.withdraw; wording read at mustikarajalaw.id, numbers of the paragraphs in nasional.kompas.com 20 November 2022",
  },
  within72("UU PDP Pasal 41 ayat (1)", "id.restrict", "stop", "restriction"),
  {
    ...read("UU PDP Pasal 43 ayat (1), 44", "id.erase.grounds: no hours in 43-44"),
    act: "answer",
    rights: ["erasure"],
    starts: "receipt",
    bound: "by",
    counting: elapsed,
  },
  {
    ...read("UU PDP Pasal 10, 13", "rights-by-law section 7: no time in the Act, left to a regulation"),
    act: "answer",
    rights: ["human-review", "portability"],
    starts: "receipt",
    bound: "by",
    counting: elapsed,
  },
  ofBreach("notify-people", "failure"),
  ofBreach("notify-people", "awareness"),
  ofBreach("notify-authority", "failure"),
  ofBreach("notify-authority", "awareness"),
  {
    ...read("UU PDP Pasal 21 ayat (2)", "id.notice"),
    act: "inform",
    starts: "change",
    bound: "by",
    noNumber: "before",
    counting: elapsed,
  },
];
