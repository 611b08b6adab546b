// Kontor and the bookkeeper of whom its tests speak.
import { readFileSync } from "node:fs";
import { type Company, companyFile, makeCompany } from "./company.ts";

/** The bookkeeper who leaves and asks to be erased. */
export const ORLA = "email=orla.finch@kontor.example";
/** What she was known by. */
export const ORLAS = ["Orla Finchley", "orla.finch@kontor.example", "+353 21 555 0166"] as const;

/** Makes Kontor, erases Orla, and gives what the erasure printed. */
export async function eraseOrla(
  env: Readonly<Record<string, string>> = {},
  before: (company: Company) => void = () => undefined,
): Promise<{ readonly company: Company; readonly request: string; readonly shown: string }> {
  const company = makeCompany({
    fill: readFileSync(companyFile("kontor.sql"), "utf8"),
    program: companyFile("kontor.yaml"),
    env,
  });
  before(company);
  await company.done("store", "live", "books");
  return { company, ...(await company.carryOut("erasure", ORLA)) };
}
