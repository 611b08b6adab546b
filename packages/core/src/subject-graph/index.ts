export type { ColumnSchema, DatasetSchema, ForeignKey, StoreSchema, TriggerSchema } from "./store-schema.ts";
