// The fifth migration: what one store's rows say of another's. Never edited once released.
export const leadTables: readonly string[] = [`alter table privacy_request add column leads bytea`];
