// What a marked-up mail makes a mail program fetch, and where in the text it stands: nothing is written anew, so that the rest of
// the mail stays as its sender made it, down to what only one mail program understands. No tree is made: mail programs make
// different ones of the same text, and a deep one would take its square in time.
import { type Token, Tokenizer, TokenizerMode } from "parse5";

/** A fetch. To be without it, `from` to `to` is replaced by `by`; a link is fetched by a click alone, and has no other address to put there. */
export interface Load {
  /** Host, path and query: `beacon.example/o.gif?u=1`. */
  readonly address: string;
  readonly how: "picture" | "part" | "link";
  /** Nobody would see it. */
  readonly isHidden: boolean;
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

type Place = Pick<Load, "from" | "to" | "by">;

const SOURCES: ReadonlySet<string> = new Set([
  "src",
  "srcset",
  "imagesrcset",
  "data",
  "lowsrc",
  "dynsrc",
  "background",
  "poster",
]);
/** What fetches its `href` with the mail. */
const PARTS: ReadonlySet<string> = new Set(["link", "image", "use", "feimage"]);
/** Elements without content that are nothing but what they fetch: they go whole. */
const FETCHERS: ReadonlySet<string> = new Set(["img", "image", "source", "input", "embed", "frame", "link"]);
/** Elements in which a tag is text; in a picture of lines it may be none, so that addresses in it count. */
const RAW: Readonly<Record<string, number>> = {
  ...{ style: TokenizerMode.RAWTEXT, xmp: TokenizerMode.RAWTEXT, iframe: TokenizerMode.RAWTEXT },
  ...{ noembed: TokenizerMode.RAWTEXT, noframes: TokenizerMode.RAWTEXT, script: TokenizerMode.SCRIPT_DATA },
  ...{ title: TokenizerMode.RCDATA, textarea: TokenizerMode.RCDATA, plaintext: TokenizerMode.PLAINTEXT },
};
const ADDRESSES = /(?:https?:)?\/\/[^\s"'()<>\\]+/gi;
const NOTHING = "about:blank";
const ignored = (): void => {};

/** Every fetch of a mail, in the order in which it stands there. */
export function findLoads(html: string, depth = 0): readonly Load[] {
  const loads: Load[] = [];
  let rawFrom: number | undefined;
  const endRaw = (at: number): void => {
    if (rawFrom !== undefined) for (const load of ofText(html, rawFrom, at)) loads.push(load);
    rawFrom = undefined;
  };
  const base = baseOf(html);
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag(tag) {
        for (const load of ofTag(tag, { base, depth })) loads.push(load);
        const mode = Object.hasOwn(RAW, tag.tagName) ? RAW[tag.tagName] : undefined;
        if (mode === undefined) return;
        tokenizer.state = mode;
        rawFrom = tag.location?.endOffset;
      },
      onEndTag: (tag) => endRaw(tag.location?.startOffset ?? html.length),
      onComment({ location }) {
        if (location) for (const load of ofText(html, location.startOffset, location.endOffset)) loads.push(load);
      },
      onEof: () => endRaw(html.length),
      ...{ onDoctype: ignored, onCharacter: ignored, onNullCharacter: ignored, onWhitespaceCharacter: ignored },
    },
  );
  tokenizer.write(html, true);
  return loads;
}

/** To what short addresses of a mail are added: the first `<base>` says so for all of it, wherever it stands. */
function baseOf(html: string): string | undefined {
  let base: string | undefined;
  if (!/<base/i.test(html)) return undefined;
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag({ tagName, attrs }) {
        if (tagName === "base") base ??= attrs.find(({ name }) => name === "href")?.value;
      },
      ...{ onEndTag: ignored, onComment: ignored, onEof: ignored },
      ...{ onDoctype: ignored, onCharacter: ignored, onNullCharacter: ignored, onWhitespaceCharacter: ignored },
    },
  );
  tokenizer.write(html, true);
  return base !== undefined && addressOf(base) !== undefined ? absolute(base) : undefined;
}

/** So deep a mail within a mail is read as one; deeper, addresses in it count as they stand. */
const MOST_DEPTH = 3;

function ofTag(
  { tagName, attrs, location }: Token.TagToken,
  { base, depth }: { readonly base: string | undefined; readonly depth: number },
): readonly Load[] {
  if (!location) return [];
  const isFetcher = FETCHERS.has(tagName);
  const isLink = tagName === "a" || tagName === "area";
  const isUnseen = tagName === "img" && isHidden(attrs);
  return attrs.flatMap(({ name, value }): readonly Load[] => {
    const at = isFetcher ? location : (location.attrs?.[name] ?? location);
    const place = { from: at.startOffset, to: at.endOffset, by: "" };
    if (name === "href") {
      if (isLink) return loadsOf([value], { how: "link", place, base });
      // `#a` is something else in the mail itself.
      return PARTS.has(tagName) && !value.startsWith("#") ? loadsOf([value], { how: "part", place, base }) : [];
    }
    if (tagName === "meta" && name === "content" && isRefresh(attrs)) {
      const goesTo = REFRESHED.exec(value.trim().slice(0, LONGEST_REFRESH))
        ?.slice(1)
        .find((one) => one !== undefined);
      const whole = { from: location.startOffset, to: location.endOffset, by: "" };
      return goesTo === undefined ? [] : loadsOf([goesTo], { how: "part", place: whole, base });
    }
    // A mail within the mail: what it fetches goes with all of it.
    if (name === "srcdoc")
      return depth < MOST_DEPTH
        ? findLoads(value, depth + 1).map((load) => ({ ...load, ...place }))
        : loadsOf(value.match(ADDRESSES) ?? [], { how: "part", place });
    if (name === "style") {
      const own = location.attrs?.[name] ?? location;
      return loadsOf(value.match(ADDRESSES) ?? [], { how: "part", place: { from: own.startOffset, to: own.endOffset, by: "" } });
    }
    if (!SOURCES.has(name) && name !== "xlink:href") return [];
    const texts = name.endsWith("srcset") ? candidatesOf(value) : [value];
    return loadsOf(texts, { how: tagName === "img" ? "picture" : "part", place, isUnseen, base });
  });
}

const isRefresh = (attrs: Token.TagToken["attrs"]): boolean =>
  attrs.some(({ name, value }) => name === "http-equiv" && value.trim().toLowerCase() === "refresh");
/** Of longer blanks before it no address follows that a program would go to. */
const LONGEST_REFRESH = 4_096;
/** `0; url='https://...'`, or without the word. */
const REFRESHED = /^[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?(?:"([^"]*)|'([^']*)|(\S+))/i;

/**
 * The addresses of a `srcset`: an address has commas of its own, and ends where there is a blank, or with commas before one.
 *
 * @source HTML Living Standard, 4.8.4.3.8 (parsing a srcset attribute)
 */
function candidatesOf(srcset: string): readonly string[] {
  const addresses: string[] = [];
  const next = /[\s,]*(\S+)/y;
  const descriptors = /[^,(]*(?:\([^)]*\)?[^,(]*)*/y;
  for (let found = next.exec(srcset); found !== null; found = next.exec(srcset)) {
    const [, text = ""] = found;
    const address = withoutCommas(text);
    addresses.push(address);
    if (address !== text) continue;
    descriptors.lastIndex = next.lastIndex;
    descriptors.exec(srcset);
    next.lastIndex = descriptors.lastIndex;
  }
  return addresses;
}

function withoutCommas(text: string): string {
  let end = text.length;
  while (text[end - 1] === ",") end -= 1;
  return text.slice(0, end);
}

const loadsOf = (
  texts: readonly string[],
  at: { readonly how: Load["how"]; readonly place: Place; readonly isUnseen?: boolean; readonly base?: string | undefined },
): readonly Load[] =>
  texts.flatMap((text) => {
    const address = addressOf(text, at.base);
    return address === undefined ? [] : [{ address, how: at.how, isHidden: at.isUnseen ?? false, ...at.place }];
  });

const ofText = (html: string, from: number, to: number): readonly Load[] =>
  [...html.slice(from, to).matchAll(ADDRESSES)].flatMap(({ 0: text, index }) => {
    const place = { from: from + index, to: from + index + text.length, by: NOTHING };
    return loadsOf([text.replaceAll("&amp;", "&")], { how: "part", place });
  });

/** Host, path and query of what goes over the network; undefined for what a mail brings along. */
function addressOf(text: string, base?: string): string | undefined {
  const whole = absolute(text);
  // What has a scheme of its own (`cid:`, `data:`) is no short address.
  const address = whole ?? (base === undefined || /^\s*(?:[a-z][a-z0-9+.-]*:|$)/i.test(text) ? undefined : text);
  if (address === undefined || !URL.canParse(address, base)) return undefined;
  const { host, pathname, search } = new URL(address, base);
  return `${host}${pathname}${search}`;
}

/** A whole address, however many slashes stand after its scheme: browsers take any number for two. */
function absolute(text: string): string | undefined {
  const plain = text.replace(/[\t\n\r]/g, "").trim();
  const [, scheme, rest] = /^(https?:)[\\/]*(.*)$/i.exec(plain) ?? /^()[\\/]{2}(.*)$/.exec(plain) ?? [];
  return rest === undefined ? undefined : `${scheme || "https:"}//${rest}`;
}

const SPECK = 2;

/** A picture that nobody would see: a speck, or not displayed. */
function isHidden(attrs: Token.TagToken["attrs"]): boolean {
  const of = (name: string): string => attrs.find((one) => one.name === name)?.value ?? "";
  const styles = new Map(
    of("style")
      .toLowerCase()
      .split(";")
      .map((one) => one.split(":").map((part) => part.trim()))
      .map(([name = "", value = ""]): [string, string] => [name, value.replace(/\s*!.*$/, "")]),
  );
  if (attrs.some(({ name }) => name === "hidden")) return true;
  if (styles.get("display") === "none" || styles.get("visibility") === "hidden") return true;
  if (Number.parseFloat(styles.get("opacity") ?? "1") === 0) return true;
  const size = (name: string): number => Number.parseFloat(styles.get(name) ?? of(name));
  if (["width", "height", "max-width", "max-height"].some((name) => size(name) === 0)) return true;
  return ["width", "height"].every((name) => size(name) <= SPECK);
}
