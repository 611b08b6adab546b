/** The text of siphash-module.ts, as siphash.wat says it today. */
export function siphashModule(): Promise<string>;
