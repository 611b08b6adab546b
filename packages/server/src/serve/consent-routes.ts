import {
  type ConsentWritten,
  canRefuse,
  consentWrite,
  factOfConsent,
  goesBy,
  PageError,
  type PagePolicies,
  pagePolicies,
  type SignInWritten,
  signInWrite,
} from "@troth/core/consent";
import { dayOf } from "@troth/core/jurisdictions";
import { CHANNELS, oneOf, type Program } from "@troth/core/program";
import { z } from "zod";
import {
  browserToken,
  carriedTo,
  choiceToken,
  filterMails,
  MailTangled,
  noticeSince,
  readBrowserToken,
  serveBanner,
  shownText,
  stopMailto,
  takeConsent,
  takeSignedIn,
  takeSignIn,
} from "../consent/index.ts";
import { type FactsPort, isReplaced } from "../facts/index.ts";
import { type Call, json, problem, Refusal, type Route, refuse, sendsGpc } from "../http/index.ts";

const BODY_BYTES = 32 * 1024;
const LINKS_BYTES = 1024 * 1024;

const bannerAsked = z.strictObject({
  service: z.string().min(1).max(200),
  language: z.string().max(35),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  region: z
    .string()
    .regex(/^[A-Z0-9]{1,3}$/)
    .optional(),
});

const linksBody = z.strictObject({
  links: z
    .array(
      z.strictObject({
        /** The application's id of an account. */
        person: z.string().min(1).max(200),
        /** The way out of mails of this purpose alone; absent: all of the person's choices. */
        purpose: z.string().min(1).max(200).optional(),
        /** Of that part of the purpose alone: one of its channels, or one of its topics. */
        channel: z.enum(CHANNELS).optional(),
        topic: z.string().min(1).max(200).optional(),
        language: z.enum(["en", "id"]).default("en"),
      }),
    )
    .min(1)
    .max(1_000),
});

/** The application's id of the account that is signed in. */
const tokenBody = z.strictObject({ person: z.string().min(1).max(200) });

const MOST_COOKIES = 16 * 1024;
const cspBody = z.strictObject({
  service: z.string().min(1).max(200),
  /** The request's `Cookie` header. */
  cookie: z.string().max(MOST_COOKIES).optional(),
  /** `Sec-GPC: 1` came with the request. */
  gpc: z.boolean().optional(),
  country: z.string().max(10).optional(),
  region: z.string().max(10).optional(),
  nonce: z.string().max(200).optional(),
});

/** Reading costs by the byte, and everybody else waits meanwhile. */
const MAILS_BYTES = 1024 * 1024;
const mailsBody = z.strictObject({
  mails: z
    .array(
      z.strictObject({
        /** The application's id of whoever gets it. */
        person: z.string().min(1).max(200),
        /** What it is about, as a question to `decide` has it. */
        purpose: z.string().min(1).max(200).optional(),
        topic: z.string().min(1).max(200).optional(),
        html: z.string().max(512 * 1024),
      }),
    )
    .min(1)
    .max(100),
});
const found = z.object({
  host: z.string(),
  tracker: z.string().optional(),
  stands: z.enum(["allowed", "refused", "undeclared"]),
  removed: z.boolean(),
});

const tokensRoute: Route = {
  method: "post",
  path: "/v1/browser-tokens",
  who: "backend",
  kind: "api",
  says: "What a page is handed for the account that is signed in on it: sealed, for an hour",
  limit: "backend",
  bodyBytes: BODY_BYTES,
  body: tokenBody,
  answer: z.object({ token: z.string(), ends: z.string() }),
  handle: async ({ inst, body }) => json(await browserToken(inst, (body as z.infer<typeof tokenBody>).person)),
};

const cspRoute: Route = {
  method: "post",
  path: "/v1/csp",
  who: "backend",
  kind: "api",
  says: "The Content-Security-Policy of one page and its visitor: what a script in the page cannot hold, the browser does",
  limit: "backend",
  bodyBytes: BODY_BYTES,
  body: cspBody,
  answer: z.object({ name: z.literal("content-security-policy"), value: z.string() }),
  handle: async ({ inst, body }) => json(policyOf(inst, body as z.infer<typeof cspBody>)),
};

const policies = new WeakMap<Program, PagePolicies>();

function policyOf({ program, address, surroundings }: Call["inst"], asked: z.infer<typeof cspBody>) {
  const { service, cookie, gpc, country, region, nonce } = asked;
  if (country === undefined && region !== undefined) refuse("form", "`region` stands without `country`; send both");
  const known = policies.get(program) ?? pagePolicies(program);
  policies.set(program, known);
  try {
    const page = { service, cookie, gpc, ...(country === undefined ? {} : { place: { country, region } }) };
    const value = known(
      { ...page, troth: new URL(address).origin, ...(nonce === undefined ? {} : { nonce }) },
      surroundings.now(),
    );
    return { name: "content-security-policy", value };
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    const field = error.field === "place" ? "country`, `region" : error.field;
    return refuse("form", `no policy was made; \`${field}\`: ${error.message}`);
  }
}

/** How pages of the program's services send home what was chosen on them. */
export const consentRoutes = (port: FactsPort, stopAddress: string | undefined): Route[] => [
  {
    method: "post",
    path: "/v1/consents",
    who: "site",
    kind: "api",
    says: "Keeps what somebody chose on a page, or that they signed in there or out: each once, however often it comes",
    limit: "consent",
    bodyBytes: BODY_BYTES,
    body: z.union([consentWrite, signInWrite]),
    answer: z.object({ kept: z.boolean(), odd: z.array(z.string()) }),
    handle: (call) => keep(call, port),
  },
  tokensRoute,
  cspRoute,
  {
    method: "get",
    path: "/banner.js",
    who: "anyone",
    kind: "file",
    says: "The banner of a site as one script, with its texts, by language and place",
    limit: "page",
    handle: giveBanner,
  },
  {
    method: "get",
    path: "/.well-known/gpc.json",
    who: "anyone",
    kind: "api",
    says: "That Global Privacy Control is honored, and since when this notice has said so",
    answer: z.object({ gpc: z.literal(true), lastUpdate: z.string() }),
    handle: supportGpc,
  },
  {
    method: "post",
    path: "/v1/choice-links",
    who: "backend",
    kind: "api",
    says: "Links by which people choose without signing in; for a purpose with the headers that its mails carry",
    limit: "backend",
    bodyBytes: LINKS_BYTES,
    body: linksBody,
    answer: z.object({
      links: z.array(
        z.object({
          url: z.string(),
          headers: z.record(z.string(), z.string()).optional(),
          /** By tracker that the program has in mail: whether it may be in this one. */
          trackers: z.record(z.string(), z.boolean()).optional(),
        }),
      ),
    }),
    handle: (call) => makeLinks(call, stopAddress),
  },
  {
    method: "post",
    path: "/v1/mails",
    who: "backend",
    kind: "api",
    says: "Takes out of mails, before they go out, the trackers that may not be in them, and says what was there",
    limit: "backend",
    bodyBytes: MAILS_BYTES,
    body: mailsBody,
    answer: z.object({ mails: z.array(z.object({ html: z.string(), found: z.array(found) })) }),
    handle: filter,
  },
];

async function filter({ inst, body }: Call): Promise<Response> {
  try {
    return json({ mails: await filterMails(inst, (body as z.infer<typeof mailsBody>).mails) });
  } catch (error) {
    if (!(error instanceof MailTangled)) throw error;
    const detail = `no mail was given back; ${error.message}; ${error.advice}`;
    throw new Refusal(problem("form", { code: error.code, detail }));
  }
}

/** @source RFC 8058, 3.1 @source RFC 2369, 3.2 */
async function makeLinks({ inst, body }: Call, stopAddress: string | undefined): Promise<Response> {
  const { links } = body as z.infer<typeof linksBody>;
  const unknown = links.findIndex(({ purpose }) => purpose !== undefined && !Object.hasOwn(inst.program.purposes, purpose));
  if (unknown >= 0) refuse("form", `\`links.${unknown}.purpose\` is no purpose of the program; no link was made`);
  const bound = links.findIndex(({ purpose = "" }) => {
    const rule = Object.hasOwn(inst.program.purposes, purpose) ? inst.program.purposes[purpose] : undefined;
    return rule !== undefined && !canRefuse(rule, inst.program.laws);
  });
  if (bound >= 0)
    refuse("form", `\`links.${bound}.purpose\` leaves nobody a choice, so that its mails have no way out; no link was made`);
  refuseWrongPart(inst.program, links);
  const mails = links.filter(({ purpose }) => purpose !== undefined);
  const carried = await carriedTo(inst, mails);
  return json({
    links: links.map((link) => {
      const { person, purpose, channel, topic, language } = link;
      const token = choiceToken(inst, { person, purpose, channel, topic });
      if (purpose === undefined) return { url: `${inst.address}/${language}/choices/${token}` };
      const url = `${inst.address}/leave/${token}`;
      const ways = stopAddress === undefined ? [url] : [url, stopMailto(stopAddress, token)];
      const headers = { "List-Unsubscribe": ways.map((way) => `<${way}>`).join(", ") };
      return {
        url,
        headers: { ...headers, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" },
        trackers: carried[mails.indexOf(link)] ?? {},
      };
    }),
  });
}

/** A link to a part that the purpose has not would stop all of it, or nothing. */
function refuseWrongPart({ purposes }: Program, links: z.infer<typeof linksBody>["links"]): void {
  for (const [index, { purpose, channel, topic }] of links.entries()) {
    if (channel === undefined && topic === undefined) continue;
    const at = `\`links.${index}.${topic === undefined ? "channel" : "topic"}\``;
    const rule = purpose === undefined ? undefined : purposes[purpose];
    if (rule === undefined) refuse("form", `${at} is a part of a purpose, and none is named; no link was made`);
    if (channel !== undefined && topic !== undefined)
      refuse("form", `${at} stands beside a channel; a link is for one or the other; no link was made`);
    if (topic !== undefined && !Object.hasOwn(rule.topics, topic))
      refuse("form", `${at} is no topic of \`${rule.id}\`: ${oneOf("topics", Object.keys(rule.topics))}; no link was made`);
    if (channel !== undefined && !goesBy(rule, channel))
      refuse("form", `${at} is no channel of \`${rule.id}\`: ${oneOf("channels", rule.channels)}; no link was made`);
  }
}

/** A day in a cache of its own would hold yesterday's law; a few minutes hold nobody up. */
const BANNER_SECONDS = 300;

async function giveBanner(call: Call): Promise<Response> {
  const { c, inst, language } = call;
  const asked = bannerAsked.safeParse({ language, ...c.req.query() });
  if (!asked.success)
    return refuse("form", "a banner is asked for as `?service=<id>`, and perhaps `&language=en&country=US&region=CA`");
  const file = await serveBanner(inst, { ...asked.data, gpc: sendsGpc(call) });
  if (file === undefined) return refuse("not-found", "the program has no such service, or it shows no banner");
  const etag = `"${file.name}"`;
  const headers = {
    ...{ "content-type": "text/javascript; charset=utf-8", "cache-control": `public, max-age=${BANNER_SECONDS}`, etag },
    // Every site of the organization loads it.
    ...{ "cross-origin-resource-policy": "cross-origin", vary: "accept-language, sec-gpc" },
  };
  if (c.req.header("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(file.text, { headers });
}

/** @source Global Privacy Control (W3C), 4: GPC support representation */
async function supportGpc({ inst }: Call): Promise<Response> {
  const since = (await noticeSince(inst.storage.db)) ?? new Date(inst.surroundings.now());
  return json(
    { gpc: true, lastUpdate: dayOf(since.toISOString(), inst.program.zone) },
    { headers: { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" } },
  );
}

/** Servers are renewed within it, in milliseconds; a record that still has names which nobody knows is then kept without them. */
const RENEWED_MS = 60 * 60_000;

/** While servers are renewed, one of before would leave out what the banner of a new one asked, a no among it: the page sends it again. */
const mayBeKnownElsewhere = async ({ inst }: Call, { at }: ConsentWritten): Promise<boolean> =>
  inst.surroundings.now() - Date.parse(at) < RENEWED_MS && (await isReplaced(inst));

async function keep(call: Call, port: FactsPort): Promise<Response> {
  const { inst, site } = call;
  const sent = call.body as ConsentWritten | SignInWritten;
  // By script or by header: a browser may send it in one of them alone.
  const gpc = sent.gpc === true || sendsGpc(call);
  if (!("choices" in sent)) return json(await takeSignIn(inst, { ...sent, gpc }, port));
  const write = { ...sent, gpc };
  const signedIn = write.token === undefined ? undefined : readBrowserToken(inst, write.token);
  const read = factOfConsent(inst.program, write, {
    now: inst.surroundings.now(),
    services: site?.services ?? [],
    text: await shownText(inst, write.shown),
    oddAccount: write.token !== undefined && signedIn?.over !== false,
  });
  if ((read.kind === "refused" || read.leftOut > 0) && (await mayBeKnownElsewhere(call, write)))
    refuse("busy", "nothing was kept; another program is in force since this server began, which may have what this one has not");
  if (read.kind === "refused")
    throw new Refusal(
      problem("form", {
        code: "consent.unknown",
        detail: `nothing was kept; \`${read.field}\`: ${read.says}; ${read.advice}`,
      }),
    );
  const taken =
    signedIn?.over === false
      ? await takeSignedIn(inst, { chose: read.fact, signedIn }, port)
      : await takeConsent(inst, [read.fact], port);
  if (taken.kind === "conflict")
    throw new Refusal(problem("conflict", { code: "consent.conflict", detail: `nothing was kept; ${taken.fault.says}` }));
  return json({ kept: true, odd: read.odd });
}
