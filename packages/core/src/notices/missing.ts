// What a notice should say and the program does not. It is told plainly, never filled in.
import { asksForBasis, countriesAway, isInEea, type Law, type Name, type Program, type Words } from "../program/index.ts";
import { datasetsOf } from "./categories.ts";
import type { Missing, NoticeContent } from "./notice.ts";
import { unruled } from "./retention.ts";

type Draft = Omit<NoticeContent, "missing">;
type Kind = Missing["what"];

/** Which article asks for it, where the GDPR holds. */
const ARTICLES: Readonly<Partial<Record<Kind, string>>> = {
  address: "Art. 13(1)(a)",
  representative: "Art. 13(1)(a)",
  officer: "Art. 13(1)(b)",
  purposes: "Art. 13(1)(c)",
  basis: "Art. 13(1)(c)",
  data: "Art. 14(1)(d)",
  safeguard: "Art. 13(1)(f)",
  retention: "Art. 13(2)(a)",
  authority: "Art. 13(2)(d)",
  required: "Art. 13(2)(e)",
  automated: "Art. 13(2)(f)",
  sources: "Art. 14(2)(f)",
};

/** What the Swiss act asks for besides. */
const SWISS: Readonly<Partial<Record<Kind, string>>> = { safeguard: "Art. 19(4)" };

const say = (what: Kind, of: readonly string[] = [], more: Partial<Pick<Missing, "law" | "language">> = {}): Missing => ({
  what,
  of,
  law: more.law,
  language: more.language,
  article: undefined,
});

/** Everything that is missing, in the order of the notice. */
export function missingIn(program: Program, draft: Draft): readonly Missing[] {
  return [
    ...who(draft),
    ...why(draft),
    ...towards(draft),
    ...howLong(program, draft),
    ...rest(program, draft),
    ...untranslated(program),
  ].map((one) => {
    const asks = isEuropean(one.law) || one.law === "ch-fadp" ? one.law : europeanOf(program.laws);
    const article = asks && (asks === "ch-fadp" ? SWISS[one.what] : ARTICLES[one.what]);
    return article === undefined ? one : { ...one, article: `${NAMES[asks as keyof typeof NAMES]} ${article}` };
  });
}

const NAMES = { gdpr: "GDPR", "uk-gdpr": "UK GDPR", "ch-fadp": "FADP" } as const;

const isEuropean = (law: Law | undefined): boolean => law === "gdpr" || law === "uk-gdpr";
const europeanOf = (laws: readonly Law[]): Law | undefined => laws.find(isEuropean);

/** Laws under which somebody speaks for a company that is nowhere in what they call home. @source GDPR Art. 27; UK GDPR Art. 27 */
const REPRESENTED: readonly { readonly law: Law; readonly isHome: (country: string) => boolean }[] = [
  { law: "gdpr", isHome: isInEea },
  { law: "uk-gdpr", isHome: (country) => country === "GB" },
];

function who({ organization, laws }: Draft): readonly Missing[] {
  const represented = new Set(organization.representatives.map(({ law }) => law));
  const places = [organization.country, ...organization.controllers.map(({ country }) => country)];
  const abroad = REPRESENTED.filter(
    ({ law, isHome }) => laws.includes(law) && !represented.has(law) && !places.some((country) => isHome(country)),
  );
  const answering = organization.controllers.length > 0 ? organization.controllers : [{ ...organization, id: organization.name }];
  const homeless = answering.filter((one) => one.address === undefined).map(({ id }) => id);
  return [
    ...(homeless.length > 0 ? [say("address", homeless)] : []),
    ...(organization.officer === undefined ? [say("officer")] : []),
    ...abroad.map(({ law }) => say("representative", [], { law })),
  ];
}

/** Laws that allow nothing without a basis: the check of the program asks for it, a law of a service of its own may not. */
function why({ purposes, held, laws }: Draft): readonly Missing[] {
  const all = purposes.flatMap((group) => group.purposes);
  const bare = all.filter((purpose) => purpose.bases.length === 0 && !purpose.instructed).map(({ id }) => id);
  const asks = laws.some(asksForBasis);
  return [
    ...(held.length === 0 ? [say("data")] : []),
    ...(all.length === 0 ? [say("purposes")] : []),
    ...(asks && bare.length > 0 ? [say("basis", bare)] : []),
  ];
}

/** Laws whose notice tells what protects data that leaves. @source GDPR Art. 13(1)(f); FADP Art. 19(4) */
const TELLS_OF_TRANSFERS: readonly Law[] = ["gdpr", "uk-gdpr", "ch-fadp"];

/** Recipients with a place outside of what a law calls home, and no safeguard. What the first law names, no other repeats. */
function towards({ recipients, organization, laws }: Draft): readonly Missing[] {
  const named = new Set<string>();
  return TELLS_OF_TRANSFERS.filter((law) => laws.includes(law)).flatMap((law) => {
    const away = recipients.filter(
      (one) =>
        one.safeguard === undefined &&
        one.capacity !== "authority" &&
        !named.has(one.id) &&
        countriesAway(law, one.country, organization.country).length > 0,
    );
    for (const { id } of away) named.add(id);
    const of = away.map(({ id }) => id);
    // The first law of the program that is the Union's is the one that a finding is about where none is named.
    return of.length === 0 ? [] : [say("safeguard", of, law === europeanOf(laws) ? {} : { law })];
  });
}

/** Of what is held, what lies where no rule of retention reaches it. */
function howLong(program: Program, { held }: Draft): readonly Missing[] {
  const open = unruled(program);
  const of = held.flatMap((branch) => branch.categories.map(({ id }) => id)).filter((id) => open.has(id));
  return of.length > 0 ? [say("retention", of)] : [];
}

/** @source GDPR Art. 13(2)(d) */
const ASKS_FOR_AUTHORITY: ReadonlySet<Law> = new Set<Law>(["gdpr", "uk-gdpr"]);

function rest(program: Program, draft: Draft): readonly Missing[] {
  const { authorities, automated, recipients, laws } = draft;
  const californian = laws.find((law) => law === "ccpa" || law === "us-states");
  // Californian law calls renting a sale: Cal. Civ. Code 1798.140(ad)(1), from memory.
  const saleSaid = program.never.purposes.includes("sale") || recipients.some((one) => one.sale || one.sharing || one.rental);
  return [
    ...authorities
      .filter(({ law, authorities: known }) => known.length === 0 && ASKS_FOR_AUTHORITY.has(law))
      .map(({ law }) => say("authority", [], { law })),
    ...(Object.keys(program.collection).length === 0 ? [say("required")] : []),
    ...(automated.said === "nothing" ? [say("automated")] : []),
    ...(draft.sources.length === 0 ? [say("sources")] : []),
    ...(californian !== undefined && !saleSaid ? [say("sale", [], { law: californian })] : []),
  ];
}

/** A name that is said by language; one that stands alone is the same in all. */
const byLanguage = (name: Name | undefined): Words | undefined => (typeof name === "object" ? name : undefined);

/** Words that a language of the program lacks. */
function untranslated(program: Program): readonly Missing[] {
  const words: [string, Words | undefined][] = [
    ...Object.entries(program.subjects).map(([id, one]): [string, Words] => [`subjects.${id}.label`, one.words]),
    ...Object.entries(program.services).map(([id, one]): [string, Words | undefined] => [`services.${id}.about`, one.about]),
    ...Object.entries(program.purposes).flatMap(([id, one]): [string, Words | undefined][] => [
      [`purposes.${id}.label`, one.words],
      [`purposes.${id}.about`, one.about],
      [`purposes.${id}.duty`, byLanguage(one.duty)],
      [`purposes.${id}.interest`, one.interest],
      [`purposes.${id}.automated.logic`, one.automated?.logic],
    ]),
    ...Object.entries(program.recipients).map(([id, one]): [string, Words | undefined] => [
      `recipients.${id}.when.label`,
      one.occasionWords,
    ]),
    ...Object.entries(program.collection).map(([id, one]): [string, Words | undefined] => [
      `collection.${id}.without`,
      one.without,
    ]),
    ...datasetsOf(program).map(({ store, name, about }): [string, Words | undefined] => [
      `stores.${store}.datasets.${name}.about`,
      about,
    ]),
    ...Object.entries(program.retention).map(([id, { because }]): [string, Words | undefined] => [
      `retention.${id}.because`,
      byLanguage(because?.law),
    ]),
    ["organization.joint.arrangement", byLanguage(program.organization.joint)],
  ];
  return program.languages.flatMap((language) => {
    const lacking = words.filter(([, said]) => said !== undefined && !Object.hasOwn(said, language)).map(([path]) => path);
    return lacking.length > 0 ? [say("translation", lacking, { language })] : [];
  });
}
