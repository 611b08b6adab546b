import { endedBy, goesBy, type OfferedChoice, type OfferedPart, type WayOut, withWholeNoes } from "@troth/core/consent";
import type { PurposeRule } from "@troth/core/program";
import {
  choiceReceipt,
  choiceRecord,
  LINK_TOKEN,
  readChoices,
  readChoiceToken,
  readHistory,
  readSignal,
  setChoices,
} from "../consent/index.ts";
import { contentsOf, withdrawContent } from "../contents/index.ts";
import type { FactsPort } from "../facts/index.ts";
import { type Call, type Route, refuse, sendsGpc } from "../http/index.ts";
import { partsIn } from "./choice-parts.tsx";
import { CHOICES_SAVED, ChoicesPage, type ChoicesSaved, LeavePage, type LinkStands, type OwnRecords } from "./choices-page.tsx";
import { PendingPage } from "./receipt-routes.tsx";
import { tellThere, toldBy } from "./told.ts";

const TOKEN = `:token{${LINK_TOKEN}}`;

/** Choices by a signed link, without signing in: all of somebody's, and the one-click way out of a kind of mail. */
export const choicesRoutes = (port: FactsPort): readonly Route[] => [
  {
    method: "get",
    path: `/:language{en|id}/choices/${TOKEN}`,
    who: "link",
    kind: "page",
    says: "What whoever holds this link can say yes or no to, and what holds now",
    handle: show,
  },
  {
    method: "post",
    path: `/:language{en|id}/choices/${TOKEN}`,
    who: "link",
    kind: "page",
    says: "Keeps what whoever holds this link chose, their word on sale and sharing as a whole, or an approval that they take back",
    handle: (call) => save(call, port),
  },
  {
    method: "get",
    path: `/:language{en|id}/choices/${TOKEN}/receipts/:number{[1-9][0-9]{0,5}}`,
    who: "link",
    kind: "file",
    says: "The receipt of one choice, JSON; with `?as=dpv` its record of consent, JSON-LD",
    handle: giveReceipt,
  },
  {
    method: "get",
    path: `/leave/${TOKEN}`,
    who: "link",
    kind: "page",
    says: "Asks whether to stop a kind of mail; changes nothing",
    handle: (call) => leave(call, toldBy(call, ["kept", "whole", "gone"]) ?? "asked"),
  },
  {
    method: "post",
    path: `/leave/${TOKEN}`,
    who: "link",
    kind: "page",
    says: "Stops a kind of mail at once: for people, and for mail programs as RFC 8058 has it",
    handle: (call) => stop(call, port),
  },
];

/** Whose link it is. One that was changed, or is none, leads nowhere. */
const linkOf = ({ c, inst }: Call) => readChoiceToken(inst, c.req.param("token") ?? "") ?? refuse("not-found");

/** Whose history it shows: the way out of a kind of mail lies in every such mail, and mails are passed on. */
const historyOf = (call: Call): string | undefined => {
  const { person, purpose } = linkOf(call);
  return purpose === undefined ? person : undefined;
};

async function show(call: Call): Promise<Response> {
  const { person } = linkOf(call);
  const offered = await readChoices(call.inst, { person, gpc: sendsGpc(call) });
  const own = historyOf(call);
  const of = own === undefined ? undefined : await readOwn(call, own);
  const saved = toldBy(call, CHOICES_SAVED);
  return call.c.html(<ChoicesPage call={call} offered={offered} own={of} gpc={sendsGpc(call)} saved={saved} />);
}

/** What is shown by a link for all of somebody's choices alone. */
const readOwn = async ({ inst }: Call, person: string): Promise<OwnRecords> => ({
  history: await readHistory(inst, person),
  texts: await contentsOf(inst, [person]),
  signal: await readSignal(inst, person),
});

async function giveReceipt(call: Call): Promise<Response> {
  const { c, inst } = call;
  const at = { person: historyOf(call) ?? refuse("not-found"), number: Number(c.req.param("number")) };
  if (c.req.query("as") === "dpv") {
    const record = (await choiceRecord(inst, at)) ?? refuse("not-found");
    return file(new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`), {
      type: "application/ld+json",
      name: `choice-${at.number}.jsonld`,
    });
  }
  const receipt = await choiceReceipt(inst, at);
  if (receipt.kind === "made") return file(receipt.file, { type: "application/json", name: `choice-${at.number}.receipt.json` });
  if (receipt.kind === "pending") return c.html(<PendingPage call={call} />, 503, { "retry-after": "10" });
  return refuse(receipt.kind === "unproven" ? "gone" : "not-found");
}

const file = (bytes: Uint8Array, { type, name }: { readonly type: string; readonly name: string }): Response =>
  new Response(new Uint8Array(bytes), {
    headers: { "content-type": type, "content-disposition": `attachment; filename="${name}"` },
  });

async function save(call: Call, port: FactsPort): Promise<Response> {
  const { form, inst, language } = call;
  const { person } = linkOf(call);
  if (form.withdraw !== undefined) return takeBack(call, form.withdraw, port);
  if (form.signal === "on" || form.signal === "off") return saveSignal(call, form.signal === "on", port);
  const offered = await readChoices(inst, { person, gpc: sendsGpc(call) });
  const all = form.all === "no";
  const choices = Object.fromEntries(
    offered.choices.flatMap(({ purpose }) => {
      const said = all ? "no" : changedIn(form, purpose.id);
      return said === "yes" || said === "no" ? [[purpose.id, said === "yes"] as const] : [];
    }),
  );
  const trackers = all ? {} : trackersIn(form, offered.choices, choices);
  const parts = all ? {} : partsIn(form, offered.choices);
  if ([choices, trackers, parts].every((said) => Object.keys(said).length === 0)) return saved(call, "same");
  const chosen = {
    person,
    choices,
    ...parts,
    trackers,
    how: "preferences",
    language,
    gpc: sendsGpc(call),
    notice: form.notice,
  } as const;
  const counts = withWholeNoes(inst.program, chosen, offered.chooser.account?.refusedParts ?? []).choices;
  const isInVain = Object.entries(choices).some(([id, yes]) => yes && counts[id] !== true);
  if ([counts, trackers, parts].every((said) => Object.keys(said).length === 0)) return saved(call, "no-part");
  const kept = await setChoices(inst, chosen, port);
  return saved(call, kept === "kept" && isInVain ? "no-part" : kept);
}

const saved = (call: Call, what: ChoicesSaved): Response => tellThere(call, what);

/** The answer that somebody gave. One that equals what was shown is none: the page may be old, and what holds another by now. */
function changedIn(form: Call["form"], id: string): string | undefined {
  const said = form[`choice.${id}`];
  return said === form[`was.${id}`] ? undefined : said;
}

/** Single trackers that were refused, or are no more; with a yes to their purpose each again, since that is one to all of them. */
function trackersIn(
  form: Call["form"],
  offered: readonly OfferedChoice[],
  choices: Readonly<Record<string, boolean>>,
): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    offered.flatMap(({ purpose, trackers }) =>
      trackers.flatMap(({ tracker: { id } }) => {
        const [was, refused] = [form[`refused.${id}`], form[`refuse.${id}`] === "yes"];
        // A page that did not show it says nothing of it.
        if (was === undefined) return [];
        return refused !== (was === "yes") || (refused && choices[purpose.id] === true) ? [[id, !refused] as const] : [];
      }),
    ),
  );
}

/** A text is taken back by whoever sees it listed: by a link for all of somebody's choices. */
async function takeBack(call: Call, id: string, port: FactsPort): Promise<Response> {
  const person = historyOf(call) ?? refuse("not-found");
  const done = await withdrawContent(call.inst, { person, id }, port);
  return saved(call, done === "gone" ? "no-text" : done);
}

/** Their word on sale and sharing as a whole: with a browser that sends the signal, or without one. */
async function saveSignal(call: Call, signal: boolean, port: FactsPort): Promise<Response> {
  const { inst, language } = call;
  const person = historyOf(call) ?? refuse("not-found");
  const chosen = { person, choices: {}, signal, how: "preferences", language, gpc: sendsGpc(call) } as const;
  return saved(call, await setChoices(inst, chosen, port));
}

/** What a link leads out of; one for all choices is no way out. */
function wayOutOf(call: Call): WayOut {
  const { purpose = refuse("gone"), channel, topic } = linkOf(call);
  return { purpose, channel, topic };
}

/** The part of the purpose that a link ends alone; undefined: all of it, or the purpose has that part no more. */
function partOf(call: Call): OfferedPart["part"] | undefined {
  const { channel, topic } = linkOf(call);
  const purpose = purposeOf(call);
  if (purpose !== undefined && topic !== undefined && Object.hasOwn(purpose.topics, topic)) return { topic };
  return purpose !== undefined && channel !== undefined && goesBy(purpose, channel) ? { channel } : undefined;
}

/** The purpose of a link; undefined: the program has it no more. */
function purposeOf(call: Call): PurposeRule | undefined {
  const { purpose = "" } = linkOf(call);
  const { purposes } = call.inst.program;
  return Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined;
}

async function leave(call: Call, stands: LinkStands): Promise<Response> {
  wayOutOf(call);
  const purpose = purposeOf(call);
  const isBound = purpose !== undefined && (await isAlways(call, purpose));
  const page = (
    <LeavePage
      call={call}
      purpose={purpose}
      part={partOf(call)}
      stands={isBound ? "always" : stands}
      token={call.c.req.param("token") ?? ""}
    />
  );
  return call.c.html(page, isBound && stands !== "asked" ? 409 : 200);
}

/** Where their law leaves no choice in it, a no would stop nothing, and nobody is told that it did. */
async function isAlways(call: Call, { id }: PurposeRule): Promise<boolean> {
  const { always } = await readChoices(call.inst, { person: linkOf(call).person, gpc: false });
  return always.some((one) => one.id === id);
}

/** No redirect and no cookie for a mail program, whatever it sends: people's page is known by a field of its own. @source RFC 8058, 3.1 and 3.2 */
async function stop(call: Call, port: FactsPort): Promise<Response> {
  const { form, inst, language } = call;
  const { person } = linkOf(call);
  const { purpose, ...part } = wayOutOf(call);
  const isWhole = form.page === "yes" && form.whole === "yes";
  const noes = endedBy(inst.program, isWhole ? { purpose } : { purpose, ...part });
  const kept = await setChoices(inst, { person, ...noes, how: "unsubscribe", language, gpc: sendsGpc(call) }, port);
  const told = kept === "kept" && isWhole ? "whole" : kept;
  return form.page === "yes" ? tellThere(call, told) : leave(call, told);
}
