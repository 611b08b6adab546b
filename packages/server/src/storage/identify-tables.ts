// The migration of codes for an identifier that is added later. Never edited once released.
export const identifyTables: readonly string[] = [
  `alter table ask drop constraint ask_kind_check`,
  `alter table ask add constraint ask_kind_check
    check (kind in ('access', 'erasure', 'question', 'concern', 'sign-in', 'identify'))`,
  // A request waits for one such code at a time.
  `create unique index ask_identify on ask (request_id) where kind = 'identify' and state = 'waiting'`,
];
