import { type Language, sayFrom } from "../words/index.ts";
import { en } from "./words-en.ts";
import { id } from "./words-id.ts";

/** Says what a package says. */
export const say = sayFrom(en, id);

type Key = keyof typeof en;

/** A kind of source in words, by its id in the taxonomy. */
export const saySource = (language: Language, kind: string): string => sayIfAny(language, `source.${kind}`) ?? kind;

/** A legal basis in words, by its id. */
export const sayBasis = (language: Language, basis: string): string => sayIfAny(language, `basis.${basis}`) ?? basis;

/** A word about what Troth itself keeps. */
export const sayOwn = (language: Language, of: string): string | undefined => sayIfAny(language, `own.${of}`);

const sayIfAny = (language: Language, key: string): string | undefined =>
  Object.hasOwn(en, key) ? say(language, key as Key) : undefined;
