import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "mysql2";
import { ConnectorError } from "../errors.ts";
import { ESCAPED } from "../options.ts";

type Address = Pick<ConnectionOptions, "host" | "port" | "user" | "password" | "database" | "socketPath" | "ssl">;

const ADVICE = `write \`mysql://role@host:3306/database\`, the password from a secret; ${ESCAPED}`;

function fail(store: string, message: string, advice = ADVICE): never {
  throw new ConnectorError("connector.failed", store, message, { advice });
}

function parse(store: string, url: string): URL {
  if (!/^(mysql|mariadb):\/\//i.test(url) || !URL.canParse(url)) fail(store, "the address is no MySQL URL");
  return new URL(url);
}

/** A part of an address as it is meant. */
function decoded(store: string, part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return fail(store, "the address is no MySQL URL");
  }
}

function readCa(store: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return fail(store, "a file that the address names cannot be read", "check `ssl-ca` in the address");
  }
}

/** The database that an address names: the schema whose datasets go by their plain names. */
export function databaseOf(store: string, url: string): string {
  const name = decoded(store, parse(store, url).pathname.slice(1));
  return name === "" ? fail(store, "the address names no database") : name;
}

/** How TLS is asked for: MySQL's own words. */
function readTls(store: string, mode: string | null, ca: string | null): Address["ssl"] {
  if (mode === null && ca === null) return undefined;
  const word = (mode ?? "VERIFY_CA").toUpperCase().replaceAll("-", "_");
  if (word === "DISABLED") return undefined;
  if (!["REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"].includes(word))
    fail(store, "the address has an unknown `ssl-mode`", "write DISABLED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY");
  const verifies = word !== "REQUIRED";
  return {
    rejectUnauthorized: verifies,
    verifyIdentity: word === "VERIFY_IDENTITY",
    ...(ca === null ? {} : { ca: readCa(store, ca) }),
  };
}

/** What an address says. @throws ConnectorError without a part of it: it may hold a password */
export function readAddress(store: string, url: string): Address {
  const { hostname, port, username, password, pathname, searchParams } = parse(store, url);
  const known = ["socket", "ssl-mode", "ssl-ca"];
  for (const key of searchParams.keys())
    if (!known.includes(key)) fail(store, `nothing reads \`${key}\` in the address`, `the parameters are ${known.join(", ")}`);
  const socketPath = searchParams.get("socket");
  const ssl = readTls(store, searchParams.get("ssl-mode"), searchParams.get("ssl-ca"));
  return {
    ...(socketPath === null
      ? { host: hostname.replace(/^\[|\]$/g, "") || "127.0.0.1", port: Number(port || 3306) }
      : { socketPath }),
    user: decoded(store, username),
    password: decoded(store, password),
    database: decoded(store, pathname.slice(1)),
    ...(ssl === undefined ? {} : { ssl }),
  };
}
