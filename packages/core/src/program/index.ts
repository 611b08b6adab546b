export { CHANNELS, type Channel, type DataForm } from "./base.ts";
export { NOTICE_SECTIONS, type NoticeSection } from "./checks/notice-links.ts";
export { type Coarseness, coarsenessOf } from "./coarseness.ts";
export { type Compiled, type CompileInput, compileProgram } from "./compile-program.ts";
export { defineProgram } from "./define-program.ts";
export { isInEea } from "./eea.ts";
export { type ExcludedWhy, type ExclusionStanding, exclusionOn } from "./exclusions.ts";
export {
  canBeRead,
  type FilePattern,
  isNamedByColumn,
  leadsThrough,
  type NoPattern,
  prefixOf,
  readFileName,
  readFilePattern,
} from "./file-pattern.ts";
export { type Excerpt, excerptOf, type Finding, type FindingLevel, formatPlace, sortFindings } from "./finding.ts";
export type { Files } from "./include.ts";
export {
  asksForBasis,
  countriesAway,
  GROUNDS_FOR_AUTOMATED,
  groundsForSpecial,
  OBJECTIONABLE,
} from "./law-limits.ts";
export { checkLive } from "./live/check-live.ts";
export { unmappedColumns } from "./live/mapping.ts";
export type { LiveColumn, LiveDataset, LiveStore } from "./live/store-shape.ts";
export { whyUnfit } from "./live/why-unfit.ts";
export { unfitWithdrawn } from "./live/withdrawn-columns.ts";
export { quotedColumn, splitPath } from "./lookup.ts";
export { nearest, oneOf } from "./nearest.ts";
export { OWN_ENDS } from "./own-ends.ts";
export type {
  ComparedAs,
  DatasetRule,
  FieldRule,
  IdentityRule,
  KeepRule,
  Law,
  LegalPeriod,
  LinkKind,
  LinkRule,
  LinkTarget,
  Program,
  PurposeRule,
  RecipientRule,
  SourcePlace,
  StoreRule,
  Strategy,
  UnrunKey,
  Where,
  Within,
} from "./program.ts";
export { type Paint, type RenderOptions, renderFinding, renderFindings, renderUnrun } from "./render-finding.ts";
export type {
  AgreementRule,
  BannerRule,
  CollectionRule,
  ColumnPlace,
  ControllerRule,
  DataRule,
  DataUse,
  GroundRule,
  GuardedRule,
  LimitedUse,
  OrganizationRule,
  RetentionRule,
  RetentionSpan,
  ServiceRule,
  SubjectRule,
  TrackerRule,
  TransferGround,
  WithdrawnRule,
} from "./rules.ts";
export { jsonSchemaOfProgram, type LongProgram, type WrittenProgram } from "./schema/program-schema.ts";
export { UNRUN } from "./unrun.ts";
export { languageOf, type Name, nameIn, type Words, wordsIn } from "./words.ts";
