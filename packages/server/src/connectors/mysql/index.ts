export { databaseOf } from "./address.ts";
export { JOURNAL, JOURNAL_COLUMNS } from "./catalog.ts";
export { openMysql } from "./open-mysql.ts";
