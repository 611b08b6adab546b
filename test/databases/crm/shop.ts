// Fat Free CRM: the schema is read from where it lies, the rows are our own.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type FreshPostgres, freshFrom } from "../../support/databases.ts";
import { crowdsOf, unlike } from "../seeded/shop.ts";
import { insertsFor, type World } from "../seeded/world.ts";
import type { Shop } from "../shops.ts";
import { snapshotPostgres } from "../snapshot.ts";
import { seedCrm } from "./seed.ts";

const SCHEMA = fileURLToPath(new URL("../../../../shared/databases/fat_free_crm/schema.sql", import.meta.url));

/** Whether the schema is at hand: it is read, not vendored. */
export const hasCrm = existsSync(SCHEMA);

/** Why a suite that needs it is skipped: goes into the suite's name. */
export const skippedWithoutCrm = hasCrm ? "" : " (skipped: no ../shared/databases/fat_free_crm)";

const quote = (name: string): string => `"${name}"`;

/** A fresh CRM, full of people. */
export const freshCrm = (world: World): Promise<FreshPostgres> =>
  freshFrom("crm", () => [readFileSync(SCHEMA, "utf8"), insertsFor(world, quote).join(";\n")]);

const isNumber = ({ kind }: { readonly kind: string }): boolean => kind.startsWith("account@");

/** The CRM as a shop. */
export function crmShop(world: World = seedCrm()): Shop {
  return {
    name: `Fat Free CRM on PostgreSQL${skippedWithoutCrm}`,
    program: fileURLToPath(new URL("troth.yaml", import.meta.url)),
    variable: "CRM",
    now: Date.UTC(2026, 10, 22),
    fresh: async () => {
      const { url, drop } = await freshCrm(world);
      return { url, snapshot: (base) => snapshotPostgres(url, base), drop };
    },
    // Known by the number of their row in one table alone: whether they are users too nothing tells, and staff decide.
    leavesOut: (subject) => (subject.every(isNumber) ? ["crm/users"] : []),
    needsPostgres: true,
    crowds: crowdsOf(world, {
      sample: 4,
      // Names of everyday words alone; a household's address; none at all.
      always: ["p39", "p97", "p130"],
    }),
    unlike: (before) => unlike(world, before),
  };
}
