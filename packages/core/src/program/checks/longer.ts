/** Roughly, for a comparison only: legal periods are never converted into each other. */
export function longer(a: string | undefined, b: string): boolean {
  const days: Readonly<Record<string, number>> = { hour: 1 / 24, day: 1, week: 7, month: 365 / 12, year: 365 };
  const size = (period: string) => {
    const [, count = "0", unit = "day"] = /^(\d+) (?:business )?(hour|day|week|month|year)/.exec(period) ?? [];
    return Math.round(Number(count) * (days[unit] ?? 1) * 100);
  };
  return a !== undefined && a !== "session" && size(a) > size(b);
}
