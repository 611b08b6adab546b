// Makes packages/core/schema/troth.schema.json, which editors complete and check troth.yaml with. Run it with
// node --import tsx --conditions=source tools/make-program-schema.mjs
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { jsonSchemaOfProgram } from "../packages/core/src/program/index.ts";

const folder = fileURLToPath(new URL("../packages/core/schema/", import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}troth.schema.json`, `${JSON.stringify(jsonSchemaOfProgram(), null, 2)}\n`);
