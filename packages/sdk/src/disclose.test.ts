import { expect, test } from "vitest";
import { type Disclosure, disclose } from "./disclose.ts";

test("as many go in one call as the server reads, in number and in bytes, and each is answered in its place", async () => {
  const sizes: { readonly count: number; readonly bytes: number }[] = [];
  const answer: typeof fetch = async (_, init) => {
    const text = String(init?.body);
    const { disclosures } = JSON.parse(text) as { disclosures: Disclosure[] };
    sizes.push({ count: disclosures.length, bytes: Buffer.byteLength(text) });
    return Response.json({ results: disclosures.map(({ id }) => ({ id })) });
  };
  const server = { url: "https://troth.example", key: "k", fetch: answer };
  const one = (id: string, data: readonly string[]): Disclosure => ({
    id,
    person: "p",
    purpose: "account",
    recipient: "r",
    data,
  });
  const long = Array.from({ length: 1_000 }, (_, at) =>
    one(
      `long-${at}`,
      Array.from({ length: 100 }, () => "contact.é-mail"),
    ),
  );
  const short = Array.from({ length: 2_001 }, (_, at) => one(`short-${at}`, ["name"]));
  const answers = await disclose(server, [...long, ...short]);
  expect(answers.map(({ id }) => id)).toEqual([...long, ...short].map(({ id }) => id));
  expect(Math.max(...sizes.map(({ count }) => count))).toBe(1_000);
  expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeLessThan(1024 * 1024);
  expect(await disclose(server, [])).toEqual([]);
});
