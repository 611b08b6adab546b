import { IntlMessageFormat } from "intl-messageformat";

/** The languages that public pages and mail are written in. */
export const languages = ["en", "id"] as const;
export type Language = (typeof languages)[number];

/** A text as it is written in a path or a row, if it names a language of ours. */
export const languageOf = (text: string | undefined): Language | undefined => languages.find((one) => one === text);

/** The language as the platform's formats know it. */
export const localeOf = (language: Language): string => (language === "en" ? "en-GB" : language);

/** What a message's places may be filled with. */
export type Values = Readonly<Record<string, string | number>>;

/** The words of one folder: says a message of the catalog in a language. */
export type Say<K extends string> = (language: Language, key: K, values?: Values) => string;

/**
 * Makes a folder's words of its two catalogs, in ICU's message format. The compiler sees to it that both have every key;
 * a test that both fill the same places.
 */
export function sayFrom<const English extends Readonly<Record<string, string>>>(
  en: English,
  id: Readonly<Record<keyof English, string>>,
): Say<Extract<keyof English, string>> {
  const catalogs: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, id };
  const formats = new Map<string, IntlMessageFormat>();
  return (language, key, values = {}) => {
    const name = `${language} ${key}`;
    const format = formats.get(name) ?? new IntlMessageFormat(catalogs[language][key] ?? key, language);
    formats.set(name, format);
    return String(format.format({ ...values }));
  };
}

/** A day as people of a language write it: `9 December 2026`, `9 Desember 2026`. */
export const dayIn = (language: Language, iso: string, zone: string): string =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeZone: zone }).format(new Date(iso));

/** A day with its hour: `9 December 2026 at 14:17`. */
export const momentIn = (language: Language, iso: string, zone: string): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: zone,
  }).format(new Date(iso));

/** A number with its thousands. */
export const numberIn = (language: Language, value: number): string => new Intl.NumberFormat(language).format(value);

/** Several words as one: `name, address and payments`. */
export const listIn = (language: Language, items: readonly string[]): string =>
  new Intl.ListFormat(language, { style: "long", type: "conjunction" }).format(items);
