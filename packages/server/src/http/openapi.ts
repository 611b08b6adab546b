import { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import type { Route } from "./route.ts";

// A place of a pattern, with what it must look like: `:language{en|id}`, `:request{R-[0-9]{1,9}}`.
const PLACE = /:([A-Za-z]+)(?:\{((?:[^{}]|\{[^{}]*\})*)\})?/g;

/** A Hono pattern as OpenAPI writes it, with its places: `/:language{en|id}/ask` is `/{language}/ask`. */
export function openapiPath(pattern: string): { readonly path: string; readonly places: Readonly<Record<string, z.ZodType>> } {
  const places: Record<string, z.ZodType> = {};
  const path = pattern.replace(PLACE, (_, name: string, form: string | undefined) => {
    places[name] = placeSchema(form);
    return `{${name}}`;
  });
  return { path, places };
}

function placeSchema(form: string | undefined): z.ZodType {
  if (form === undefined) return z.string();
  if (/^[a-z]+(\|[a-z]+)+$/.test(form)) return z.enum(form.split("|") as [string, ...string[]]);
  return z.string().regex(new RegExp(`^(?:${form})$`));
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  id: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), says: z.string(), advice: z.string() })).optional(),
});

const FORM = "application/x-www-form-urlencoded";

function answersOf(route: Route) {
  const bytes = route.kind === "file" ? "application/octet-stream" : "application/json";
  const type = route.kind === "page" ? "text/html" : (route.answerType ?? bytes);
  const schema = route.kind === "api" && route.answerType === undefined ? (route.answer ?? z.unknown()) : z.string();
  const fault =
    route.kind === "page" ? { "text/html": { schema: z.string() } } : { "application/problem+json": { schema: problemSchema } };
  return {
    200: { description: route.says, content: { [type]: { schema } } },
    ...(route.kind === "page" && route.method === "post" ? { 303: { description: "Done: see there" } } : {}),
    default: { description: "A problem", content: fault },
  };
}

function bodyOf(route: Route) {
  if (route.method !== "post") return undefined;
  const [type, schema] =
    route.kind === "api"
      ? ["application/json", route.bodyShown ?? route.body ?? z.object({})]
      : [FORM, z.record(z.string(), z.string())];
  return { content: { [String(type)]: { schema: schema as z.ZodType } }, required: true };
}

/** Who may call, as OpenAPI's `security`: a cookie of a session, or nothing. */
const securityOf = (route: Route): Record<string, string[]>[] => {
  if (route.who === "anyone" || route.who === "operator" || route.who === "site" || route.who === "link") return [];
  if (route.who === "app" || route.who === "backend") return [{ [route.who]: [] }];
  return [{ [route.who === "person" ? "person" : "staff"]: [] }];
};

/**
 * The routes as OpenAPI 3.1, from the table that serves them: `x-who` says who may call each. What only the operator of
 * this machine may call is left out.
 */
export function openapiOf(routes: readonly Route[], about: { readonly title: string; readonly address: string }): unknown {
  const { openAPIRegistry: registry, ...app } = withRegistry();
  registry.registerComponent("securitySchemes", "person", { type: "apiKey", in: "cookie", name: "troth_person" });
  registry.registerComponent("securitySchemes", "staff", { type: "apiKey", in: "cookie", name: "troth_staff" });
  registry.registerComponent("securitySchemes", "app", { type: "http", scheme: "bearer" });
  registry.registerComponent("securitySchemes", "backend", { type: "http", scheme: "bearer" });
  for (const route of routes) {
    if (route.who === "operator") continue;
    const { path, places } = openapiPath(route.path);
    const body = bodyOf(route);
    registry.registerPath({
      method: route.method,
      path,
      summary: route.says,
      tags: [route.kind],
      "x-who": route.who,
      security: securityOf(route),
      request: {
        ...(Object.keys(places).length === 0 ? {} : { params: z.object(places) as never }),
        ...(body === undefined ? {} : { body }),
      },
      responses: answersOf(route),
    });
  }
  return app.document({ openapi: "3.1.0", info: { title: about.title, version: "1" }, servers: [{ url: about.address }] });
}

function withRegistry() {
  const app = new OpenAPIHono();
  return { openAPIRegistry: app.openAPIRegistry, document: app.getOpenAPI31Document };
}
