import { connect } from "@troth/app";
import { drizzleStore } from "@troth/app/drizzle";
import { drizzle } from "drizzle-orm/node-postgres";
import { integer, pgTable, serial, text, varchar } from "drizzle-orm/pg-core";

const users = pgTable("users", { id: serial().primaryKey(), email: varchar({ length: 80 }).notNull().unique() });
const posts = pgTable("posts", {
  id: serial().primaryKey(),
  authorId: integer("author_id").references(() => users.id, { onDelete: "cascade" }),
  body: text(),
});

export async function serve(databaseUrl: string, key: string): Promise<void> {
  const db = drizzle(databaseUrl);
  const troth = connect({ url: "https://troth.example", key });
  troth.store("main", drizzleStore(db, { schema: { users, posts } }));
  await troth.ready();
}
