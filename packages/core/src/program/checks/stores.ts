// Checks of stores, datasets and fields.
import type { Path } from "../finding.ts";
import { allDatasets, columnsOf, entriesOf, fieldReferences, find, isQuotedColumn, type LongDataset } from "../lookup.ts";
import { type Check, need, needAll, needCategory, needPlace, neverCollected } from "./check.ts";

/** Stores and datasets name what exists. */
export const checkStoreReferences: Check = (context) => {
  for (const [id, store] of entriesOf(context.view, "stores")) {
    if (store.provider !== undefined) need(context, "recipients", store.provider, ["stores", id, "provider"]);
    if (store.service !== undefined) need(context, "services", store.service, ["stores", id, "service"]);
  }
  for (const { store, name, dataset } of allDatasets(context.view)) {
    const at = ["stores", store, "datasets", name];
    needAll(context, "subjects", Object.keys(dataset.is ?? {}), [...at, "is"]);
    if (dataset.at !== undefined) need(context, "collection", dataset.at, [...at, "at"]);
    if (dataset.service !== undefined) need(context, "services", dataset.service, [...at, "service"]);
    for (const place of dataset.derived ?? []) needPlace(context, place, [...at, "derived"], store);
  }
};

/** Fields hold categories that exist, that are collected, and that may be stored. */
export const checkFields: Check = (context) => {
  const never = neverCollected(context);
  for (const { store, name, dataset } of allDatasets(context.view)) {
    for (const [column, field] of Object.entries(dataset.fields ?? {})) {
      const path: Path = ["stores", store, "datasets", name, "fields", column];
      for (const reference of fieldReferences(field)) {
        const categories = needCategory(context, reference, path);
        if (categories.some((category) => never.has(category))) {
          context.report({
            code: "never-collected",
            level: "error",
            path,
            token: reference,
            says: `${name}.${column} holds \`${reference}\`, which is never collected`,
            expected: "no such column",
          });
        }
        const entry = find(context.group, context.view, "data", reference)?.value;
        if (typeof entry === "object" && entry.stored === false) {
          context.report({
            code: "never-stored",
            level: "error",
            path,
            token: reference,
            says: `${name}.${column} holds \`${reference}\`, which is never stored`,
            expected: "no such column",
          });
        }
      }
      if (typeof field === "object" && field.at !== undefined) {
        need(context, "collection", field.at, path);
      }
    }
  }
};

/** A column whose name holds a dot is named in `fields` alone: elsewhere nothing would look for it. */
export const checkQuotedColumns: Check = ({ view, report }) => {
  for (const { store, name, dataset } of allDatasets(view)) {
    const at: Path = ["stores", store, "datasets", name];
    const identity = Object.entries(dataset.identity ?? {}).map(
      ([kind, columns]) => ["identity", kind, identityColumns(columns)] as const,
    );
    const links = Object.keys(dataset.links ?? {}).map((written) => ["links", written, columnsOf(written)] as const);
    for (const [part, key, columns] of [...identity, ...links]) {
      const quoted = columns.find((column) => isQuotedColumn(column));
      if (quoted === undefined) continue;
      report({
        code: "dotted",
        level: "error",
        path: [...at, part, key],
        token: quoted,
        says: `a column with a dot in its name is named in \`fields\` alone, and \`${part}\` names ${quoted}`,
        expected: "a view of the store with another name for it",
      });
    }
  }
};

type LongIdentity = NonNullable<LongDataset["identity"]>[string];

/** The columns of one identity, in either form. */
export const identityColumns = (identity: LongIdentity): readonly string[] =>
  typeof identity === "object" && "field" in identity ? identity.field : [identity].flat();

/** A dataset about nobody has no personal fields. */
export const checkAnonymous: Check = ({ view, report }) => {
  for (const { store, name, dataset } of allDatasets(view)) {
    if (!dataset.anonymous) continue;
    const personal = Object.values(dataset.fields ?? {}).filter((field) => fieldReferences(field).length > 0).length;
    if (personal === 0) continue;
    report({
      code: "anonymous",
      level: "error",
      path: ["stores", store, "datasets", name],
      key: true,
      says: `\`${name}\` is declared anonymous, and has ${personal} personal ${personal === 1 ? "field" : "fields"}`,
      expected: "no personal field",
    });
  }
};

const WITH_URL: ReadonlySet<string> = new Set(["postgres", "mysql", "sqlite", "files", "s3"]);

/** Loose on purpose: whoever writes it gets a mail, or a bounce that staff see. */
const MAIL_ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

/** A store that nobody but people can reach says whom to ask; a database says where it is. */
export const checkReachable: Check = ({ view, report }) => {
  for (const [id, store] of entriesOf(view, "stores")) {
    const path = ["stores", id];
    if (store.connector === "manual" && store.ask === undefined) {
      report({
        code: "right-unrunnable",
        level: "error",
        path,
        key: true,
        says: `nobody can be asked to act on \`${id}\``,
        expected: "ask: <an address>",
      });
    }
    if (store.connector === "manual" && store.ask !== undefined && !MAIL_ADDRESS.test(store.ask)) {
      report({
        code: "address",
        level: "error",
        path: [...path, "ask"],
        says: `\`${id}\` asks whom no mail reaches`,
        expected: "one mail address, such as archive@company.example",
      });
    }
    if (store.connector !== "manual" && (store.ask !== undefined || store.within !== undefined)) {
      report({
        code: "unused",
        level: "error",
        path: [...path, store.ask === undefined ? "within" : "ask"],
        says: `Troth speaks to \`${id}\` itself: nobody is asked there`,
        expected: "`ask` and `within` with `connector: manual` alone",
      });
    }
    if (WITH_URL.has(store.connector) && store.url === undefined) {
      report({
        code: "right-unrunnable",
        level: "error",
        path,
        key: true,
        says: `\`${id}\` does not say where it is`,
        expected: "url: ${NAME}",
      });
    }
  }
};

/** What stays after an erasure has a rule that says why. */
export const checkKept: Check = ({ view, report }) => {
  const ruled = new Set(
    entriesOf(view, "retention").flatMap(([, rule]) => (rule.keep === undefined ? [] : (rule.datasets ?? []))),
  );
  for (const { store, name, dataset } of allDatasets(view)) {
    const personal = Object.values(dataset.fields ?? {}).some(
      (field) => fieldReferences(field).length > 0 && !(typeof field === "object" && field.erasure !== undefined),
    );
    if (dataset.erasure !== "keep" || !personal || ruled.has(`${store}/${name}`)) continue;
    const says = `\`${name}\` is kept whole, and no \`keep\` rule of retention says why`;
    report({
      code: "because",
      level: "warning",
      path: ["stores", store, "datasets", name, "erasure"],
      says,
      expected: "a retention rule with `keep` and `because`",
    });
  }
};
