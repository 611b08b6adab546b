// Makes packages/core/src/taxonomy/taxonomy.data.ts out of taxonomy.yaml. With --print the result goes to stdout instead.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const folder = fileURLToPath(new URL("../packages/core/src/taxonomy/", import.meta.url));

/** The text of taxonomy.data.ts for the text of taxonomy.yaml. */
export function taxonomyData(yaml) {
  const { taxonomy, data, purposes, recipients, sources, replaced } = parse(yaml);
  const union = (name, says, map) =>
    `/** ${says} */\nexport type ${name} =\n${Object.keys(map)
      .map((id) => `  | ${JSON.stringify(id)}`)
      .join("\n")};\n`;
  const table = (name, says, type, map, line) =>
    `/** ${says} */\nexport const ${name}: ${type} = {\n${Object.entries(map)
      .map(([id, value]) => `  ${JSON.stringify(id)}: ${JSON.stringify(line(id, value))},`)
      .join("\n")}\n};\n`;
  const category = (id, value) => ({
    id,
    label: value.label,
    means: value.means,
    ccpa: value.ccpa ?? [],
    gdpr: value.gdpr ?? null,
    idPdp: value["id-pdp"],
    fides: value.fides,
    dpv: value.dpv,
    source: value.source,
    identifies: value.identifies,
    value: value.value,
    secret: value.secret === true,
    sensitive: value.sensitive === true,
  });
  const kind = (id, value) => ({ id, ...value, ...(value.bases ? { signals: value.signals ?? [] } : {}) });
  return [
    "// Made from taxonomy.yaml by tools/make-taxonomy.mjs: change that file and run the tool.",
    'import type { DataCategory, PurposeKind, RecipientKind, SourceKind } from "./taxonomy.ts";\n',
    `/** Part of every program's hash. */\nexport const taxonomyVersion = ${JSON.stringify(taxonomy)};\n`,
    union("DataCategoryId", "Every data category.", data),
    union("PurposeKindId", "Every kind of purpose.", purposes),
    union("RecipientKindId", "Every kind of recipient.", recipients),
    union("SourceKindId", "Every kind of source.", sources),
    table("dataCategories", "The data categories by id.", "Readonly<Record<DataCategoryId, DataCategory>>", data, category),
    table("purposeKinds", "The kinds of purpose by id.", "Readonly<Record<PurposeKindId, PurposeKind>>", purposes, kind),
    table(
      "recipientKinds",
      "The kinds of recipient by id.",
      "Readonly<Record<RecipientKindId, RecipientKind>>",
      recipients,
      kind,
    ),
    table("sourceKinds", "The kinds of source by id.", "Readonly<Record<SourceKindId, SourceKind>>", sources, kind),
    table(
      "replacedPurposes",
      "Old ids of kinds of purpose, and what they are called now.",
      "Readonly<Record<string, PurposeKindId>>",
      replaced.purposes,
      (_, now) => now,
    ),
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = taxonomyData(readFileSync(`${folder}taxonomy.yaml`, "utf8"));
  if (process.argv.includes("--print")) process.stdout.write(made);
  else writeFileSync(`${folder}taxonomy.data.ts`, made);
}
