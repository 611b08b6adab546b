// What one writes by hand for this table: the person's rows, row by row, as JSON. `<database> <file>`
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import Sqlite from "libsql";

const [database = "", file = ""] = process.argv.slice(2);
const db = new Sqlite(database, { readonly: true });
const rows = db.prepare("select id, body from messages where customer_id = 1").iterate();
await pipeline(
  (function* () {
    for (const row of rows) yield `${JSON.stringify(row)}\n`;
  })(),
  createWriteStream(file),
);
