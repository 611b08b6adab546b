import { resolve } from "node:path";
import { MAX_RECEIPT_BYTES, parseVkey, type Receipt, verifyReceiptFile } from "@troth/core/ledger";
import { z } from "zod";
import type { CommandContext } from "../context.ts";
import { FileError } from "../errors.ts";
import { readGiven } from "../files.ts";
import { counted, moment } from "../render/figures.ts";
import { padEnd, printable, wrap } from "../render/terminal.ts";
import { errorLines } from "../show-error.ts";

/** `troth verify <receipt> --key <file>`: offline, with nothing but the two files. */
export async function verify(
  context: CommandContext,
  receiptFile: string,
  options: { key?: string; json?: boolean },
): Promise<number> {
  const { screen, cwd } = context;
  const bytes = await readGiven(resolve(cwd, receiptFile), "the receipt", MAX_RECEIPT_BYTES * 8);
  const vkey = await readVkey(resolve(cwd, options.key ?? ""));
  const answer = verifyReceiptFile(bytes, vkey);
  if (options.json) {
    screen.json(
      answer.ok
        ? {
            verified: true,
            ...answer.receipt,
            ...(answer.text === undefined ? {} : { opened: answer.text }),
            log: parseVkey(vkey)?.name,
          }
        : { verified: false, because: answer.because, says: answer.says },
    );
    return answer.ok ? 0 : 1;
  }
  if (!answer.ok) {
    screen.errors(errorLines(screen, { says: `refused: ${answer.says}`, place: receiptFile }));
    return 1;
  }
  const { paint } = screen;
  screen.lines([
    `${paint.mark("done")} genuine, by the key of ${printable(parseVkey(vkey)?.name ?? "")}`,
    ...entryLines(answer.receipt).map(([name, value]) => `  ${paint.dim(padEnd(name, 12))}${value}`),
    ...(answer.text === undefined ? [] : openedLines(answer.text)),
    ...wrap(
      "It shows that this was stated, then, and cannot be un-stated. It does not show what happened inside a database.",
      77,
    ).map((line) => `  ${line}`),
  ]);
  return 0;
}

/** What was opened, a member a line: it is about whoever holds the file. */
function openedLines(text: string): readonly string[] {
  const kept = z.object({ fact: z.record(z.string(), z.unknown()) }).safeParse(parsed(text));
  return [
    "  it commits to",
    ...Object.entries(kept.success ? kept.data.fact : { text }).map(
      ([name, value]) => `    ${padEnd(printable(name), 10)}${printable(shortly(value))}`,
    ),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a log's public key as `troth ledger key` writes it. @throws FileError. */
export async function readVkey(file: string): Promise<string> {
  const text = new TextDecoder().decode(await readGiven(file, "the key", 4096)).replace(/\r?\n$/, "");
  if (parseVkey(text) !== undefined) return text;
  throw new FileError("this is not a log's public key", {
    place: file,
    advice: "`troth ledger key --out <file>` writes one, of the form name+id+key",
  });
}

function entryLines(receipt: Receipt): readonly (readonly [string, string])[] {
  const { entry, index, size } = receipt;
  const facts = Object.entries(entry).filter(([name]) => !["log", "at", "kind"].includes(name));
  return [
    ["entry", `${index + 1} of ${counted(size, "entry", "entries")}`],
    ["stated", `${printable(String(entry.kind))}, ${moment(String(entry.at))}`],
    ...facts.map(([name, value]) => [printable(name), printable(shortly(value))] as const),
  ];
}

function shortly(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 62 ? `${text.slice(0, 59)}...` : text;
}
