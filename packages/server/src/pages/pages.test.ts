import { describe, expect, test } from "vitest";
import {
  assetNames,
  assetOf,
  type CenterFrame,
  CenterLayout,
  Choices,
  Clock,
  DataTable,
  ErrorSummary,
  Field,
  PlanTree,
  ResidenceField,
  StaffLayout,
} from "./index.ts";
import { en } from "./words-en.ts";
import { id } from "./words-id.ts";

const html = (element: unknown): string => String(element);

const frame: CenterFrame = {
  language: "en",
  organization: {
    name: "Fernhill & Sons",
    country: "SE",
    contact: "privacy@fernhill.example",
    address: undefined,
    officer: undefined,
  },
  path: "/en/requests/R-0001",
  person: false,
};

/** The places that a message is filled at. */
const placesIn = (message: string): readonly string[] =>
  [...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? "").toSorted();

describe("the words", () => {
  test.each(Object.keys(en) as (keyof typeof en)[])("%s has the same places in both languages", (key) => {
    expect([...new Set(placesIn(id[key]))]).toEqual([...new Set(placesIn(en[key]))]);
  });
});

describe("the center's frame", () => {
  test("is a whole document without a style or a script of its own", () => {
    const page = html(CenterLayout({ call: frame, title: "Your request" }));
    expect(page.startsWith('<!doctype html><html lang="en">')).toBe(true);
    expect(page).not.toMatch(/ style=|<style|<script| on[a-z]+="/);
    expect(page).toContain("<title>Your request - Fernhill &amp; Sons</title>");
  });

  test("keeps the path when the language is changed", () => {
    expect(html(CenterLayout({ call: frame, title: "x" }))).toContain('href="/id/requests/R-0001" hreflang="id"');
    const home = { ...frame, language: "id" as const, path: "/id" };
    expect(html(CenterLayout({ call: home, title: "x" }))).toContain('href="/en" hreflang="en"');
  });

  test("says where one is, who answers, the authority, and what a cookie is for", () => {
    const page = html(CenterLayout({ call: frame, title: "x" }));
    expect(page).toContain('href="/en/requests" aria-current="page"');
    expect(page).toContain("privacy@fernhill.example");
    expect(page).toContain("Integritetsskyddsmyndigheten");
    expect(page).toContain("set no cookie until you enter a code");
    expect(page).not.toContain("/en/sign-out");
    expect(html(CenterLayout({ call: { ...frame, person: true }, title: "x" }))).toContain('action="/en/sign-out"');
  });

  test("says an error first", () => {
    expect(html(CenterLayout({ call: frame, title: "Ask", wrong: true }))).toContain("<title>Error: Ask");
  });
});

describe("the staff's frame", () => {
  test("shows nothing to go to before one has signed in", () => {
    const out = html(StaffLayout({ call: { organization: "F", path: "/staff/sign-in", who: undefined }, title: "Sign in" }));
    expect(out).not.toContain("<nav");
    const inside = { organization: "F", path: "/staff/requests", who: { name: "Ines", role: "officer" } };
    expect(html(StaffLayout({ call: inside, title: "Requests" }))).toContain('aria-current="page"');
  });
});

describe("components", () => {
  test("never let a value become a part of the page", () => {
    const evil = `"><script>alert(1)</script>`;
    const all = [
      Field({ name: "email", label: evil, hint: evil, error: evil, value: evil }),
      Field({ name: "words", label: evil, value: `</textarea>${evil}`, rows: 4 }),
      Choices({ name: "kind", legend: evil, options: [{ value: evil, label: evil, hint: evil }], chosen: evil }),
      ErrorSummary({ errors: [{ field: evil, says: evil }] }),
      DataTable({ label: evil, columns: [{ label: evil }, { label: evil }], rows: [[evil, evil]] }),
    ];
    for (const one of all) expect(html(one)).not.toContain("<script>");
  });

  test("tie hint and error to their control", () => {
    const field = html(Field({ name: "email", label: "E-mail", hint: "The one we know", error: "Enter an address" }));
    expect(field).toContain('aria-describedby="email-hint email-error"');
    expect(field).toContain('aria-invalid="true"');
    expect(html(ErrorSummary({ errors: [{ field: "email", says: "Enter an address" }] }))).toContain('href="#email"');
    expect(html(ErrorSummary({ errors: [] }))).toBe("null");
  });

  test("a clock says what is left in its own unit, and never a number below zero", () => {
    const clock = {
      startsAt: "2026-11-09T13:00:00Z",
      dueAt: "2026-12-09T22:59:59Z",
      period: { count: 1, unit: "months" as const },
      zone: "Europe/Stockholm",
    };
    const at = (day: string, language: "en" | "id" = "en") => html(Clock({ clock, now: Date.parse(day), language }));
    expect(at("2026-11-23T09:00:00Z")).toContain("16 days left");
    expect(at("2026-11-23T09:00:00Z", "id")).toContain("16 hari lagi");
    expect(at("2026-12-09T12:00:00Z")).toContain("ends today");
    expect(at("2026-12-10T09:00:00Z")).toContain("1 day late");
    expect(at("2026-12-10T09:00:00Z", "id")).toContain("terlambat 1 hari");
    expect(html(Clock({ clock: undefined, now: 0 }))).toContain("no time set by law");
  });

  test("whoever enters a request for somebody is not made to speak as them", () => {
    const field = { laws: ["gdpr", "ccpa"] as const, language: "en" as const, label: "", hint: "", chosen: undefined };
    expect(html(ResidenceField(field))).toContain("I do not want to say");
    expect(html(ResidenceField({ ...field, unsaid: "Not known" }))).not.toContain("I do not");
  });

  test("a plan's tree can be read whole without script", () => {
    const step = {
      store: "app",
      dataset: "users",
      column: undefined,
      link: "owned" as const,
      action: "delete" as const,
      rows: 1234,
      exact: true,
      until: undefined,
      because: undefined,
    };
    const kept = {
      ...step,
      dataset: "invoices",
      action: "keep" as const,
      until: "2033-12-31",
      because: { rule: "books", exception: "legal-duty", law: "the law", as: "pseudonym" },
    };
    const plan = {
      right: "erasure" as const,
      stores: [{ store: "app", product: "SQLite 3", shadow: false, steps: [step, kept], sizes: { users: 54_321 } }],
      totals: { deleted: 1234, changed: 0, kept: 3, rows: 1237 },
    };
    const tree = html(PlanTree({ plan, because: "#stays" }));
    for (const text of ["users", "1,234", "54,321", "stays until 31 December 2033", "1,234 deleted, 3 stay", "SQLite 3"])
      expect(tree).toContain(text);
    expect(tree).not.toMatch(/ hidden[ >=]/);
  });

  test("what a store does by itself is folded away below the plan, and says how much it is", () => {
    const beside = { kind: "trigger" as const, store: "app", dataset: "users", name: "touched", on: ["update" as const] };
    const store = {
      store: "app",
      product: "SQLite 3",
      shadow: false,
      steps: [],
      beside: [{ ...beside, into: [], opaque: false }],
    };
    const totals = { deleted: 0, changed: 0, kept: 0, rows: 0 };
    const [plan = "", below = ""] = html(PlanTree({ plan: { right: "erasure", stores: [store], totals } })).split("</table>");
    expect(plan).not.toContain("touched");
    expect(below).toMatch(/<details[^>]*><summary>app does one thing to these rows by itself as well<\/summary>.*touched/);
  });
});

describe("assets", () => {
  test.each(assetNames)("%s is there, under an address that changes with it, and loads nothing from elsewhere", (name) => {
    const asset = assetOf(name);
    expect(asset.url).toMatch(/^\/assets\/[a-z]+\.[0-9a-f]{16}\.(css|js|svg)$/);
    const text = new TextDecoder().decode(asset.plain);
    if (name.endsWith(".css")) expect(text).not.toMatch(/@import|url\(/);
    expect(asset.brotli.length).toBeLessThan(asset.plain.length);
  });
});
