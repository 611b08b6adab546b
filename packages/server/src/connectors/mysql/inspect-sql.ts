// What is asked of information_schema, of one schema at a time: with its name as a constant no other is opened.
// A second parameter names one table.

const of = (alias: string, oneTable: boolean, column = "TABLE"): string =>
  `${alias}.${column}_SCHEMA = ?${oneTable ? ` AND ${alias}.${column}_NAME = ?` : ""}`;

/** Name, type, engine, whether the engine can roll back, rows, whether it is partitioned. */
export const tables = (oneTable = false): string => `SELECT t.TABLE_NAME, t.TABLE_TYPE, t.ENGINE,
    coalesce((SELECT e.TRANSACTIONS FROM information_schema.ENGINES e WHERE e.ENGINE = t.ENGINE), 'NO'),
    t.TABLE_ROWS, t.CREATE_OPTIONS LIKE '%partitioned%'
  FROM information_schema.TABLES t WHERE ${of("t", oneTable)} AND t.TABLE_TYPE <> 'SEQUENCE' ORDER BY t.TABLE_NAME`;

export const columns = (oneTable = false): string => `SELECT c.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, c.COLUMN_TYPE,
    c.CHARACTER_SET_NAME, c.COLLATION_NAME, c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION, c.NUMERIC_SCALE,
    c.IS_NULLABLE = 'YES', coalesce(c.GENERATION_EXPRESSION, '') <> '', c.PRIVILEGES, c.GENERATION_EXPRESSION
  FROM information_schema.COLUMNS c WHERE ${of("c", oneTable)} ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`;

/**
 * Indexes that find rows by a whole value; a part of a column, as in `(name(10))`, finds them too. Only MySQL has them on
 * expressions, and only MySQL has the column: MariaDB skips what is written for its versions.
 */
export const indexes = (oneTable = false): string => `SELECT i.TABLE_NAME, i.INDEX_NAME, i.COLUMN_NAME, i.NON_UNIQUE = 0,
    i.SUB_PART, i.NULLABLE = 'YES', /*!80013 coalesce(i.EXPRESSION, */ NULL /*!80013 ) */
  FROM information_schema.STATISTICS i WHERE ${of("i", oneTable)} AND i.INDEX_TYPE IN ('BTREE', 'HASH')
  ORDER BY i.TABLE_NAME, i.INDEX_NAME = 'PRIMARY' DESC, i.INDEX_NAME, i.SEQ_IN_INDEX`;

export const foreignKeys = (oneTable = false): string => `SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME,
    k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.DELETE_RULE, r.UPDATE_RULE
  FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r
    ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME
  WHERE ${of("k", oneTable)} AND r.CONSTRAINT_SCHEMA = ? AND k.REFERENCED_TABLE_NAME IS NOT NULL
  ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`;

/** Other schemas of the server, with foreign keys into this one. */
export const POINTING_SCHEMAS = `SELECT DISTINCT k.TABLE_SCHEMA FROM information_schema.KEY_COLUMN_USAGE k
  WHERE k.REFERENCED_TABLE_SCHEMA = ? AND k.TABLE_SCHEMA <> ?`;

/** MySQL does not name a check's table beside its clause, MariaDB does: both name it here. */
export const CHECKS = `SELECT t.TABLE_NAME, c.CHECK_CLAUSE, c.CONSTRAINT_NAME FROM information_schema.TABLE_CONSTRAINTS t
  JOIN information_schema.CHECK_CONSTRAINTS c ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA
    AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME /*M! AND c.TABLE_NAME = t.TABLE_NAME */
  WHERE t.TABLE_SCHEMA = ? AND t.CONSTRAINT_TYPE = 'CHECK'`;

export const TRIGGERS = `SELECT g.EVENT_OBJECT_TABLE, g.TRIGGER_NAME, g.EVENT_MANIPULATION,
    concat_ws(' ', g.ACTION_TIMING, g.EVENT_MANIPULATION, g.ACTION_ORDER, g.ACTION_STATEMENT), g.ACTION_STATEMENT
  FROM information_schema.TRIGGERS g WHERE g.EVENT_OBJECT_SCHEMA = ? ORDER BY g.EVENT_OBJECT_TABLE, g.TRIGGER_NAME`;

/** Who we are, and what we may see: the rights of a whole schema or server. */
export const ROLE = `SELECT current_user(), version(),
  (SELECT group_concat(DISTINCT u.PRIVILEGE_TYPE) FROM information_schema.USER_PRIVILEGES u
    WHERE u.GRANTEE = concat('''', substring_index(current_user(), '@', 1), '''@''', substring_index(current_user(), '@', -1), '''')),
  (SELECT group_concat(DISTINCT s.PRIVILEGE_TYPE) FROM information_schema.SCHEMA_PRIVILEGES s WHERE s.TABLE_SCHEMA = ?
    AND s.GRANTEE = concat('''', substring_index(current_user(), '@', 1), '''@''', substring_index(current_user(), '@', -1), ''''))`;
