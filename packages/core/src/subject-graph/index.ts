export { blastRadius, differences, needsSecondApprover, planHash, type StoreSizes, structureHash } from "./approval.ts";
export { type Beside, besideSays } from "./beside.ts";
export { answerAll, type CaptureInput, captureStore, cellOf, REACHING_KINDS, type SubjectIdentifier, TENANT } from "./capture.ts";
export { leadsOfRows } from "./capture-leads.ts";
export {
  type Captured,
  type CapturedRow,
  type CaptureQuery,
  type Cell,
  edgeName,
  type GoneRow,
  type Lead,
  lastingKey,
  rowId,
} from "./captured.ts";
export {
  CHUNK_ROWS,
  type Chunk,
  type ChunkChange,
  type CutWork,
  chunksFinding,
  cutWork,
  LARGE_ROWS_OF_WORK,
  rowsOfSteps,
  type Seed,
  type SeenRows,
  seenOf,
} from "./chunks.ts";
export { fingerprintOf } from "./fingerprint.ts";
export { type AskedValues, askedAlong } from "./follow-edges.ts";
export { keepingOf, type Today } from "./keep-until.ts";
export { makePlan, type PlanInput } from "./make-plan.ts";
export { type DatasetNeed, needsOf } from "./needs.ts";
export { needsOld, newCell, newValue, type RowFacts } from "./new-value.ts";
export { deleteOrder } from "./order.ts";
export { type OwnValue, ownValuesOf } from "./own-values.ts";
export type {
  DatasetPlan,
  EdgePlan,
  IdentityColumn,
  Plan,
  PlanFinding,
  PlannedChange,
  PlannedRight,
  RowAct,
  StorePlan,
  TaskPlan,
} from "./plan.ts";
export { CHANGES } from "./plan.ts";
export { redactorOf } from "./redact.ts";
export { schemaByHand } from "./schema-by-hand.ts";
export { settleAccess, settleErasure } from "./settle.ts";
export type { ColumnSchema, DatasetSchema, ForeignKey, StoreRole, StoreSchema, TriggerSchema } from "./store-schema.ts";
export { isSameRow } from "./taken-keys.ts";
export { firstUntil, keepingLines, type Staying, searchesOf, stayingUntil, unsearchable } from "./task-keeps.ts";
export { type TaskLine, type TaskSearch, taskLines, taskSearches } from "./task-lines.ts";
export { type TellingKind, type TellingValue, tellingKind, tellingValues } from "./telling-values.ts";
export {
  LEAVING_OUT,
  type LeavingOut,
  type LeftOut,
  notLookedInto,
  unreachedFindings,
  withLeftOut,
} from "./unreached.ts";
export { comparable, comparedKey, links } from "./values.ts";
export { elementsOf, reallyHolding, withoutElements, withoutPaths, writingsOf } from "./within.ts";
export type { ChangeWork, DeleteWork, KeptWork, PlanStep, StayingRows, StoreWork } from "./work.ts";
