export { blastRadius, differences, needsSecondApprover, planHash, type StoreSizes, structureHash } from "./approval.ts";
export { answerAll, captureStore, cellOf, REACHING_KINDS, type SubjectIdentifier } from "./capture.ts";
export { type Captured, type CapturedRow, type CaptureQuery, type Cell, type GoneRow, rowId } from "./captured.ts";
export { fingerprintOf } from "./fingerprint.ts";
export { keepingOf } from "./keep-until.ts";
export { makePlan, type PlanInput } from "./make-plan.ts";
export { type DatasetNeed, needsOf } from "./needs.ts";
export { deleteOrder } from "./order.ts";
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
} from "./plan.ts";
export { newValue } from "./pseudonym.ts";
export { settleAccess, settleErasure } from "./settle.ts";
export { lastingKey } from "./settle-kept.ts";
export type { ColumnSchema, DatasetSchema, ForeignKey, StoreSchema, TriggerSchema } from "./store-schema.ts";
export type { ChangeWork, DeleteWork, KeptWork, PlanStep, StoreWork } from "./work.ts";
