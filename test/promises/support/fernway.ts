// Fernway and the member of whom its tests speak.
import { readFileSync } from "node:fs";
import { type Company, companyFile, makeCompany, type Row } from "./company.ts";

/** The member who asks. */
export const MIRA = "email=mira.quell@fernway.example";

/** What nobody is ever shown: column by dataset, with the category that describes it. */
export const SECRETS = {
  members: {
    password_hash: "auth.password",
    pin: "auth.pin",
    security_answer: "auth.secret-answer",
    passport_number: "identity.passport",
    tax_number: "identity.tax-id",
    social_security: "identity.social-security",
  },
  cards: { card_number: "payment.card-number" },
  sessions: { token: "auth.token" },
} as const;

/** Makes Fernway; without its program where a test drafts one. */
export const makeFernway = (
  options: { readonly program?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Company =>
  makeCompany({
    fill: readFileSync(companyFile("fernway.sql"), "utf8"),
    ...(options.program === false ? {} : { program: companyFile("fernway.yaml") }),
    ...(options.env ? { env: options.env } : {}),
  });

/** The member's own rows of a dataset, as they are in the store. */
export const rowsOfMira = (company: Company, dataset: string): Row[] => {
  const key = { members: "id", orders: "buyer_id" }[dataset] ?? "member_id";
  return company.sql(`select * from ${dataset} where ${key} = 1`);
};

/** Every secret of hers that the store holds. */
export const secretsOfMira = (company: Company): string[] =>
  Object.entries(SECRETS).flatMap(([dataset, columns]) =>
    rowsOfMira(company, dataset).flatMap((row) => Object.keys(columns).map((column) => String(row[column]))),
  );
