export { type Asset, type AssetName, AssetsMissing, assetNames, assetOf } from "./asset-of.ts";
export { assetRoutes } from "./asset-routes.ts";
export { type CenterFrame, CenterLayout, centerFrame } from "./center-layout.tsx";
export { Clock, clockWords, LargeClock, type ShownClock } from "./clock.tsx";
export type { ScriptName } from "./document.tsx";
export {
  type Choice,
  Choices,
  ErrorSummary,
  errorOf,
  Field,
  type FieldError,
  type FieldProps,
  FileField,
  Select,
  Tick,
} from "./form.tsx";
export { Icon, type IconName, Mark } from "./icon.tsx";
export { LiveProgress, type ProgressSaid } from "./live-progress.tsx";
export { Card, type Column, DataTable, Empty, type Fact, FactList, Hash, Note, Progress, type Step, Steps } from "./parts.tsx";
export { PasskeyButton } from "./passkey-button.tsx";
export { PlanTree, type ShownPlan, totalsInWords } from "./plan-tree.tsx";
export { problemPage } from "./problem-page.tsx";
export { ReceiptCheck } from "./receipt-check.tsx";
export { ResidenceField } from "./residence-field.tsx";
export { type StaffFrame, StaffLayout, staffFrame } from "./staff-layout.tsx";
export { State, type StateName } from "./state.tsx";
