// What `inspect` asks pg_catalog: a few queries over whole sets, whatever the number of tables.

const USERS_TABLES = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`;

const names = (numbers: string, table: string): string =>
  `(SELECT json_agg(a.attname ORDER BY u.place) FROM unnest(${numbers}) WITH ORDINALITY u(number, place)
    JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = u.number)::text`;

export const RELATIONS = `SELECT c.oid, n.nspname, c.relname, c.relkind::text, c.relrowsecurity, c.reltuples,
    (SELECT json_agg(i.inhparent::int8 ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid)::text,
    has_schema_privilege(n.oid, 'USAGE') AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT')),
    pg_has_role(c.relowner, 'USAGE')
  FROM ${USERS_TABLES} ORDER BY n.nspname, c.relname`;

export const COLUMNS = `SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod), a.atttypid, a.atttypmod,
    a.attnotnull, a.attgenerated <> '' OR a.attidentity = 'a', has_column_privilege(c.oid, a.attnum, 'SELECT')
  FROM ${USERS_TABLES} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY a.attrelid, a.attnum`;

export const TYPES = `SELECT oid, typname, typtype::text, typbasetype, typtypmod, typnotnull FROM pg_type
  WHERE typtype IN ('b', 'd', 'e') AND typcategory <> 'A'`;

// A key to a partitioned table has a copy for each partition of the target: the first one says it all.
export const CONSTRAINTS = `SELECT k.conrelid, k.conname, k.contype::text, ${names("k.conkey", "k.conrelid")}, k.confrelid,
    ${names("k.confkey", "k.confrelid")}, k.confdeltype::text, k.confupdtype::text, k.condeferrable,
    CASE WHEN k.contype = 'c' THEN pg_get_constraintdef(k.oid) END
  FROM ${USERS_TABLES} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'f', 'c')
  WHERE NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
  ORDER BY k.conrelid, k.conname`;

export const INDEXES = `SELECT i.indrelid, i.indisunique, i.indpred IS NULL, i.indnkeyatts, a.attname,
    CASE WHEN i.indkey[0] = 0 THEN pg_get_indexdef(i.indexrelid, 1, true) END,
    (SELECT json_agg(coalesce(k.attname, pg_get_indexdef(i.indexrelid, n, true)) ORDER BY n)::text
      FROM generate_series(1, i.indnkeyatts) n LEFT JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = i.indkey[n - 1])
  FROM ${USERS_TABLES} JOIN pg_index i ON i.indrelid = c.oid AND i.indisvalid
  LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND i.indkey[0] <> 0`;

// `indnullsnotdistinct` is of PostgreSQL 15.
export const UNIQUES = `SELECT i.indrelid, x.relname, ${names("i.indkey", "i.indrelid")}, pg_get_expr(i.indexprs, i.indrelid),
    i.indpred IS NULL, coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false)
  FROM ${USERS_TABLES} JOIN pg_index i ON i.indrelid = c.oid AND i.indisunique AND NOT i.indisprimary
  JOIN pg_class x ON x.oid = i.indexrelid ORDER BY i.indrelid, x.relname`;

export const ENUMS = `SELECT enumtypid, json_agg(enumlabel ORDER BY enumsortorder)::text FROM pg_enum GROUP BY enumtypid`;

/** What views are made of. */
export const READS = `SELECT DISTINCT r.ev_class, d.refobjid FROM ${USERS_TABLES}
  JOIN pg_rewrite r ON r.ev_class = c.oid AND r.ev_type = '1'
  JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class ORDER BY 1, 2`;

/** Which tables are sent elsewhere; a table is in a publication by itself, by its schema or as every table is. */
export const PUBLISHED = `SELECT c.oid, p.pubname, p.pubupdate AND p.pubdelete FROM ${USERS_TABLES}
  JOIN pg_publication_tables t ON t.schemaname = n.nspname AND t.tablename = c.relname
  JOIN pg_publication p ON p.pubname = t.pubname ORDER BY c.oid, p.pubname`;

// The function's text belongs to what the trigger does.
export const TRIGGERS = `SELECT g.tgrelid, g.tgname, g.tgtype, g.tgenabled IN ('O', 'A'),
    encode(sha256(convert_to(pg_get_triggerdef(g.oid) || ' ' || f.prosrc, 'UTF8')), 'hex'),
    pg_get_triggerdef(g.oid) || ' ' || f.prosrc, l.lanname IN ('plpgsql', 'sql') OR f.proname ~ '^tsvector_update_trigger'
  FROM ${USERS_TABLES} JOIN pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal JOIN pg_proc f ON f.oid = g.tgfoid
  JOIN pg_language l ON l.oid = f.prolang
  ORDER BY g.tgrelid, g.tgname`;

export const RULES = `SELECT r.ev_class, r.rulename, r.ev_type::text, r.ev_enabled IN ('O', 'A'),
    encode(sha256(convert_to(pg_get_ruledef(r.oid), 'UTF8')), 'hex'), pg_get_ruledef(r.oid)
  FROM ${USERS_TABLES} JOIN pg_rewrite r ON r.ev_class = c.oid AND r.ev_type <> '1' ORDER BY r.ev_class, r.rulename`;

export const ROLE = `SELECT current_user, rolsuper, rolbypassrls, current_setting('server_version')
  FROM pg_roles WHERE rolname = current_user`;
