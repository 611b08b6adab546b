// The reading room: people write posts, pages of authors are cached. Troth acts in this process: no password of the database
// leaves it, and the cache is told. See README.md beside it.
import { serve } from "@hono/node-server";
import { connect } from "@troth/app";
import { type ActDone, kyselyStore } from "@troth/app/kysely";
import { Hono } from "hono";
import { type Generated, Kysely, SqliteDialect } from "kysely";
import Database from "libsql";
import { decisionRoutes } from "./decisions.ts";

export interface Tables {
  users: { id: Generated<number>; email: string; name: string };
  posts: { id: Generated<number>; author_id: number; body: string };
}

const env = (name: string, otherwise = ""): string => process.env[name] ?? otherwise;
const file = new Database(env("READING_ROOM_DB", "reading-room.db"), { timeout: 2000 });
file.exec(`create table if not exists users (id integer primary key, email text not null unique, name text not null);
  create table if not exists posts (id integer primary key, author_id integer not null references users (id), body text not null);
  create index if not exists posts_author on posts (author_id);`);
file.pragma("foreign_keys = on");
const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file as never }) });

/** The cache outlives the process, as a Redis would. */
const cache = new Database(env("READING_ROOM_CACHE", "cache.db"));
cache.exec("create table if not exists page (author text primary key, html text not null)");

const app = new Hono();
app.post("/users", async (c) => {
  const { email, name } = await c.req.json<{ email: string; name: string }>();
  return c.json(await db.insertInto("users").values({ email, name }).returning("id").executeTakeFirstOrThrow(), 201);
});
app.post("/users/:id/posts", async (c) => {
  const author = Number(c.req.param("id"));
  const { body } = await c.req.json<{ body: string }>();
  forget(author);
  return c.json(await db.insertInto("posts").values({ author_id: author, body }).returning("id").executeTakeFirstOrThrow(), 201);
});
app.get("/users/:id", async (c) => {
  const id = c.req.param("id");
  const had = cache.prepare("select html from page where author = ?").get(id) as { html: string } | undefined;
  if (had) return c.html(had.html, 200, { "x-cache": "hit" });
  const user = await db.selectFrom("users").selectAll().where("id", "=", Number(id)).executeTakeFirst();
  if (!user) return c.notFound();
  const posts = await db.selectFrom("posts").select("body").where("author_id", "=", user.id).execute();
  const html = `<h1>${escaped(user.name)}</h1>${posts.map((post) => `<p>${escaped(post.body)}</p>`).join("")}`;
  cache.prepare("insert or replace into page (author, html) values (?, ?)").run(id, html);
  return c.html(html);
});

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const forget = (author: unknown): unknown => cache.prepare("delete from page where author = ?").run(String(author));

/** After every act of Troth, at least once: what was kept of these rows elsewhere goes. */
async function told(acts: readonly ActDone[]): Promise<void> {
  if (env("READING_ROOM_DIES") === "before-the-cache") process.kill(process.pid, "SIGKILL");
  for (const act of acts.filter((one) => one.dataset === "users")) for (const [id] of act.keys) forget(id);
}

const store = kyselyStore(db, {
  dialect: "sqlite",
  datasets: {
    users: { key: ["id"], columns: { email: { unique: true, indexed: true } } },
    posts: {
      key: ["id"],
      columns: { author_id: { indexed: true } },
      references: [{ columns: ["author_id"], target: "users", targetColumns: ["id"] }],
    },
  },
  told,
});

const appKey = env("TROTH_APP_KEY");
const deciding =
  appKey === "" ? undefined : await decisionRoutes(db, { url: env("TROTH_URL", "http://127.0.0.1:4620"), key: appKey });
if (deciding) app.route("/", deciding.app);

const troth = connect({ url: env("TROTH_URL", "http://127.0.0.1:4620"), key: env("TROTH_KEY") });
const acting: typeof store = {
  ...store,
  async erase(work, tx) {
    if (env("READING_ROOM_DIES") === "in-the-transaction") process.kill(process.pid, "SIGKILL");
    return store.erase(work, tx);
  },
};
troth.store("app", acting);
await troth.ready();
const server = serve({ fetch: app.fetch, port: Number(env("PORT", "3000")), hostname: "127.0.0.1" }, ({ port }) => {
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
process.on("SIGTERM", async () => {
  await Promise.all([troth.close(), deciding?.troth.close()]);
  server.close();
});
