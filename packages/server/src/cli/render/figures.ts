import type { Paint } from "./terminal.ts";

/** A count in thin groups: `8,204`. */
export const figure = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** `1 row`, `8,204 rows`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${figure(count)} ${count === 1 ? one : many}`;

/** The head of a hash in groups of four: `4f1c 9a07 e2b8 51d3…`. */
export function hashHead(hash: string, paint: Pick<Paint, "more">, groups = 4): string {
  return `${(hash.slice(0, groups * 4).match(/.{1,4}/g) ?? []).join(" ")}${hash.length > groups * 4 ? paint.more : ""}`;
}

/** `0.2 s`, `3 min 5 s`. */
export function seconds(milliseconds: number): string {
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const whole = Math.round(milliseconds / 1000);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A day in words: `31 Dec 2033`. Takes the date of an ISO text; any other text comes back as it is. */
export function day(iso: string): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? iso : `${Number(date)} ${name} ${year}`;
}

/** A moment in UTC: `22 Nov 2026, 14:03 UTC`. */
export function moment(iso: string): string {
  const time = /T(\d{2}:\d{2})/.exec(iso)?.[1];
  return time === undefined ? day(iso) : `${day(iso)}, ${time} UTC`;
}

/** `412 bytes`, `4 kB`, `2.1 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return counted(bytes, "byte");
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
