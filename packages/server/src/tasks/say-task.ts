// A task's lines in the words of whoever does it. English: staff's pages and the command line.
import type { TaskLine } from "@troth/core/subject-graph";

type Change = TaskLine["changes"][number];

function changeSays({ column, strategy, constant, to, length, ownOnly }: Change): string {
  const whose = ownOnly === true ? `in ${column}, where it is this person's` : `in ${column}`;
  switch (strategy) {
    case "pseudonym":
      return `${whose}: put something that names nobody`;
    case "clear":
      return `${whose}: make it empty`;
    case "redact":
      return `${whose}: black out what names this person, and leave the rest`;
    case "generalize":
      return `${whose}: leave no more than the ${to ?? "rough value"}`;
    case "truncate":
      return `${whose}: leave no more than ${length ?? 0} letters`;
    case "element":
      return `${whose}: take this person out of the list`;
    case "constant":
      return `${whose}: put ${constant === null ? "nothing" : `"${String(constant)}"`}`;
  }
}

/** Where to look: `by customer_no`, `among what belongs to folders`. */
export function looksSay({ lookBy, belongsTo }: TaskLine): string {
  const by = lookBy.length === 0 ? [] : [`by ${lookBy.join(" or ")}`];
  const among = belongsTo.length === 0 ? [] : [`in what belongs to ${belongsTo.join(" or ")}`];
  return [...by, ...among].join(", and ") || "by whatever names the person";
}

/** That nothing says whom to look for in a dataset. */
export const unknownSays = (dataset: string): string =>
  `Nothing is known by which this person is to be found in ${dataset}: what said it was erased, or never there. Whoever reports says how they were found.`;

/** What becomes of what is found, one sentence a thing. */
export function actsSay(line: TaskLine): readonly string[] {
  const others = line.link === "owned" ? "" : "Others have a part in these records";
  const keeps = line.keeps.map(
    ({ count, unit, since, law, as }) =>
      `What is younger than ${count} ${unit} since ${since} stays, by ${law}${as === "pseudonym" ? ", with something that names nobody in place of what names the person" : ""}; your report says how many records that are.`,
  );
  switch (line.action) {
    case "copy":
      return [
        "Copy every record of this person, and hand the copies in.",
        ...(others ? [`${others}: cover what is theirs.`] : []),
      ];
    case "delete":
      return ["Remove every record of this person.", ...keeps];
    case "keep":
      return ["Leave the records as they are; count them."];
    case "change":
      return [
        `${others === "" ? "The records stay" : `${others}: they stay`}.`,
        ...line.changes.map((one) => `${capital(changeSays(one))}.`),
        ...keeps,
      ];
  }
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
