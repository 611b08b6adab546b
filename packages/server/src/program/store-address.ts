import type { StoreRule } from "@troth/core/program";
import type { StoreAddress } from "../connectors/index.ts";
import { type Environment, resolveSecret } from "./resolve-secret.ts";

/**
 * A store as a connector is opened with it: its secrets are filled in, in memory alone.
 * @throws SecretMissing
 */
export function storeAddress(rule: StoreRule, environment: Environment): StoreAddress {
  const place = `store ${rule.id}`;
  const fill = (text: string): string => resolveSecret(text, environment, place);
  const filled = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? fill(value) : value]));
  return {
    store: rule.id,
    connector: rule.connector,
    url: fill(rule.url ?? ""),
    options: filled(rule.options),
    secrets: Object.fromEntries(Object.entries(rule.secrets).map(([name, value]) => [name, fill(value)])),
    datasets: Object.fromEntries(Object.values(rule.datasets).map(({ name, match }) => [name, match])),
  };
}
