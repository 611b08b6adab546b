// An application's process: it is connected, and says when a person's profiling is denied by what it holds.
import { setTimeout as wait } from "node:timers/promises";
import { connect } from "@troth/sdk";
import { monotonicMs } from "./clock.ts";

export interface FollowerOrder {
  readonly url: string;
  readonly key: string;
}

/** Whom to watch: first all are allowed, then one is denied. */
export type Watch = { readonly allowed: readonly string[] } | { readonly denied: string };
export type Seen = { readonly ready: true } | { readonly at: number; readonly rule: string };

const LOOK_MS = 2;

process.once("message", (order: FollowerOrder) => void follow(order));

async function follow({ url, key }: FollowerOrder): Promise<void> {
  const troth = await connect({ url, key, freshFor: 60_000 });
  const ask = (person: string) => troth.decide({ person, purpose: "profiling", data: ["inference.profile"] });
  process.on("message", async (watch: Watch) => {
    if ("allowed" in watch) {
      while (!watch.allowed.every((person) => ask(person).allowed)) await wait(LOOK_MS);
      process.send?.({ ready: true } satisfies Seen);
      return;
    }
    while (ask(watch.denied).allowed) await wait(LOOK_MS);
    process.send?.({ at: monotonicMs(), rule: ask(watch.denied).rule } satisfies Seen);
  });
  process.once("disconnect", () => void troth.close().then(() => process.exit(0)));
  process.send?.({ ready: true } satisfies Seen);
}
