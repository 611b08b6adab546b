import { endedBy, goesBy, type OfferedPart, type WayOut, withWholeNoes } from "@troth/core/consent";
import type { PurposeRule } from "@troth/core/program";
import {
  choiceReceipt,
  choiceRecord,
  LINK_TOKEN,
  type NewChoice,
  readChoices,
  readChoiceToken,
  readHistory,
  readSignal,
  setChoices,
} from "../consent/index.ts";
import { contentsOf, withdrawContent } from "../contents/index.ts";
import type { FactsPort } from "../facts/index.ts";
import { type Call, type Route, refuse, sendsGpc } from "../http/index.ts";
import { CHOICES_SAVED, ChoicesPage, type ChoicesSaved, LeavePage, type LinkStands, type OwnRecords } from "./choices-page.tsx";
import { NOES_SAVED, NoesPage } from "./noes-page.tsx";
import { PendingPage } from "./receipt-routes.tsx";
import { answersIn, noesOf, type Said, saidIn } from "./said-in-form.ts";
import { keepShownChoices } from "./shown-choices.ts";
import { tellThere, toldBy } from "./told.ts";

const TOKEN = `:token{${LINK_TOKEN}}`;

/** A page has some for each purpose and each tracker of a program. */
const MOST_FIELDS = 10_000;
const BODY_BYTES = 1024 * 1024;

/** Choices by a signed link, without signing in: all of somebody's, and the one-click way out of a kind of mail. */
export const choicesRoutes = (port: FactsPort): readonly Route[] => [
  {
    method: "get",
    path: `/:language{en|id}/choices/${TOKEN}`,
    who: "link",
    kind: "page",
    says: "What whoever holds this link can say yes or no to, and what holds now; by the way out of a kind of mail, what they can say no to",
    handle: show,
  },
  {
    method: "post",
    path: `/:language{en|id}/choices/${TOKEN}`,
    who: "link",
    kind: "page",
    says: "Keeps what whoever holds this link chose (by the way out of a kind of mail, the noes alone), their word on sale and sharing as a whole, or an approval that they take back",
    bodyBytes: BODY_BYTES,
    fields: MOST_FIELDS,
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
    anyBody: true,
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
  const gpc = sendsGpc(call);
  const offered = await readChoices(call.inst, { person: linkOf(call).person, gpc });
  const person = historyOf(call);
  const shown = await keepShownChoices(call, person === undefined ? "noes" : "choices", offered);
  const page = { call, offered, shown, gpc };
  if (person === undefined) return call.c.html(<NoesPage {...page} saved={toldBy(call, NOES_SAVED)} />);
  const own = await readOwn(call, person);
  const restricted = offered.chooser.account?.restricted?.at;
  return call.c.html(<ChoicesPage {...page} own={own} restricted={restricted} saved={toldBy(call, CHOICES_SAVED)} />);
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

/** Who says something by a page of choices, and what they had before them. */
const headOf = (call: Call) => {
  const { form, language } = call;
  const shownThen = { notice: form.notice, shown: form.shown };
  return { person: linkOf(call).person, how: "preferences", language, gpc: sendsGpc(call), ...shownThen } as const;
};

async function save(call: Call, port: FactsPort): Promise<Response> {
  const { form, inst } = call;
  const { person } = linkOf(call);
  if (form.withdraw !== undefined) return takeBack(call, form.withdraw, port);
  if (form.signal === "on" || form.signal === "off") return saveSignal(call, form.signal === "on", port);
  const offered = await readChoices(inst, { person, gpc: sendsGpc(call) });
  const said = saidIn(form, offered.choices);
  const head = headOf(call);
  if (historyOf(call) === undefined) return saveNoes(call, { head, said }, port);
  if (answersIn(said).length === 0) return saved(call, "same");
  const chosen = { ...head, ...said };
  const counts = withWholeNoes(inst.program, chosen, offered.chooser.account?.refusedParts ?? []).choices;
  const isInVain = Object.entries(said.choices).some(([id, yes]) => yes && counts[id] !== true);
  if (answersIn({ ...said, choices: counts }).length === 0) return saved(call, "no-part");
  const kept = await setChoices(inst, chosen, port);
  return saved(call, kept === "kept" && isInVain ? "no-part" : kept);
}

/** By the way out of a kind of mail a yes is not taken: it would be the person's, and whoever has the mail can say it. */
async function saveNoes(
  call: Call,
  { head, said }: { readonly head: Omit<NewChoice, keyof Said>; readonly said: Said },
  port: FactsPort,
): Promise<Response> {
  const noes = noesOf(said);
  const kept = answersIn(noes).length === 0 ? "no-noes" : await setChoices(call.inst, { ...head, ...noes }, port);
  return tellThere(call, kept !== "gone" && answersIn(said).includes(true) ? "no-yes" : kept);
}

const saved = (call: Call, what: ChoicesSaved): Response => tellThere(call, what);

/** A text is taken back by whoever sees it listed: by a link for all of somebody's choices. */
async function takeBack(call: Call, id: string, port: FactsPort): Promise<Response> {
  const person = historyOf(call) ?? refuse("not-found");
  const done = await withdrawContent(call.inst, { person, id }, port);
  return saved(call, done === "gone" ? "no-text" : done);
}

/** Their word on sale and sharing as a whole: with a browser that sends the signal, or without one. */
async function saveSignal(call: Call, signal: boolean, port: FactsPort): Promise<Response> {
  if (historyOf(call) === undefined) return refuse("not-found");
  return saved(call, await setChoices(call.inst, { ...headOf(call), choices: {}, signal }, port));
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
