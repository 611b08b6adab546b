// What a person sees: the first layer, the second, and the way back to it. In a shadow root, so that neither the site's style nor ours gets out.

import type { ConsentHow } from "@troth/core/consent";
import css from "./banner.css";
import { allowed, choose, gpc, isAllowed, isUnanswered, purposes, trackers } from "./choice.ts";
import { banner } from "./data.ts";

const { texts } = banner;
type Given = Readonly<Record<string, unknown>>;
type Child = Node | string;

/** An element with properties; what is no property of it is an attribute. */
function h(tag: string, given: Given, ...children: readonly Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given))
    if (name in element) (element as unknown as Record<string, unknown>)[name] = value;
    else element.setAttribute(name, value as string);
  element.append(...children);
  return element;
}

const button = (text: string, onclick: () => void, className = ""): HTMLElement => h("button", { onclick, className }, text);

const host = document.createElement("troth-banner");
const root = host.attachShadow({ mode: "open" });
let changed: (how: ConsentHow) => void = () => {};
/** What had the focus before the banner took it. */
let before: HTMLElement | undefined;
let draft: Record<string, boolean> = {};

function style(): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(h("style", { nonce: nonce ?? "" }, css));
  }
}
const nonce = (document.currentScript as HTMLScriptElement | null)?.nonce;

/** Takes an answer, of the banner or of a control of the page's own. */
export function finish(how: ConsentHow, choices: Readonly<Record<string, boolean>>): void {
  choose(choices, how);
  changed(how);
  show(0);
}

const asked = purposes.filter(({ choice }) => choice !== "never");
const open = asked.filter(({ choice }) => choice !== "none");

/** A yes to all is none to what the browser's signal is against: that takes a yes of its own. */
export const all = (yes: boolean): Record<string, boolean> =>
  Object.fromEntries(open.map((one) => [one.id, yes && !(gpc && one.gpc)]));

const answers = (last: HTMLElement): HTMLElement =>
  h(
    "div",
    { className: "answers" },
    button(texts.accept, () => finish("accept-all", all(true))),
    button(texts.refuse, () => finish("refuse-all", all(false))),
    last,
  );

function firstLayer(): HTMLElement {
  const text = h("div", {}, h("h2", { id: "title" }, texts.title), h("p", {}, `${texts.intro} `));
  if (banner.notice) text.lastElementChild?.append(h("a", { href: banner.notice }, texts.notice));
  if (gpc) text.append(h("p", { className: "quiet" }, h("strong", {}, texts.gpc)));
  const bar = h("div", { className: "bar" }, h("div", {}, text, answers(button(texts.choose, () => show(2)))));
  return banner.modal
    ? h(
        "dialog",
        {
          className: "ask",
          "aria-labelledby": "title",
          oncancel: (event: Event) => event.preventDefault(),
          onclose: () => show(1),
        },
        bar,
      )
    : h("section", { "aria-labelledby": "title" }, bar);
}

function purposeRow(one: (typeof purposes)[number]): HTMLElement {
  const own = trackers.filter(({ purpose }) => purpose === one.id);
  const fixed = one.choice === "none";
  const text = fixed ? `${one.about} ${texts.always}` : one.about;
  const quiet = h("p", { className: "quiet" }, text);
  if (gpc && one.gpc && !isAllowed(one.id)) quiet.append(" ", h("strong", {}, texts.gpc));
  const head = h("div", {}, h("h3", { id: one.id }, one.name), quiet);
  const boxes = own.map(({ id }) =>
    h("input", {
      type: "checkbox",
      checked: draft[id],
      onchange: (event: Event) => {
        draft[id] = (event.target as HTMLInputElement).checked;
        // All alike is an answer to the purpose.
        if (own.every((each) => draft[each.id] === draft[id])) setAll(draft[id]);
      },
    }),
  ) as HTMLInputElement[];
  const radio = (yes: boolean): HTMLInputElement =>
    h("input", { type: "radio", name: one.id, checked: draft[one.id] === yes, onchange: () => setAll(yes) }) as HTMLInputElement;
  const radios = [radio(true), radio(false)] as const;
  const setAll = (yes: boolean): void => {
    draft[one.id] = yes;
    for (const [at, { id }] of own.entries()) {
      draft[id] = yes;
      if (boxes[at]) boxes[at].checked = yes;
    }
    radios[yes ? 0 : 1].checked = true;
  };
  const items = own.map(({ name, line, optOut }, at) => {
    const said = h("span", {}, h("code", {}, name), h("br", {}), h("span", { className: "quiet" }, line));
    const item = h("li", {}, fixed ? said : h("label", {}, boxes[at] as HTMLElement, said));
    if (optOut) item.append(h("a", { href: optOut, target: "_blank", rel: "noreferrer" }, texts.optOut as string));
    return item;
  });
  const row = h("div", { className: "row" }, head);
  if (!fixed)
    row.append(h("div", { className: "yesno" }, h("label", {}, radios[0], texts.yes), h("label", {}, radios[1], texts.no)));
  return h(
    "div",
    { className: "purpose", role: "group", "aria-labelledby": one.id },
    row,
    h("details", {}, h("summary", {}, one.count), h("ul", {}, ...items)),
  );
}

function secondLayer(): HTMLElement {
  draft = allowed();
  const back = (): void => show(isUnanswered() ? 1 : 0);
  const save = (): void =>
    finish(
      "choose",
      Object.fromEntries([
        ...open.map(({ id }) => [id, draft[id]]),
        ...trackers
          .filter(({ id, purpose }) => open.some((one) => one.id === purpose) && draft[id] !== draft[purpose])
          .map(({ id }) => [id, draft[id]]),
      ]),
    );
  const list = h("div", { className: "list" }, ...[...open, ...asked.filter((one) => !open.includes(one))].map(purposeRow));
  if (gpc) list.prepend(h("p", { className: "note" }, `${texts.gpc}. ${texts.gpcNote}`));
  return h(
    "dialog",
    // Escape: back to where one came from, and never a yes.
    { className: "box", "aria-labelledby": "title", oncancel: (event: Event) => (event.preventDefault(), back()), onclose: back },
    h(
      "div",
      { className: "head" },
      h("h2", { id: "title", tabIndex: -1, autofocus: true }, texts.second),
      button(texts.close, back),
    ),
    list,
    h("div", { className: "foot" }, answers(button(texts.save, save))),
  );
}

/** The way back in: where a law wants its confirmation, it says so once nothing is sold or shared. */
function wayBack(): HTMLElement {
  const sold = texts.optedOut ? open.filter((one) => one.gpc) : [];
  const stopped = sold[0] && !sold.some(({ id }) => isAllowed(id));
  return button(stopped ? `${texts.again}. ${gpc ? texts.gpc : texts.optedOut}` : texts.again, () => show(2), "again");
}

/** What stands at the page's end is read and reached while the first layer lies over it; one that is gone has no height. */
const room = new ResizeObserver(([layer]) => {
  const { style } = document.documentElement;
  const { height = 0 } = layer?.contentRect ?? {};
  style.paddingBottom = style.scrollPaddingBottom = height > 0 ? `${height}px` : "";
});

/** What is shown: as `show` is told; none yet. */
export let shown = -1;

/** 0: the way back alone. 1: the first layer. 2: the second. */
export function show(layer: 0 | 1 | 2): void {
  shown = layer;
  // Before there is a body, or where the page has made another one: it is put in by `put`, as soon as there is.
  if (!attach()) return;
  const inside = document.activeElement === host;
  const dialog = root.querySelector("dialog");
  // Taken off before it closes: its closing is no answer.
  if (dialog) dialog.onclose = null;
  dialog?.close();
  const next = ([wayBack, firstLayer, secondLayer] as const)[layer]();
  root.replaceChildren(h("div", { className: "troth", dir: banner.dir, lang: banner.language }, next));
  if (layer === 1) room.observe(next);
  if (next instanceof HTMLDialogElement) next.showModal();
  // The last: where one went in by it, and never an answer.
  else if (inside)
    (layer === 0 && before?.isConnected ? before : ([...root.querySelectorAll("button")].at(-1) as HTMLElement)).focus();
}

/** Makes the banner, for `put` to put into the page. */
export function mount(onChange: (how: ConsentHow) => void): void {
  changed = onChange;
  style();
  host.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget) before = relatedTarget as HTMLElement;
  });
}

/** Whether the banner is in the page, where it is put if there is a body. */
function attach(): boolean {
  if (!host.isConnected) document.body?.prepend(host);
  return host.isConnected;
}

/** Puts the banner into the page, once there is a body, and once more wherever the page has made another one. */
export function put(): void {
  if (!host.isConnected) show(shown < 0 ? (isUnanswered() ? 1 : 0) : (shown as 0 | 1 | 2));
}
