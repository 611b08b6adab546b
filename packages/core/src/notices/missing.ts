// What a notice should say and the program does not. It is told plainly, never filled in.
import { asksForBasis, isInEea, type Law, type Program, type Words } from "../program/index.ts";
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

const say = (what: Kind, of: readonly string[] = [], more: Partial<Pick<Missing, "law" | "language">> = {}): Missing => ({
  what,
  of,
  law: more.law,
  language: more.language,
  article: undefined,
});

/** Everything that is missing, in the order of the notice. */
export function missingIn(program: Program, draft: Draft): readonly Missing[] {
  const european = program.laws.find((law) => law === "gdpr" || law === "uk-gdpr");
  const name = european === "uk-gdpr" ? "UK GDPR" : "GDPR";
  return [
    ...who(draft),
    ...why(draft),
    ...towards(draft),
    ...howLong(program, draft),
    ...rest(program, draft),
    ...untranslated(program),
  ].map((one) => {
    const article = european === undefined ? undefined : ARTICLES[one.what];
    return article === undefined ? one : { ...one, article: `${name} ${article}` };
  });
}

function who({ organization, laws }: Draft): readonly Missing[] {
  const represented = new Set(organization.representatives.map(({ law }) => law));
  const outside =
    laws.includes("gdpr") && !organization.controllers.some(({ country }) => isInEea(country)) && !isInEea(organization.country);
  const answering = organization.controllers.length > 0 ? organization.controllers : [{ ...organization, id: organization.name }];
  const homeless = answering.filter((one) => one.address === undefined).map(({ id }) => id);
  return [
    ...(homeless.length > 0 ? [say("address", homeless)] : []),
    ...(organization.officer === undefined ? [say("officer")] : []),
    ...(outside && !represented.has("gdpr") ? [say("representative", [], { law: "gdpr" })] : []),
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

function towards({ recipients, organization, laws }: Draft): readonly Missing[] {
  const away = recipients.filter(
    (one) =>
      one.safeguard === undefined && one.country[0] !== organization.country && one.country.some((country) => !isInEea(country)),
  );
  return laws.includes("gdpr") && away.length > 0
    ? [
        say(
          "safeguard",
          away.map(({ id }) => id),
        ),
      ]
    : [];
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
  const saleSaid = program.never.purposes.includes("sale") || recipients.some((one) => one.sale || one.sharing);
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

/** Words that a language of the program lacks. */
function untranslated(program: Program): readonly Missing[] {
  const words: [string, Words | undefined][] = [
    ...Object.entries(program.subjects).map(([id, one]): [string, Words] => [`subjects.${id}.label`, one.words]),
    ...Object.entries(program.services).map(([id, one]): [string, Words | undefined] => [`services.${id}.about`, one.about]),
    ...Object.entries(program.purposes).flatMap(([id, one]): [string, Words | undefined][] => [
      [`purposes.${id}.label`, one.words],
      [`purposes.${id}.about`, one.about],
      [`purposes.${id}.interest`, one.interest],
      [`purposes.${id}.automated.logic`, one.automated?.logic],
    ]),
    ...Object.entries(program.collection).map(([id, one]): [string, Words | undefined] => [
      `collection.${id}.without`,
      one.without,
    ]),
    ...Object.entries(program.retention).map(([id, { because }]): [string, Words | undefined] => [
      `retention.${id}.because`,
      typeof because?.law === "object" ? because.law : undefined,
    ]),
  ];
  return program.languages.flatMap((language) => {
    const lacking = words.filter(([, said]) => said !== undefined && !Object.hasOwn(said, language)).map(([path]) => path);
    return lacking.length > 0 ? [say("translation", lacking, { language })] : [];
  });
}
