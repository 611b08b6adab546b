export type { DataForm } from "./base.ts";
export { type Compiled, type CompileInput, compileProgram } from "./compile-program.ts";
export { defineProgram } from "./define-program.ts";
export { isInEea } from "./eea.ts";
export { type Excerpt, excerptOf, type Finding, type FindingLevel, formatPlace, sortFindings } from "./finding.ts";
export type { Files } from "./include.ts";
export { checkLive } from "./live/check-live.ts";
export { unmappedColumns } from "./live/mapping.ts";
export type { LiveColumn, LiveDataset, LiveStore } from "./live/store-shape.ts";
export { whyUnfit } from "./live/strategies.ts";
export { nearest, oneOf } from "./nearest.ts";
export type {
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
} from "./program.ts";
export { type Paint, type RenderOptions, renderFinding, renderFindings, renderUnrun } from "./render-finding.ts";
export type {
  CollectionRule,
  ControllerRule,
  DataRule,
  DataUse,
  OrganizationRule,
  RetentionRule,
  RetentionSpan,
  ServiceRule,
  SubjectRule,
} from "./rules.ts";
export { jsonSchemaOfProgram, type LongProgram, type WrittenProgram } from "./schema/program-schema.ts";
export { UNRUN } from "./unrun.ts";
export { languageOf, type Words, wordsIn } from "./words.ts";
