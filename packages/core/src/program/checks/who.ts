// Checks of services, subjects and clients.
import { lawBook } from "../../laws/index.ts";
import type { Law } from "../base.ts";
import { type ExcludedWhy, type ExclusionStanding, exclusionOn } from "../exclusions.ts";
import { citeEstablishment, mostAsked } from "../law-limits.ts";
import { allDatasets, entriesOf, find } from "../lookup.ts";
import { type Check, need, needAll, needPlace } from "./check.ts";

const STRENGTH = ["none", "notice", "opt-out", "opt-in"];

/** A banner may ask for more than a law does, never for less. */
export const checkBanners: Check = ({ view, report }) => {
  for (const [id, { banner }] of entriesOf(view, "services")) {
    for (const [law, choice] of Object.entries((banner || undefined)?.choice ?? {})) {
      const least = mostAsked(law as Law);
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

/** A law that holds for whoever answers for a service, by where they are, holds for all of its visitors. @source GDPR Art. 3(1) */
export const checkServiceLaws: Check = ({ group, view, report }) => {
  const organizations = [view, group.top].flatMap(({ long }) => long.organization ?? []);
  for (const [id, { laws, controller }] of entriesOf(view, "services")) {
    if (laws === undefined) continue;
    const answers = organizations.flatMap((one) => (controller === undefined ? one : (one.controllers?.[controller] ?? [])))[0];
    for (const law of view.laws) {
      const article = answers && citeEstablishment(law, answers.country);
      if (answers === undefined || article === undefined || laws.includes(law)) continue;
      report({
        code: "law-conflict",
        level: "warning",
        path: ["services", id, "laws"],
        says: `\`${id}\` leaves ${law} out, which holds for whatever ${answers.name} does in ${answers.country}, wherever its visitors live (${article})`,
        expected: `[${[...laws, law].join(", ")}]`,
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
    for (const law of service.laws ?? []) {
      if (view.laws.includes(law)) continue;
      report({
        code: "unknown",
        level: "error",
        path: [...at, "laws"],
        token: law,
        says: `\`${id}\` is under ${law}, which is no law of this program`,
        expected: `one of: ${view.laws.join(", ")}`,
      });
    }
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

/**
 * An exclusion that a program relies on is one of its law, read, and in force: one that ended is answered in full, and the line
 * that says otherwise is named. Whoever another notice covers is sent to one that there is.
 */
export const checkExclusions: Check = ({ view, report, today }) => {
  for (const [id, subject] of entriesOf(view, "subjects")) {
    for (const [law, why] of Object.entries(subject.excluded ?? {}) as [Law, ExcludedWhy][]) {
      const path = ["subjects", id, "excluded", law];
      if (why === "other-notice") {
        if (subject.notice !== undefined) continue;
        const says = `another notice is said to cover \`${id}\`, and there is none to send them to`;
        report({ code: "no-notice", level: "error", path, says, expected: `subjects.${id}: { notice: https://... }` });
        continue;
      }
      const says = whyNotExcluded(law, why, exclusionOn(law, why, today));
      if (says === undefined) continue;
      report({ code: "exclusion-ended", level: "warning", path, says, expected: "no exclusion" });
    }
  }
};

/** Why an exclusion takes no right from anybody; undefined where it holds. */
function whyNotExcluded(law: Law, why: ExcludedWhy, standing: ExclusionStanding): string | undefined {
  const name = lawBook.find((one) => one.id === law)?.short.en ?? law;
  const what = `the ${name}'s exclusion \`${why}\``;
  switch (standing.stands) {
    case "holds":
      return undefined;
    case "none":
      return `the ${name} has no exclusion \`${why}\`: requests are answered in full`;
    case "ended":
      return `${what} ended on ${dayAfter(standing.rule.until ?? "")} (${standing.rule.article}): requests after it are answered in full`;
    case "not-yet":
      return `${what} begins on ${standing.rule.since} (${standing.rule.article}): requests before it are answered in full`;
    case "unread":
      return `nobody has read ${what} in its text (${standing.rule.article}): it takes no right away`;
    default:
      return standing satisfies never;
  }
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

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
