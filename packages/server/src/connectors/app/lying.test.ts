// An application that answers what it was not asked: in another language, or of another version.
import type { Description, Message, Reply, Rows } from "@troth/app/messages";
import { expect, onTestFinished, test } from "vitest";
import { openConnector } from "../index.ts";
import { openAppHub } from "./index.ts";

const column = { type: "text", family: "text", nullable: true, maxLength: null, generated: false, unique: false } as const;
const ABOUT: Description = {
  ...{ product: "an application", acts: "steps", keepsNames: false, locks: "none", snapshots: false, settles: false },
  datasets: [
    {
      ...{ name: "people", kind: "table", primaryKey: ["id"], rowKey: ["id"], references: [] },
      columns: ["id", "email"].map((name) => ({ ...column, name, checked: false, indexed: true })),
    },
  ],
};

/** A store whose application answers each question for rows with the next of these pages. */
function answering(pages: readonly Rows[]) {
  const hub = openAppHub({ surroundings: { id: () => crypto.randomUUID() } });
  const process = crypto.randomUUID();
  const ending = new AbortController();
  let asked = 0;
  const answer = (message: Message): Reply => {
    if (message.kind === "describe") return { id: message.id, ok: ABOUT };
    if (message.kind === "find" || message.kind === "read" || message.kind === "next")
      return { id: message.id, ok: pages[Math.min(asked++, pages.length - 1)] };
    return { id: message.id, ok: true };
  };
  const pull = async (replies: readonly Reply[]): Promise<void> => {
    if (ending.signal.aborted) return;
    const { messages } = await hub.exchange(
      { v: 1, store: "app", process, replies: [...replies], holding: [], wait: 1 },
      ending.signal,
    );
    await pull(messages.map(answer));
  };
  const pulling = pull([]);
  onTestFinished(async () => {
    ending.abort();
    hub.close();
    await pulling;
  });
  const connector = openConnector({ store: "app", connector: "app", url: "", options: {}, apps: hub });
  const match = { columns: ["email"], values: [["ada@one.example"]], fold: false };
  return connector.read((session) => session.capture({ dataset: "people", columns: ["id", "email"], match }));
}

test("rows of another width than was asked for are refused: a value would be taken for another's", async () => {
  expect(await answering([{ rows: [["1", "ada@one.example"]], done: true }])).toEqual([["1", "ada@one.example"]]);
  for (const row of [["1"], ["1", "ada@one.example", "x"], []])
    await expect(answering([{ rows: [row], done: true }])).rejects.toMatchObject({
      code: "connector.failed",
      message: expect.stringContaining("`people`"),
    });
});

test("a page without rows that is not the last one is no page: it would be asked for the next without an end", async () => {
  await expect(
    answering([
      { rows: [["1", "x"]], done: false },
      { rows: [], done: false },
    ]),
  ).rejects.toMatchObject({
    code: "connector.failed",
  });
}, 10_000);
