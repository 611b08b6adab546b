// Assembles packages/core/src/foundation/siphash.wat into siphash-module.ts beside it, which a test compares. Run it after a change:
// node tools/build-siphash.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import makeWabt from "wabt";

const folder = fileURLToPath(new URL("../packages/core/src/foundation/", import.meta.url));

/** The text of siphash-module.ts, as siphash.wat says it today. */
export async function siphashModule() {
  const wabt = await makeWabt();
  const parsed = wabt.parseWat("siphash.wat", readFileSync(`${folder}siphash.wat`, "utf8"));
  parsed.validate();
  const digits = Buffer.from(parsed.toBinary({}).buffer).toString("hex");
  const lines = digits.match(/.{1,120}/g).map((line) => `  "${line}",`);
  return `// Made by tools/build-siphash.mjs of siphash.wat.

/** WebAssembly, in hex. */
export const SIPHASH_MODULE = [
${lines.join("\n")}
].join("");
`;
}

if (argv[1] === fileURLToPath(import.meta.url)) writeFileSync(`${folder}siphash-module.ts`, await siphashModule());
