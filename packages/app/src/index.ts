export { type Connected, type ConnectOptions, connect } from "./connect.ts";
export { StoreError } from "./errors.ts";
export { filterRows } from "./filter-rows.ts";
export {
  type AppStore,
  type ChangeWork,
  type ColumnSpec,
  type DatasetSpec,
  type EraseWork,
  expectRows,
  type FoundRow,
  type Query,
  type StepStore,
  type Value,
  type WholeDone,
  type WholeStore,
  type WholeWork,
} from "./store.ts";
