import { readFile } from "node:fs/promises";
import { type BannerFile, buildBanner, scriptFile, scriptVersion } from "@troth/banner/build";
import { bannerLanguage, drawUpBanner, spokenLanguage } from "@troth/core/consent";
import { dayOf } from "@troth/core/jurisdictions";
import type { Installation } from "../installation/index.ts";
import { keepShown } from "./shown-texts.ts";

/** For which site, and for whom. */
export interface BannerAsked {
  readonly service: string;
  readonly language: string;
  /** Two letters, and a region of it: `US`, `US-CA`; absent: not known, and the strictest of the program's laws holds. */
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  /** The browser sends Global Privacy Control. */
  readonly gpc: boolean;
}

const files = new WeakMap<Installation, Map<string, BannerFile | undefined>>();
/** Enough for every language and place that somebody comes from in a day. */
const MOST_FILES = 2_000;
let script: Promise<string> | undefined;

/**
 * The banner of a site as a file: made once a day for each language and place, with the signal and without, and what it shows is on record before anybody
 * is shown it, with the ledger entry that says so. Undefined where the site shows none.
 */
export async function serveBanner(inst: Installation, from: BannerAsked): Promise<BannerFile | undefined> {
  const asked = { ...from, language: spokenLanguage(inst.program, from.language) };
  const day = dayOf(new Date(inst.surroundings.now()).toISOString(), inst.program.zone);
  const key = JSON.stringify([inst.program.hash, day, asked.service, asked.language, asked.country, asked.region, asked.gpc]);
  const known = files.get(inst) ?? new Map<string, BannerFile | undefined>();
  files.set(inst, known);
  if (known.has(key)) return known.get(key);
  const made = await makeBanner(inst, asked, day);
  if (known.size >= MOST_FILES) known.clear();
  known.set(key, made);
  return made;
}

async function makeBanner(inst: Installation, asked: BannerAsked, day: string): Promise<BannerFile | undefined> {
  script ??= readFile(scriptFile, "utf8");
  const text = await script;
  const { service, language, country, region, gpc } = asked;
  const drawn = drawUpBanner(inst.program, {
    ...{ service, language, day, gpc, script: scriptVersion(text) },
    ...(country === undefined ? {} : { place: { country, region } }),
    records: `${inst.address}/v1/consents`,
    notice: `${inst.address}/${bannerLanguage(language)}/notice`,
  });
  if (drawn === undefined) return undefined;
  const { banner, kept, laws } = drawn;
  await keepShown(inst, { hash: kept.shown, service, language: kept.language, laws, text: kept });
  return buildBanner(text, banner);
}
