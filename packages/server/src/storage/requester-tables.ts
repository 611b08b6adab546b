// The thirteenth migration: who asks, what they have shown of it, and what staff know of it. Never edited once released.
export const requesterTables: readonly string[] = [`alter table privacy_request add column asking jsonb`];
