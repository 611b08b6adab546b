// Everyone in other people's databases, erased one by one, each from a fresh copy, and the whole database compared.
// A sample by a seed; all of them with TROTH_EXHAUSTIVE=1. A file of tests for each database: they run side by side.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareErasure, type ExpectedChange } from "./compare.ts";
import { compareCopy } from "./compare-copy.ts";
import { openTroth, type Troth } from "./erase.ts";
import { type Copy, type Crowd, canOpen, type Person, type Shop, whyClosed } from "./shops.ts";
import type { Snapshot } from "./snapshot.ts";

const EXHAUSTIVE = process.env.TROTH_EXHAUSTIVE === "1";
const SEED = Number(process.env.TROTH_SEED ?? "20261122");

/** Everyone, or those who are always taken and some by the seed. */
function chosen(crowd: Crowd, everyone: readonly Person[]): readonly Person[] {
  if (EXHAUSTIVE) return everyone;
  const always = everyone.filter((person) => crowd.always?.includes(person.id));
  const left = everyone.filter((person) => !crowd.always?.includes(person.id));
  let state = SEED;
  while (always.length < crowd.sample + (crowd.always?.length ?? 0) && left.length > 0) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    always.push(...left.splice((state >>> 8) % left.length, 1));
  }
  return always;
}

const rowsChanged = (expected: ExpectedChange): number =>
  new Set(expected.changed.map((cell) => `${cell.table} ${cell.id}`)).size;

/** Copies for one after the other: the next is made, and the last dropped, while somebody is erased from this one. */
async function onCopies<T>(shop: Shop, items: readonly T[], work: (copy: Copy, item: T) => Promise<void>): Promise<void> {
  const dropping = new Set<Promise<void>>();
  let next = items.length > 0 ? shop.fresh() : undefined;
  try {
    for (const [at, item] of items.entries()) {
      const copy = await next;
      next = at + 1 < items.length ? shop.fresh() : undefined;
      next?.catch(() => undefined); // told where it is awaited
      if (copy === undefined) throw new Error("there is no copy");
      try {
        await work(copy, item);
      } finally {
        const dropped = copy.drop().finally(() => dropping.delete(dropped));
        dropping.add(dropped);
      }
    }
  } finally {
    await Promise.all([...dropping, next?.then((copy) => copy.drop())]);
  }
}

/** The tests of one shop: every crowd of it. */
export function eraseEveryone(shop: Shop): void {
  describe.skipIf(!canOpen(shop))(`${shop.name}${whyClosed(shop)}`, () => {
    let before: Snapshot;
    let troth: Troth;
    beforeAll(async () => {
      const copy = await shop.fresh();
      before = await copy.snapshot();
      await copy.drop();
      expect(shop.unlike?.(before) ?? []).toEqual([]);
      troth = await openTroth(shop);
    });
    afterAll(async () => {
      await troth?.close();
      await shop.end?.();
    });

    for (const crowd of shop.crowds) {
      it(`erases ${EXHAUSTIVE ? "all" : "a sample of its"} ${crowd.of}${EXHAUSTIVE ? "" : ` (seed ${SEED})`}`, async () => {
        const people = crowd.people(before);
        expect(people.length).toBe(crowd.size);
        const wrong: { readonly person: string; readonly findings: readonly string[] }[] = [];
        let erased = 0;
        await onCopies(shop, chosen(crowd, people), async (copy, person) => {
          const findings = await eraseOne(copy, crowd, person).catch((error: unknown) => [String(error)]);
          if (findings.length > 0) wrong.push({ person: person.id, findings });
          erased += 1;
        });
        expect(wrong).toEqual([]);
        expect(erased).toBe(EXHAUSTIVE ? crowd.size : Math.min(crowd.size, crowd.sample + (crowd.always?.length ?? 0)));
      }, 3_600_000);
    }

    /** What is wrong afterwards: nothing, it is hoped. */
    async function eraseOne(copy: Copy, crowd: Crowd, person: Person): Promise<readonly string[]> {
      const refusals = crowd.refused?.(before, person.id) ?? [];
      if (refusals.length > 0) return refuseOne(copy, person, refusals);
      const expected = crowd.expected(before, person.id);
      const copied = await copyOne(copy, crowd, person);
      const done = await troth.erase(copy, person.subject, crowd.held?.(person.id));
      const after = await copy.snapshot(before);
      const file = copy.file === undefined ? {} : { file: copy.file };
      const findings = compareErasure({ before, after, expected, sums: crowd.sums, added: ["troth_journal"], ...file });
      const changes = done.acts === 1 ? done.changed : Math.min(done.changed, rowsChanged(expected));
      const says = `says ${done.deleted} deleted, ${changes} changed`;
      const deleted = crowd.deleted?.(before, person.id) ?? expected.deleted.length;
      const is = `says ${deleted} deleted, ${rowsChanged(expected)} changed`;
      return [...copied, ...findings, ...(says === is ? [] : [`it ${says}, and it should have: ${is}`])];
    }

    /** What is wrong with the copy that the person is handed, where that is judged. */
    async function copyOne(copy: Copy, crowd: Crowd, person: Person): Promise<readonly string[]> {
      const expected = crowd.copied?.(before, person.id);
      return expected === undefined ? [] : compareCopy(before, expected, await troth.handOver(copy, person.subject));
    }

    /** What is wrong where somebody cannot be erased: it must be said by name, and nothing touched. */
    async function refuseOne(copy: Copy, person: Person, refusals: readonly string[]): Promise<readonly string[]> {
      const said = await troth.refusals(copy, person.subject);
      const after = await copy.snapshot(before);
      const nothing = { deleted: [], changed: [], personal: [] };
      const findings = compareErasure({ before, after, expected: nothing, sums: [] });
      return said.join() === refusals.join() ? findings : [...findings, `refused for ${said.join() || "nothing"}`];
    }
  });
}
