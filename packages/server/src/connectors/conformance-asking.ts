// What both conformance suites ask a connector with, and how they read its refusals.
import { expect } from "vitest";
import type { ActOptions, Match, Value } from "./connector.ts";
import { ConnectorError, type ConnectorErrorCode } from "./errors.ts";

export const by = (column: string, ...values: readonly Value[]): Match => ({
  columns: [column],
  values: values.map((value) => [value]),
  fold: false,
});

let attempts = 0;
export const acting = (more: Partial<ActOptions> = {}): ActOptions => ({
  name: `conformance/${process.pid}/${++attempts}`,
  journal: async () => undefined,
  ...more,
});

export async function failure(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  return error as ConnectorError;
}

export const failsWith = async (promise: Promise<unknown>, code: ConnectorErrorCode): Promise<ConnectorError> => {
  const error = await failure(promise);
  expect(error.code).toBe(code);
  return error;
};

/** The values of the fixture and of the tests: none may stand in an error. */
export const PERSONAL = /ada|bo@|one\.example|marked/i;

export function expectNoValues(error: ConnectorError): void {
  expect(`${error.message} ${error.advice} ${error.place} ${String(error.cause)}`).not.toMatch(PERSONAL);
}
