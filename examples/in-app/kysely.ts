import { connect } from "@troth/app";
import { kyselyStore } from "@troth/app/kysely";
import type { Kysely } from "kysely";

export async function serve<DB>(db: Kysely<DB>, key: string): Promise<void> {
  const troth = connect({ url: "https://troth.example", key });
  const store = kyselyStore(db, {
    dialect: "postgres",
    datasets: {
      users: { key: ["id"], columns: { email: { unique: true, maxLength: 80 } } },
      posts: { key: ["id"], references: [{ columns: ["author_id"], target: "users", targetColumns: ["id"] }] },
    },
  });
  troth.store("main", store);
  await troth.ready();
}
