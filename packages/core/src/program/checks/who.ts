// Checks of services, subjects and clients.
import { allDatasets, entriesOf, find } from "../lookup.ts";
import { type Check, need, needAll, needPlace } from "./check.ts";

/** The least choice that a law asks a banner for. */
const LEAST: Readonly<Record<string, "opt-in" | "opt-out">> = {
  gdpr: "opt-in",
  "uk-gdpr": "opt-in",
  "id-pdp": "opt-in",
  lgpd: "opt-in",
  ccpa: "opt-out",
  "us-states": "opt-out",
};
const STRENGTH = ["notice", "opt-out", "opt-in"];

/** A banner may ask for more than a law does, never for less. */
export const checkBanners: Check = ({ view, report }) => {
  for (const [id, { banner }] of entriesOf(view, "services")) {
    for (const [law, choice] of Object.entries((banner || undefined)?.choice ?? {})) {
      const least = LEAST[law];
      if (least === undefined || STRENGTH.indexOf(choice) >= STRENGTH.indexOf(least)) continue;
      const path = ["services", id, "banner", "choice", law];
      report({
        code: "banner-weak",
        level: "error",
        path,
        says: `\`${law}\` asks for more than a ${choice}`,
        expected: `${least} or stronger`,
        write: least,
      });
    }
  }
};

/** Services name what exists. */
export const checkServices: Check = (context) => {
  const { group, view, report } = context;
  for (const [id, service] of entriesOf(view, "services")) {
    const at = ["services", id];
    needAll(context, "subjects", service.subjects, [...at, "subjects"]);
    needAll(context, "services", Object.keys(service.shares ?? {}), [...at, "shares"]);
    const { controller } = service;
    const known = [view, group.top].flatMap(({ long }) => Object.keys(long.organization?.controllers ?? {}));
    if (controller === undefined || known.includes(controller)) continue;
    const path = [...at, "controller"];
    report({
      code: "unknown",
      level: "error",
      path,
      says: `unknown controller \`${controller}\``,
      expected: `one of: ${known.join(", ")}`,
    });
  }
};

/** The CCPA's exclusions of business contacts and personnel ended. @source Cal. Civ. Code 1798.145(m), (n) */
export const checkExclusions: Check = ({ view, report }) => {
  for (const [id, subject] of entriesOf(view, "subjects")) {
    const why = subject.excluded?.ccpa;
    if (why !== "b2b" && why !== "personnel") continue;
    const says = `the CCPA's exclusion \`${why}\` ended on 2023-01-01: requests after it are answered in full`;
    report({
      code: "exclusion-ended",
      level: "warning",
      path: ["subjects", id, "excluded", "ccpa"],
      says,
      expected: "no exclusion",
    });
  }
};

/** Whoever is held as processor is held for somebody. */
export const checkProcessorSubjects: Check = ({ view, report }) => {
  for (const [id, subject] of entriesOf(view, "subjects")) {
    if (subject.capacity !== "processor") continue;
    if (view.long.clients && (view.long.clients.of ?? [id]).includes(id)) continue;
    const says = `\`${id}\` is held as processor, and no client is named for it`;
    report({
      code: "no-client",
      level: "error",
      path: ["subjects", id],
      key: true,
      says,
      expected: `clients: { of: [${id}], ... }`,
    });
  }
};

/** A request about somebody must have somewhere to start. */
export const checkRoots: Check = ({ group, view, report }) => {
  const held = new Set(allDatasets(view).flatMap(({ dataset }) => Object.keys(dataset.is ?? {})));
  for (const [id, subject] of entriesOf(view, "subjects")) {
    // Known by a browser alone: a tracker of a purpose for such people is where a request starts.
    const tracked = entriesOf(view, "trackers").some(([, tracker]) => {
      const purpose = find(group, view, "purposes", tracker.purpose)?.value;
      return typeof purpose === "object" && (!purpose.of || Object.hasOwn(purpose.of, id));
    });
    if (held.has(id) || tracked || subject.excluded) continue;
    const says = `no dataset says \`is: ${id}\`: access and erasure have nothing to start from`;
    report({
      code: "no-root",
      level: "warning",
      path: ["subjects", id],
      key: true,
      says,
      expected: "a dataset whose rows are such people",
    });
  }
};

/** Clients, what they instruct, and whose data they are answerable for. */
export const checkClients: Check = (context) => {
  const { clients } = context.view.long;
  if (!clients) return;
  needPlace(context, clients.rows, ["clients", "rows"]);
  needAll(context, "subjects", clients.of, ["clients", "of"]);
  for (const id of Object.keys(clients.instructions)) {
    const path = ["clients", "instructions", id];
    const hit = need(context, "purposes", id, path);
    if (typeof hit?.value !== "object" || hit.value.basis === "instruction") continue;
    const says = `\`${id}\` is an instruction of clients, and rests on another basis`;
    context.report({
      code: "instruction",
      level: "error",
      path,
      key: true,
      says,
      expected: `purposes.${id}: { basis: instruction }`,
    });
  }
};
