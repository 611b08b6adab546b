// Checks of promises: each is tied to controls that there are.
import { entriesOf } from "../lookup.ts";
import { nearest, oneOf } from "../nearest.ts";
import type { IdSection } from "../unit.ts";
import { type Check, need, needAll } from "./check.ts";

/** Controls without an id. */
const PLAIN: readonly string[] = [
  ..."access erasure rectification restriction objection portability requests verification verification-documents agents".split(
    " ",
  ),
  ..."residency exclusions clients letters flow-down mail-intake staff-intake staff-access no-retaliation preferences".split(" "),
  ..."consent banner gpc unsubscribe announcement encryption masking secrets subject-graph check".split(" "),
];

/** Controls with an id, and the section that the id is of; null: the id is free. */
const NAMED: Readonly<Record<string, IdSection | null>> = {
  decision: "purposes",
  collection: "collection",
  retention: "retention",
  report: "reports",
  guarded: "guarded",
  discovery: "stores",
  notice: "services",
  probe: "services",
  register: null,
  check: null,
  test: null,
};
const REGISTERS = ["recipients", "legal-demands", "breaches"];

/** A promise without a control that exists is not kept by anything. */
export const checkPromises: Check = (context) => {
  for (const [id, promise] of entriesOf(context.view, "promises")) {
    const path = ["promises", id];
    needAll(context, "services", promise.services, [...path, "services"]);
    for (const control of promise.controls) {
      const [, name = control, of] = /^([a-z-]+)(?::(.+))?$/.exec(control) ?? [];
      const section = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
      const known = of === undefined ? PLAIN.includes(name) : section !== undefined;
      const refuse = (says: string, expected: string, write?: string) =>
        context.report({ code: "promise-unkept", level: "error", path, token: control, says, expected, write });
      if (!known) {
        const names = [...PLAIN, ...Object.keys(NAMED)];
        const expected = Object.hasOwn(NAMED, name) ? `${name}:<id>` : oneOf("controls", names);
        refuse(`promise \`${id}\` names no control that there is: \`${control}\``, expected, nearest(name, names));
      } else if (section && of !== undefined) need(context, section, of, path);
      else if (name === "register" && !REGISTERS.includes(of ?? ""))
        refuse(`there is no register \`${of}\``, oneOf("registers", REGISTERS));
    }
  }
};
