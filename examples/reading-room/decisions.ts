// Where the reading room sends, picks and gives away: every such line asks first. Without a key nothing of it is there.
import { createHash } from "node:crypto";
import { connect, type Troth } from "@troth/sdk";
import { askTroth, onlyIf, type TrothVariables } from "@troth/sdk/hono";
import { Hono } from "hono";
import type { Kysely } from "kysely";
import type { Tables } from "./server.ts";

/** Connects, and gives the routes that use data for more than the account. */
export async function decisionRoutes(db: Kysely<Tables>, server: { readonly url: string; readonly key: string }) {
  const troth = await connect(server);
  const app = new Hono<{ Variables: TrothVariables }>();
  app.use(askTroth(troth, { person: (c) => c.req.header("x-user") }));

  // What happened is told as it happens; the next line that asks knows it.
  const tell = (person: string, given: boolean, to: readonly ({ purpose: string } | { to: string })[]) =>
    troth.facts(
      to.map((what) => ({
        ...{ kind: "consented", id: crypto.randomUUID(), person, given, at: new Date().toISOString(), origin: "reading-room" },
        ...what,
      })),
    );
  app.post("/users/:id/newsletter", async (c) => {
    const { on } = await c.req.json<{ on: boolean }>();
    await tell(c.req.param("id"), on, [{ purpose: "newsletter" }]);
    return c.body(null, 204);
  });
  // What names somebody goes to an advertiser with a yes to just that, beside the one to the purpose.
  app.post("/users/:id/audience", async (c) => {
    const { on } = await c.req.json<{ on: boolean }>();
    await tell(c.req.param("id"), on, [{ purpose: "audience" }, { to: "network" }]);
    return c.body(null, 204);
  });
  // Mail: whoever may be written to about readings, and nobody else.
  app.post("/newsletter", async (c) => {
    const readers = await db.selectFrom("users").select(["id", "email"]).execute();
    const asked = { purpose: "newsletter", topic: "readings", data: ["contact.email"] };
    const sent = [...troth.filter(readers, { ...asked, person: ({ id }) => String(id) })];
    return c.json({ sent: sent.map(({ id }) => id) });
  });
  // Export: texts without names, of whoever has not objected.
  app.get("/insight", async (c) => {
    const posts = await db.selectFrom("posts").select(["author_id", "body"]).execute();
    const asked = { purpose: "insight", data: ["content.text"], form: "pseudonym" } as const;
    const given = [...troth.filter(posts, { ...asked, person: ({ author_id }) => String(author_id) })];
    return c.json(given.map(({ body }) => body));
  });
  // Audience: what goes to a network, hashed as it wants it. Asked and on record before it is sent, each reader once a day.
  app.post("/audience", async (c) => {
    const readers = await db.selectFrom("users").select(["id", "email"]).execute();
    const day = new Date().toISOString().slice(0, 10);
    const asked = { purpose: "audience", data: ["contact.email"], form: "hashed", recipient: "network" } as const;
    const answers = await troth.disclose(
      readers.map(({ id }) => ({ id: `audience ${day} ${id}`, person: String(id), ...asked })),
    );
    const given = readers.filter((_, at) => answers[at]?.allowed === true);
    return c.json({ given: given.map(({ email }) => createHash("sha256").update(email.trim().toLowerCase()).digest("hex")) });
  });
  // A reader's own page that another use of the same data stands behind.
  app.get("/offers", onlyIf({ purpose: "newsletter", topic: "offers", data: ["contact.email"] }), (c) =>
    c.text("something for you"),
  );
  return { app, troth } satisfies { app: typeof app; troth: Troth };
}
