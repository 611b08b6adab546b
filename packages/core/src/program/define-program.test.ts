import { expect, test } from "vitest";
import { compileProgram, defineProgram } from "./index.ts";

const organization = { name: "Larkspur Studio", country: "US", contact: "privacy@larkspur.example" } as const;

test("a program in TypeScript has literal ids and is held to them by the compiler", () => {
  const good = defineProgram({
    troth: 1,
    organization,
    laws: ["ccpa"],
    subjects: ["customer", "visitor"],
    purposes: {
      account: { basis: "contract", data: ["contact.email"] },
      newsletter: { basis: "consent", data: ["contact.email"], of: ["customer"] },
      sale: "never",
    },
    recipients: {
      postman: {
        name: "Postman",
        country: "US",
        for: ["newsletter"],
        receives: ["contact.email"],
        of: ["customer"],
        agreement: { kind: "dpa", date: "2026-01-10", document: "a.pdf" },
        told: { mail: "privacy@postman.example" },
      },
    },
    trackers: { sid: { purpose: "account", provider: "postman" } },
    stores: {
      main: {
        connector: "postgres",
        url: "${DATABASE_URL}",
        provider: "postman",
        datasets: {
          users: {
            is: "customer",
            identity: { email: "email" },
            fields: { email: "contact.email" },
            links: { approved_by: "mentions users" },
          },
        },
      },
    },
  });
  const purpose: "account" | "newsletter" | "sale" = Object.keys(good.purposes)[0] as keyof typeof good.purposes;
  expect(purpose).toBe("account");
  expect(compileProgram({ data: good }).findings.filter(({ level }) => level === "error")).toEqual([]);
});

test("what is not declared, or not of the format, is a type error", () => {
  const purposes = { account: { basis: "contract", data: ["contact.email"] } } as const;
  const a = { name: "A", country: "US", for: ["acount"], receives: [] } as const;
  const main = { connector: "sqlite", provider: "nobody", datasets: {} } as const;
  const oracle = { connector: "oracle", datasets: {} } as const;
  const form = { takes: ["name"], for: ["acount"] } as const;
  const head = { troth: 1, organization, purposes } as const;
  const programs = [
    // @ts-expect-error a recipient for a purpose that is not declared
    defineProgram({ ...head, recipients: { a } }),
    // @ts-expect-error a tracker for a purpose that is not declared
    defineProgram({ ...head, trackers: { sid: { purpose: "acount" } } }),
    // @ts-expect-error a store of a provider that is not declared
    defineProgram({ ...head, stores: { main } }),
    // @ts-expect-error a collection point for a purpose that is not declared
    defineProgram({ ...head, collection: { form } }),
    // @ts-expect-error a basis that no law knows
    defineProgram({ troth: 1, organization, purposes: { account: { basis: "because" } } }),
    // @ts-expect-error a key that the format does not have
    defineProgram({ troth: 1, organization, purpose: {} }),
    // @ts-expect-error a connector that there is not
    defineProgram({ ...head, stores: { main: oracle } }),
  ];
  expect(programs.map((data) => compileProgram({ data }).program)).toEqual(programs.map(() => undefined));
  // A purpose of another program of the group is not known here.
  defineProgram({ ...head, trackers: { sid: { purpose: "qontak:account" } } });
});
