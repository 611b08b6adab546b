// What a report on a task lacks: a dataset without a number, rows for a copy without a file, no word of how.
import { keepingLines, type Staying, stayingUntil, type TaskLine } from "@troth/core/subject-graph";
import { TASK_LIMITS, type TaskReport } from "../tasks/index.ts";
import type { Answer } from "./views.ts";

/** A lawful no. */
export const no = (reason: string, says: string, advice?: string): Answer<never> => ({
  kind: "refused",
  reason,
  says,
  ...(advice === undefined ? {} : { advice }),
});

/** What a report is held against. */
export interface Reported {
  readonly lines: readonly TaskLine[];
  /** Datasets in which nothing says whom to look for. */
  readonly unsearchable: readonly string[];
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** What a report lacks; undefined if it can be taken. */
export function whyNotSo(of: Reported, report: TaskReport): Answer<never> | undefined {
  const { note, files, foundBy = "" } = report;
  if (note.trim() === "") return no("note", "say how it was done, or why it cannot be", "a sentence or two: it is kept as proof");
  for (const [field, text] of [
    ["note", note],
    ["found-by", foundBy],
  ] as const)
    if (text.length > TASK_LIMITS.noteCharacters)
      return no(field, `it is longer than ${TASK_LIMITS.noteCharacters} characters`, "say it shorter");
  if (files.length > TASK_LIMITS.files)
    return no("files", `at most ${TASK_LIMITS.files} files are taken`, "put them into one archive");
  if (files.some((file) => file.bytes.length > TASK_LIMITS.fileBytes))
    return no(
      "files",
      `a file is larger than ${TASK_LIMITS.fileBytes / 1024 / 1024} MiB`,
      "divide it, or make its pictures smaller",
    );
  return whyNotThese(of, report) ?? (report.outcome === "done" ? whyNotDone(of, report) : undefined);
}

/** Datasets that are not in the task, or of which no law keeps anything. */
function whyNotThese({ lines }: Reported, { found, files, stays = {} }: TaskReport): Answer<never> | undefined {
  const names = (some: readonly TaskLine[]) => some.map((line) => line.dataset);
  const outside = (all: readonly string[], named: readonly string[]) => named.some((name) => !all.includes(name));
  if (outside(names(lines), [...Object.keys(found), ...files.map((file) => file.dataset)]))
    return no("dataset", "a dataset is named that is not in this task", `one of: ${names(lines).join(", ")}`);
  const keeping = names(keepingLines(lines));
  if (outside(keeping, Object.keys(stays)))
    return no(
      "dataset",
      "records are said to stay where no law of the program keeps any",
      keeping.length === 0 ? "nothing of this task stays by law" : `a law keeps something of: ${keeping.join(", ")}`,
    );
  return undefined;
}

function whyNotDone(of: Reported, report: TaskReport): Answer<never> | undefined {
  const { found, files } = report;
  for (const { dataset, action } of of.lines) {
    const rows = found[dataset];
    if (!isCount(rows))
      return no(`found-${dataset}`, `say how many records of ${dataset} were found`, "a whole number; 0 if there were none");
    if (action === "copy" && rows > 0 && !files.some((file) => file.dataset === dataset))
      return no(`files-${dataset}`, `${rows} records of ${dataset} were found, and no copy of them was handed in`, "add a file");
    if (action === "copy" && rows === 0 && files.some((file) => file.dataset === dataset))
      return no(`found-${dataset}`, `a file of ${dataset} was handed in, and no record found`, "say how many records it holds");
  }
  for (const line of keepingLines(of.lines)) {
    const why = whyNotStaying(line, { report, today: of.today });
    if (why) return why;
  }
  // Nobody says of a store that it was gone through who could not know for whom.
  if (of.unsearchable.length > 0 && (report.foundBy ?? "").trim() === "")
    return no(
      "found-by",
      `nothing is known by which this person is to be found in ${of.unsearchable.join(", ")}: say how they were found`,
      "by what you knew whose records they are, also if there were none; if you cannot know it, report that it cannot be done",
    );
  return undefined;
}

function whyNotStaying(
  line: TaskLine,
  { report, today }: { readonly report: TaskReport; readonly today: string },
): Answer<never> | undefined {
  const { dataset } = line;
  const { rows, oldest = "" } = report.stays?.[dataset] ?? {};
  if (!isCount(rows))
    return no(`stays-${dataset}`, `say how many records of ${dataset} stay by law`, "a whole number; 0 if none does");
  if (rows > (report.found[dataset] ?? 0))
    return no(`stays-${dataset}`, `more records of ${dataset} stay than were found`, "those that stay are among those found");
  if (rows === 0) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(oldest) || Number.isNaN(Date.parse(oldest)))
    return no(
      `oldest-${dataset}`,
      `say from which day the oldest record of ${dataset} that stays counts`,
      `its ${line.keeps.map((keep) => keep.since).join(" or ")}, such as 2019-03-31; today's day if it has none`,
    );
  return untilOf(line, oldest, today) === undefined
    ? no(
        `oldest-${dataset}`,
        `no law of the program keeps a record of ${dataset} that counts from ${oldest}`,
        "remove it, or give the right day",
      )
    : undefined;
}

const isCount = (rows: number | undefined): rows is number =>
  rows !== undefined && Number.isSafeInteger(rows) && rows >= 0 && rows <= TASK_LIMITS.rows;

/** A day that a column can hold: four digits of a year. */
function untilOf(line: TaskLine, oldest: string, today: string): string | undefined {
  const until = stayingUntil(line, oldest, today);
  return until !== undefined && /^\d{4}-/.test(until) ? until : undefined;
}

/** What stays by a report that lacks nothing, and until when; a dataset of which nothing does is left out. */
export const staysOf = ({ lines, today }: Reported, report: TaskReport): Readonly<Record<string, Staying>> =>
  Object.fromEntries(
    keepingLines(lines).flatMap((line): [string, Staying][] => {
      const { rows = 0, oldest = "" } = report.stays?.[line.dataset] ?? {};
      const until = rows > 0 ? untilOf(line, oldest, today) : undefined;
      return until === undefined ? [] : [[line.dataset, { rows, until }]];
    }),
  );
