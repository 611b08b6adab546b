import { afterEach, expect, it } from "vitest";
import { ada, MARK, makeWorkshop, type Workshop } from "../../../../../test/support/workshop.ts";
import { runCommandLine } from "../index.ts";

let shop: Workshop;
afterEach(() => shop.remove());

async function plan(...args: string[]): Promise<{ status: number; said: string }> {
  shop = makeWorkshop();
  let said = "";
  const write = (text: string) => {
    said += text;
    return true;
  };
  const outlet = { write, isTTY: false } as never;
  const env = { ...shop.env, TROTH_HOME: shop.home };
  const status = await runCommandLine(["plan", "erasure", "--subject", `email=${ada.email}`, ...args], {
    ...{ stdout: outlet, stderr: outlet, cwd: shop.folder, env },
  });
  return { status, said };
}

it("is a table on demand, each line with how many rows its dataset has in all", async () => {
  const { said } = await plan("--table");
  expect(said).toMatch(/store\/dataset +link +becomes +rows +of all/);
  expect(said).toMatch(/shop\/customers +owned +delete +1 +40\n/);
  expect(said).toMatch(/shop\/messages +owned +delete +12 +51\n/);
});

it("is the SQL on demand, in the order in which the store gets it, without a value", async () => {
  const { said } = await plan("--sql");
  const statements = [...said.matchAll(/-- (\d+) rows?\n +(SELECT|UPDATE|DELETE)[^;]+main\."(\w+)"/g)].map(
    ([, rows, verb, table]) => `${verb} ${table} ${rows}`,
  );
  expect(statements).toEqual(
    expect.arrayContaining(["SELECT customers 1", "SELECT messages 12", "DELETE messages 12", "DELETE customers 1"]),
  );
  expect(statements.indexOf("DELETE messages 12")).toBeLessThan(statements.indexOf("DELETE customers 1"));
  expect(said.slice(said.indexOf("statements;"))).not.toContain(MARK);
});

it("goes along in the object for machines", async () => {
  const { said } = await plan("--sql", "--json");
  const told = JSON.parse(said) as {
    sql: { store: string; all: { sql: string; rows: number }[] }[];
    stores: { sizes: Record<string, number> }[];
  };
  expect(told.sql[0]?.all.length).toBeGreaterThan(4);
  expect(told.stores[0]?.sizes.customers).toBe(40);
});
