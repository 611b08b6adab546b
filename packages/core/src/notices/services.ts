import { type ExcludedWhy, exclusionOn, type Law, type Program, type ServiceRule, type SubjectRule } from "../program/index.ts";
import { byBranch, categoriesInDatasets, datasetsOf, notKept, takenAt } from "./categories.ts";
import type { NoticeExclusion, NoticeService, NoticeSubject } from "./notice.ts";

/** The kinds of people. */
export const subjectsOf = (program: Program, day: string): readonly NoticeSubject[] =>
  Object.entries(program.subjects).map(([id, { words, capacity, minor, notice, excluded }]) => {
    const out = exclusionsOn(excluded, day);
    return { id, label: words, capacity, minor, notice, ...(out.length === 0 ? {} : { excluded: out }) };
  });

/** Of what a program says, what its laws say on a day: what ended, or was read by nobody, leaves nobody out. */
const exclusionsOn = (excluded: SubjectRule["excluded"], day: string): readonly NoticeExclusion[] =>
  (Object.entries(excluded) as [Law, ExcludedWhy][]).flatMap(([law, why]): readonly NoticeExclusion[] => {
    if (why === "other-notice") return [{ law, why }];
    const standing = exclusionOn(law, why, day);
    return standing.stands === "holds" ? [{ law, why, article: standing.rule.article }] : [];
  });

/** The products and sites, each with what it holds and why. */
export const servicesOf = (program: Program): readonly NoticeService[] =>
  Object.values(program.services).map((service) => serviceOf(program, service));

function serviceOf(program: Program, service: ServiceRule): NoticeService {
  const subjects = service.subjects.length > 0 ? service.subjects : Object.keys(program.subjects);
  const { controllers } = program.organization;
  return {
    id: service.id,
    name: service.name,
    about: service.about,
    urls: service.urls,
    languages: service.languages,
    laws: service.laws,
    contact: service.contact,
    controller: controllers.find(({ id }) => id === service.controller),
    subjects,
    purposes: Object.values(program.purposes)
      .filter((purpose) => purpose.services.includes(service.id) && concerns(Object.keys(purpose.of), subjects))
      .map((purpose) => purpose.id),
    held: byBranch(program, heldIn(program, service)),
    links: service.links,
  };
}

const concerns = (of: readonly string[], subjects: readonly string[]): boolean =>
  of.length === 0 || of.some((subject) => subjects.includes(subject));

/** What is held for a service: in its datasets, and taken at its points. */
function heldIn(program: Program, { id }: ServiceRule): ReadonlySet<string> {
  const taken = takenAt(
    program,
    Object.values(program.collection).filter((point) => point.services.includes(id)),
  );
  const kept = categoriesInDatasets(datasetsOf(program).filter((dataset) => dataset.services.includes(id)));
  const passing = notKept(program);
  return new Set([...kept, ...taken].filter((category) => !passing.has(category)));
}
