import type { Fact } from "./fact.ts";

/** Whether a fact holds something back of whom it is about: a no, or what the law guards them by. */
export function isProtective(fact: Fact): boolean {
  switch (fact.kind) {
    case "consented":
    case "approved":
      return !fact.given;
    case "objected":
    case "opted-out":
    case "restricted":
    case "parent-stopped":
    case "being-erased":
      return fact.on;
    case "agreed":
    case "enabled":
    case "instructed":
    case "linked":
      return !fact.on;
    case "minor":
      return fact.is;
    case "chose":
      return isRefusal(fact);
    default:
      return false;
  }
}

function isRefusal({
  choices,
  trackers = {},
  channels = {},
  topics = {},
  optOuts = {},
}: Extract<Fact, { kind: "chose" }>): boolean {
  const parts = [...Object.values(channels), ...Object.values(topics)];
  const answers = [choices, trackers, ...parts].flatMap((one) => Object.values(one));
  return answers.includes(false) || Object.values(optOuts).includes(true);
}
