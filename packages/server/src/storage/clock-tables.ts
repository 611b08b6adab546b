// The twelfth migration: the laws by which a request is judged, and what moves its clock. Never edited once released.
export const clockTables: readonly string[] = [
  `alter table privacy_request add column laws jsonb`,
  `alter table privacy_request add column clock jsonb`,
];
