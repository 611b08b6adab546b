// A company of the attacker's own making: any schema, any program, in SQLite.
import { readFileSync, writeFileSync } from "node:fs";
import { afterEach } from "vitest";
import { makeLink, staffOf, useLink } from "../../packages/server/src/accounts/index.ts";
import { makeApp } from "../../packages/server/src/http/index.ts";
import type { PlanView, RequestView } from "../../packages/server/src/requests/index.ts";
import { approveRequest, previewPlan, runRequest, takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { staffRoutes } from "../../packages/server/src/staff/index.ts";
import { makeHome } from "../support/storages.ts";
import { makeWorkshop, openWorkshop, type Workshop } from "../support/workshop.ts";

export type Inst = Awaited<ReturnType<typeof openWorkshop>>;
export type Subject = readonly { readonly kind: string; readonly value: string }[];

const closing: (() => Promise<void> | void)[] = [];

/** Closes whatever a test opened. */
export function cleanUp(): void {
  afterEach(async () => {
    for (const each of closing.splice(0).reverse()) await each();
  });
}

/** A workshop whose own datasets are replaced: `datasets` is the YAML below `datasets:`, six spaces deep. */
export function makeCompany(at: {
  readonly sql: string;
  readonly datasets: string;
  readonly retention?: string;
  readonly twoApprovers?: boolean;
}): Workshop {
  const shop = makeWorkshop();
  closing.push(() => shop.remove());
  shop.sql(`drop table messages; drop table parcels; drop table tickets; drop table profiles;
    drop table orders; drop table stock; drop table customers;`);
  shop.sql(at.sql);
  const head = "    datasets:\n";
  replaceAll(shop, (text) => {
    const start = text.indexOf(head) + head.length;
    return `${text.slice(0, text.indexOf("recipients:\n"))}${text.slice(text.indexOf("stores:\n"), start)}${at.datasets}${at.retention === undefined ? "" : `retention:\n${at.retention}`}\n${at.twoApprovers ? TWO_APPROVERS : ""}requests: { cooling-off: none, late-rows: none }\n`;
  });
  return shop;
}

export function replaceAll(shop: Workshop, change: (text: string) => string): void {
  const text = readFileSync(shop.program, "utf8");
  writeFileSync(shop.program, change(text));
}

export function track(inst: Inst): Inst {
  closing.push(() => inst.close());
  return inst;
}

const homes = new WeakMap<Workshop, string>();

/** Opens Troth beside a shop, with a database that is made already. */
export async function open(shop: Workshop, at: Parameters<typeof openWorkshop>[1] = {}): Promise<Inst> {
  const had = homes.get(shop);
  if (had === undefined) {
    const made = await makeHome();
    homes.set(shop, made.home);
    closing.push(() => made.remove());
  }
  return track(await openWorkshop(shop, { home: homes.get(shop) ?? shop.home, ...at }));
}

export const by = (kind: string, value: string): Subject => [{ kind, value }];

export const preview = (inst: Inst, subject: Subject, right: "access" | "erasure" = "erasure"): Promise<PlanView> =>
  previewPlan(inst, { right, subject });

/** What stops a plan, or asks a second pair of eyes. */
export const stops = (view: PlanView): boolean => !view.canBeApproved || view.needsSecondApprover;

export async function approved(inst: Inst, subject: Subject, right: "access" | "erasure" = "erasure"): Promise<string> {
  const { request } = await takeRequest(inst, { right, subject, takenBy: "staff" });
  await sign(inst, request);
  return request;
}

export async function sign(inst: Inst, request: string, as = "officer"): Promise<void> {
  const view = await viewRequest(inst, request);
  const answer = await approveRequest(inst, { request, plan: view.plan?.hash ?? "", as });
  if (answer.kind === "refused") throw new Error(`not approved: ${answer.says}`);
}

/** Whoever signs second: a company whose program has no staff has the officer alone. */
export const SECOND_APPROVER = "counsel";
const TWO_APPROVERS = `staff: { officer: { is: officer }, ${SECOND_APPROVER}: { approves: [erasure] } }\n`;

/** Erases as far as Troth lets it be: what an attack may have brought about. `undefined`: it was stopped. */
export async function erase(inst: Inst, subject: Subject): Promise<RequestView | undefined> {
  const view = await preview(inst, subject);
  if (stops(view)) return undefined;
  return runRequest(inst, await approved(inst, subject));
}

/** Takes an erasure of one person, or of a batch. */
export async function takeErasure(inst: Inst, people: readonly Subject[]): Promise<string> {
  const [subject = [], ...others] = people;
  return (await takeRequest(inst, { right: "erasure", subject, others, takenBy: "staff" })).request;
}

/** Takes it, signs it, and runs it. */
export async function erased(inst: Inst, people: readonly Subject[]): Promise<RequestView> {
  const request = await takeErasure(inst, people);
  await sign(inst, request);
  return runRequest(inst, request);
}

/** The bodies of all entries of a kind, oldest first. */
export const entriesOf = async (inst: Inst, kind: string): Promise<Record<string, unknown>[]> =>
  (await inst.storage.db.selectFrom("entry").select("body").where("kind", "=", kind).orderBy("id").execute()).map(
    (row) => JSON.parse(row.body) as Record<string, unknown>,
  );

/** Customers by number and address, and the messages that each of them owns. */
export const CUSTOMERS_AND_MESSAGES = `      customers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, name: name.full }
        rest: none
      messages:
        fields: { body: content.text }
        links: { customer_id: owned by customers }
        rest: none
`;

/** The page of a request, as staff of a role look at it and post to it. */
export async function staffPageOf(inst: Inst, request: string, role = "officer") {
  const used = await useLink(inst, (await makeLink(inst, { role })).token);
  if (used.kind === "refused") throw new Error(used.says);
  const { account, session } = used.value;
  const app = makeApp({
    inst,
    routes: staffRoutes(),
    sessions: { person: async () => undefined, staff: (token) => staffOf(inst, token) },
    trustProxy: 0,
  });
  const origin = "http://127.0.0.1:4620";
  const headers = { host: "127.0.0.1:4620", cookie: `troth_staff=${session}`, origin, "sec-fetch-site": "same-origin" };
  const path = `${origin}/staff/requests/${request}`;
  return {
    account,
    text: async (): Promise<string> => (await app.request(path, { headers })).text(),
    post: async (act: string, form: Readonly<Record<string, string>>): Promise<Response> =>
      app.request(`${path}/${act}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(form).toString(),
      }),
  };
}
