// Holds the tree against tools/import-rules.mjs with dependency-cruiser.
// It refuses a run that read fewer modules than there are files: dependency-cruiser that cannot
// parse TypeScript reports nothing found and no fault. Circles inside a folder are biome's to find:
// this parser cannot tell a type from a value, and between folders the table has none.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { argv, exit, stderr } from "node:process";
import { fileURLToPath } from "node:url";
import { cruise } from "dependency-cruiser";
import { core, homes, server } from "./import-rules.mjs";

const AREAS = ["packages", "test", "bench", "examples"];
const CODE = /\.[cm]?tsx?$/;
const IMPORT = /^(import|export)\b[^;]*\bfrom\s*"/m;
const TEST_FILE = "(\\.test\\.ts|/(objects-)?conformance(-asking|-reading|-acting)?\\.ts)$";
const literally = (text) => text.replace(/[-/.@]/g, "\\$&");
const oneOf = (names) => `(${names.map(literally).join("|")})`;

function folderRules(name, table) {
  const source = `^packages/${name}/src/`;
  const bounded = Object.entries(table).filter(([, allowed]) => allowed !== "*");
  return bounded.map(([folder, allowed]) => ({
    name: `${name}/${folder} imports ${allowed.join(", ") || "nothing"}`,
    severity: "error",
    from: { path: `${source}${literally(folder)}/`, pathNot: TEST_FILE },
    to: { path: source, pathNot: `${source}${oneOf([folder, ...allowed])}/` },
  }));
}

/** A folder that the table does not know would be free of every rule of the table. */
function unlisted(files) {
  return files.flatMap((file) => {
    const [, name, folder] = /^packages\/(core|server)\/src\/([^/]+)\//.exec(file) ?? [];
    const table = name === "core" ? core : server;
    return folder && !(folder in table) ? [{ rule: `${name} has no such folder in the table`, from: file, to: folder }] : [];
  });
}

const homeRules = Object.entries(homes).map(([library, home]) => ({
  name: `home of ${library}`,
  severity: "error",
  from: { path: "^packages/", pathNot: [`^packages/server/src/${home}`, `^packages/app/src/${library}/`, TEST_FILE] },
  to: { path: `(^|/)node_modules/(@types/)?${literally(library)}(/|$)` },
}));

const forbidden = [
  ...folderRules("core", core),
  ...folderRules("server", server),
  ...homeRules,
  {
    name: "through the door",
    severity: "error",
    // What an application installs is one small thing without doors inside.
    from: { path: "^packages/(core|server)/src/([^/]+)/" },
    to: { path: "^packages/$1/src/[^/]+/", pathNot: ["^packages/$1/src/$2/", "^packages/$1/src/[^/]+/index\\.ts$"] },
  },
  {
    name: "core by its name",
    severity: "error",
    from: { path: "^packages/server/" },
    to: { path: "^packages/core/", pathNot: "^packages/core/src/[^/]+/index\\.ts$" },
  },
  {
    name: "core is not a path",
    severity: "error",
    from: { path: "^packages/server/" },
    to: { path: "^packages/core/", dependencyTypes: ["local"] },
  },
  {
    name: "core is pure",
    severity: "error",
    from: { path: "^packages/core/src/", pathNot: TEST_FILE },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "what an application installs stands alone",
    severity: "error",
    from: { path: "^packages/app/src/", pathNot: TEST_FILE },
    to: { path: "^packages/(?!app/)" },
  },
  {
    name: "the SDK is core and what carries it",
    severity: "error",
    from: { path: "^packages/sdk/src/", pathNot: TEST_FILE },
    to: { path: "^packages/(?!sdk/|core/src/[^/]+/index\\.ts$)" },
  },
  {
    name: "the banner is core's types and itself",
    severity: "error",
    from: { path: "^packages/banner/src/", pathNot: TEST_FILE },
    to: { path: "^packages/(?!banner/|core/src/consent/index\\.ts$)" },
  },
  {
    name: "the banner's script has no dependency",
    severity: "error",
    from: { path: "^packages/banner/src/browser/" },
    to: { dependencyTypes: ["npm", "core"] },
  },
  { name: "core stands alone", severity: "error", from: { path: "^packages/core/src/" }, to: { path: "^packages/(?!core/)" } },
  {
    name: "packages import no tests",
    severity: "error",
    from: { path: "^packages/", pathNot: TEST_FILE },
    to: { path: "^(test|bench|tools)/" },
  },
  {
    name: "promises act from outside",
    severity: "error",
    from: { path: "^test/promises/[A-Z]{3}-[0-9]+\\.test\\.ts$" },
    // Outside is the command line, files and databases; where a promise needs years to pass or another clock, the doors.
    to: { path: "^packages/", pathNot: ["^packages/[^/]+/src/[^/]+/index\\.ts$", "^packages/sdk/src/index\\.ts$"] },
  },
  {
    name: "declared dependencies only",
    severity: "error",
    // What browsers load is bundled: whoever installs the package needs none of it. An ORM is an optional peer: it is the application's own;
    // so is what drives a browser, which nothing but the scan asks for.
    from: {
      path: "^packages/",
      pathNot: [
        TEST_FILE,
        "^packages/server/src/pages/assets/",
        "^packages/app/src/(kysely|drizzle)/",
        "^packages/server/src/scan/",
      ],
    },
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "npm-dev"] },
  },
  { name: "resolvable", severity: "error", from: { pathNot: "^packages/server/bin/" }, to: { couldNotResolve: true } },
];

function filesIn(root) {
  const listed = AREAS.filter((area) => existsSync(`${root}/${area}`)).flatMap((area) =>
    readdirSync(`${root}/${area}`, { recursive: true }).map((path) => `${area}/${path}`),
  );
  return listed.filter((path) => CODE.test(path) && !/(^|\/)node_modules\/|^packages\/[^/]+\/dist\//.test(path));
}

// dependency-cruiser asks swc for TypeScript without JSX: a file with JSX is no file to it.
const swc = createRequire(import.meta.url)("@swc/core");
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith(".tsx") });

/** Reads every module below `root` and returns what breaks the rules, and how much was read. */
export async function checkImports(root, { parser = "swc" } = {}) {
  const files = filesIn(root);
  const areas = AREAS.filter((area) => files.some((file) => file.startsWith(`${area}/`)));
  const { output } = await cruise(
    areas,
    {
      baseDir: root,
      parser,
      validate: true,
      ruleSet: { forbidden },
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      exclude: { path: "^packages/[^/]+/dist/" },
      combinedDependencies: false,
    },
    {
      exportsFields: ["exports"],
      conditionNames: ["source", "import", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  );
  const read = new Map(output.modules.map((module) => [module.source, module.dependencies.length]));
  // A module whose text imports and of which no import was seen was listed and not parsed.
  const isRead = (file) => (read.get(file) ?? 0) > 0 || (read.has(file) && !IMPORT.test(readFileSync(`${root}/${file}`, "utf8")));
  return {
    present: files.length,
    unread: files.filter((file) => !isRead(file)),
    violations: [...unlisted(files), ...output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))],
  };
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { present, unread, violations } = await checkImports(fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, ""));
  for (const { rule, from, to } of violations) stderr.write(`${from} -> ${to}\n  ${rule}\n`);
  for (const file of unread) stderr.write(`${file} was not read\n`);
  stderr.write(`imports: ${present - unread.length} of ${present} files read, ${violations.length} against the rules\n`);
  exit(unread.length > 0 ? 2 : violations.length > 0 ? 1 : 0);
}
