import type { Program } from "@troth/core/program";
import { callForJson, type Server, WireError } from "./calls.ts";

/** The program that the server goes by, compiled there. @throws CallError @throws UnreachableError @throws WireError */
export async function readProgram(server: Server, signal?: AbortSignal): Promise<Program> {
  const { hash, program } = await callForJson<{ readonly hash?: unknown; readonly program?: unknown }>(
    server,
    "/v1/program",
    undefined,
    signal,
  );
  const found = program as Program | undefined;
  if (typeof hash !== "string" || typeof found !== "object" || found === null || found.hash !== hash)
    throw new WireError("wire.unknown", "what the server gave is no program");
  return found;
}
