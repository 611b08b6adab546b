// Checks of `data` and of the ways in.
import { sourceKind, sourceKinds } from "../../taxonomy/index.ts";
import type { Path } from "../finding.ts";
import { entriesOf } from "../lookup.ts";
import { nearest, oneOf } from "../nearest.ts";
import { type Check, type CheckContext, need, needAll, needCategory, needPlace, neverCollected } from "./check.ts";

/** Entries of `data` name categories, purposes, sources and guarded acts that exist. */
export const checkData: Check = (context) => {
  for (const [id, value] of entriesOf(context.view, "data")) {
    const at = ["data", id];
    if (value === "never" || value.is === undefined) needCategory(context, id, at);
    if (value === "never") continue;
    if (value.is !== undefined) needCategory(context, value.is, [...at, "is"]);
    for (const key of ["derived", "reveals"] as const) {
      for (const reference of value[key] ?? []) needCategory(context, reference, [...at, key]);
    }
    for (const key of ["only", "never"] as const) needAll(context, "purposes", value[key], [...at, key]);
    if (value.reading !== undefined) need(context, "guarded", value.reading, [...at, "reading"]);
    for (const source of value.from ?? []) needSource(context, source, [...at, "from"]);
  }
};

/** Collection points name what exists. */
export const checkCollectionReferences: Check = (context) => {
  for (const [id, point] of entriesOf(context.view, "collection")) {
    const at = ["collection", id];
    if (point.from !== undefined) needSource(context, point.from, [...at, "from"]);
    if (point.provider !== undefined) need(context, "recipients", point.provider, [...at, "provider"]);
    if (point.service !== undefined) need(context, "services", point.service, [...at, "service"]);
    needAll(context, "subjects", point.of, [...at, "of"]);
    if (point.stamp !== undefined) needPlace(context, point.stamp, [...at, "stamp"]);
    if (point.granted !== undefined) needPlace(context, point.granted, [...at, "granted"]);
    if (point.since !== undefined) needPlace(context, point.since, [...at, "since"]);
    for (const reference of point.required ?? []) needCategory(context, reference, [...at, "required"]);
    for (const purpose of point.for ?? []) {
      if (need(context, "purposes", purpose, [...at, "for"])?.value !== "never") continue;
      const says = `\`${id}\` takes data for \`${purpose}\`, which is never done`;
      context.report({
        code: "contradiction",
        level: "error",
        path: [...at, "for"],
        token: purpose,
        says,
        expected: "a purpose that is done",
      });
    }
  }
};

/** Nothing is taken that the program says is never collected. */
export const checkNeverTaken: Check = (context) => {
  const never = neverCollected(context);
  for (const [id, point] of entriesOf(context.view, "collection")) {
    const taken: [string, Path][] = (point.takes ?? []).map((reference) => [reference, ["collection", id, "takes"]]);
    for (const [scope, references] of Object.entries(point.scopes ?? {})) {
      for (const reference of references) taken.push([reference, ["collection", id, "scopes", scope]]);
    }
    for (const [reference, path] of taken) {
      if (!needCategory(context, reference, path).some((category) => never.has(category))) continue;
      const says = `\`${id}\` takes \`${reference}\`, which is never collected`;
      context.report({
        code: "never-collected",
        level: "error",
        path,
        token: reference,
        says,
        expected: "only what is collected",
      });
    }
    if (point.takes || point.scopes) continue;
    const says = `\`${id}\` says nothing about what it takes`;
    context.report({
      code: "no-data",
      level: "error",
      path: ["collection", id],
      key: true,
      says,
      expected: "`takes` or `scopes`",
    });
  }
};

function needSource(context: CheckContext, source: string, path: Path): void {
  if (sourceKind(source)) return;
  const names = Object.keys(sourceKinds);
  const says = `unknown kind of source \`${source}\``;
  context.report({
    code: "source",
    level: "error",
    path,
    token: source,
    says,
    expected: oneOf("kinds of source", names),
    write: nearest(source, names),
  });
}
