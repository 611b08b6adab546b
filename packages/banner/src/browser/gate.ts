// Holds what may not run: elements by attribute and by address, requests, cookies and storage; lets go when it may, and takes back.
import { isAllowed, isDeniedName, isDeniedUrl } from "./choice.ts";
import { afterFrame, cookies, expire, own } from "./natives.ts";

/** What elements load from: the attribute, and the prototypes whose property it is. */
const LOADS: readonly (readonly [attribute: string, ...of: readonly { readonly prototype: Element }[]])[] = [
  [
    "src",
    HTMLScriptElement,
    HTMLIFrameElement,
    HTMLImageElement,
    HTMLMediaElement,
    HTMLSourceElement,
    HTMLEmbedElement,
    HTMLInputElement,
  ],
  ["poster", HTMLVideoElement],
  ["srcset", HTMLImageElement, HTMLSourceElement],
  ["href", HTMLLinkElement],
  ["imagesrcset", HTMLLinkElement],
  ["data", HTMLObjectElement],
];
const LOADING = "[data-troth],[src],[srcset],[poster],[data],link,[data-troth-instead],template";
/** What a change of choice is about. A script that has run is past holding. */
const HELD = LOADING.replace("[src]", "[src]:not(script)");
const { setAttribute, removeAttribute } = Element.prototype;
const setMarkup = own(Element.prototype, "innerHTML").set as (this: Element, markup: string) => void;

type Method = (...given: unknown[]) => unknown;

/** Puts `make(native)` in the place of a method, or of what sets a property; a browser that lacks it keeps lacking it. */
function wrap(
  of: object | undefined,
  name: string,
  make: (native: Method) => (this: unknown, ...given: unknown[]) => unknown,
): void {
  const found = of && own(of, name);
  const what = found?.set ? "set" : "value";
  const native = found?.[what];
  if (native) Object.defineProperty(of, name, { ...found, [what]: make(native) });
}

/** Whether an address in an attribute is denied: a `srcset` has several, with sizes between them. */
const isDenied = (value: unknown): boolean => `${value}`.split(/,?\s+(?:[\d.]+[wx],)?/).some(isDeniedUrl);

/** Whether an address is held back; then it waits in `data-` beside the element's own attribute. */
function holds(on: Element, attribute: string, value: unknown): boolean {
  if (!isDenied(value)) return false;
  setAttribute.call(on, "data-troth", on.getAttribute("data-troth") ?? "");
  setAttribute.call(on, `data-${attribute}`, value as string);
  return true;
}

/** Whether an element loads something from an attribute. */
const loads = (element: unknown, from: string): boolean =>
  LOADS.some(
    ([attribute, ...of]) => attribute === from && of.some((each) => element instanceof (each as unknown as typeof Element)),
  );

/** Takes from an element what it must not load; and from what a template has, which loads where it is copied to. */
function takeFrom(element: Element): boolean {
  let held = false;
  (element as HTMLTemplateElement).content?.querySelectorAll?.(LOADING).forEach(takeFrom);
  for (const { name, value } of [...element.attributes])
    if (value && loads(element, name) && holds(element, name, value)) {
      // A script that the parser met has not been started yet: of another type, it never is.
      if (element instanceof HTMLScriptElement) {
        if (element.type) element.dataset.type = element.type;
        element.type = "text/plain";
      }
      empty(element, name);
      held = true;
    }
  return held;
}

/** Purposes and trackers by name, one after the other. */
const mayAll = (ids: string): boolean => ids.split(" ").every(isAllowed);

/** Looks at an element that loads something: it is held, or let go where it was held before. What stands there instead goes when it comes. */
function look(element: Element): void {
  takeFrom(element);
  if (element.matches("[data-troth]")) settle(element);
  const instead = element.getAttribute("data-troth-instead");
  if (instead) (element as HTMLElement).hidden = mayAll(instead);
}

/** Markup with what it must not load taken from it; the very same where there is nothing. A detached picture loads too. */
function clean(markup: unknown): unknown {
  if (typeof markup !== "string" || !markup.includes("<")) return markup;
  const inert = document.createElement("template");
  setMarkup.call(inert, markup);
  const held = [...inert.content.querySelectorAll(LOADING)].filter(takeFrom);
  return held[0] ? inert.innerHTML : markup;
}

/** Lets a held element go if it may, and empties a frame or picture that no longer may. */
function settle(element: Element): void {
  const id = element.getAttribute("data-troth");
  const may = !id || mayAll(id);
  const isFree = (address: string): boolean => may && !isDenied(address);
  if (element instanceof HTMLScriptElement && element.type === "text/plain") {
    if (isFree(element.dataset.src ?? "data:")) start(element);
    return;
  }
  for (const [attribute] of LOADS) {
    const waits = element.getAttribute(`data-${attribute}`);
    if (waits === null) continue;
    const go = (): void => {
      if (element.getAttribute(attribute) === waits || !isFree(waits)) return;
      setAttribute.call(element, attribute, waits);
      // A film that found none of its sources looks for them again when it is told to.
      if (element.localName === "source") (element.parentElement as Partial<HTMLMediaElement>).load?.();
    };
    // Where a frame is being put in, Chromium forgets the address that it is given in the same task.
    if (element instanceof HTMLIFrameElement) setTimeout(go);
    else go();
    if (!isFree(waits)) empty(element, attribute);
  }
}

/** A frame shows what it showed until it is sent elsewhere. */
function empty(element: Element, attribute: string): void {
  if (element instanceof HTMLIFrameElement) setAttribute.call(element, attribute, "about:blank");
  else removeAttribute.call(element, attribute);
}

/** A script runs once it is inserted: a held one is put in again, as what it is. */
function start(held: HTMLScriptElement): void {
  const script = document.createElement("script");
  for (const { name, value } of held.attributes)
    if (name !== "type" && name !== "data-troth") setAttribute.call(script, name.replace("data-src", "src"), value);
  script.nonce = held.nonce;
  const type = held.getAttribute("data-type");
  if (type) script.type = type;
  // What is put in by script would run in any order.
  script.async = held.async;
  script.text = held.text;
  held.replaceWith(script);
}

function guardElements(eachTime: () => void): void {
  for (const [attribute, ...of] of LOADS)
    for (const { prototype } of of)
      wrap(
        prototype,
        // One of them alone has a capital in its property's name: imageSrcset.
        attribute.replace("es", "eS"),
        (native) =>
          function (this: unknown, value) {
            if (!holds(this as Element, attribute, value)) native.call(this, value);
          },
      );
  wrap(
    Element.prototype,
    "setAttribute",
    (native) =>
      function (this: unknown, name, value) {
        const attribute = `${name}`.toLowerCase();
        if (!loads(this, attribute) || !holds(this as Element, attribute, value)) native.call(this, name, value);
      },
  );
  for (const [{ prototype }, ...names] of [
    [Element, "innerHTML", "outerHTML", "insertAdjacentHTML"],
    [ShadowRoot, "innerHTML"],
    [Range, "createContextualFragment"],
    [DOMParser, "parseFromString"],
    [Document, "write", "writeln"],
  ] as const)
    for (const name of names)
      wrap(
        prototype,
        name,
        (native) =>
          function (this: unknown, ...given) {
            // What is written in parts is one text: a tag may begin in one and end in the next.
            return native.apply(this, this === document && given[1] ? [clean(given.join(""))] : given.map(clean));
          },
      );
  new MutationObserver((changes) => {
    eachTime();
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node instanceof Element) {
          if (node.matches(LOADING)) look(node);
          node.querySelectorAll(LOADING).forEach(look);
        }
  }).observe(document, { childList: true, subtree: true });
}

function guardRequests(): void {
  wrap(
    window,
    "fetch",
    (native) =>
      (...given) =>
        isDeniedUrl(given[0]) ? Promise.reject(new TypeError("held: no consent")) : native.apply(window, given),
  );
  wrap(
    Navigator.prototype,
    "sendBeacon",
    (native) =>
      function (this: unknown, ...given) {
        return !isDeniedUrl(given[0]) && native.apply(this, given);
      },
  );
  // An empty answer: the code that waits for one goes on.
  wrap(
    XMLHttpRequest.prototype,
    "open",
    (native) =>
      function (this: unknown, method, url, ...given) {
        return native.call(this, method, isDeniedUrl(url) ? "data:," : url, ...given);
      },
  );
}

function guardStorage(): void {
  wrap(
    Document.prototype,
    "cookie",
    (native) =>
      function (this: unknown, value) {
        if (!isDeniedName((`${value}`.split("=")[0] as string).trim())) native.call(this, value);
      },
  );
  const named = (native: Method) =>
    function (this: unknown, ...given: unknown[]) {
      const [name] = given as [{ name?: string } | string];
      return isDeniedName(((name as { name?: string })?.name ?? name) as string) ? Promise.resolve() : native.apply(this, given);
    };
  wrap(Storage.prototype, "setItem", named);
  wrap((window as { CookieStore?: { prototype: object } }).CookieStore?.prototype, "set", named);
  wrap(
    IDBFactory.prototype,
    "open",
    (native) =>
      function (this: unknown, ...given) {
        if (isDeniedName(given[0] as string)) throw new DOMException("held: no consent", "SecurityError");
        return native.apply(this, given);
      },
  );
}

/** Takes away cookies under names that may not be, on every path and parent domain. */
function sweepCookies(): void {
  for (const [name] of cookies()) if (isDeniedName(name)) expire(name);
}

/** Takes away what is stored under names that may not be: cookies, storage, databases. */
export function sweep(): void {
  sweepCookies();
  for (const name of ["localStorage", "sessionStorage"] as const)
    try {
      for (const key of Object.keys(window[name])) if (isDeniedName(key)) window[name].removeItem(key);
    } catch {
      // A browser that gives no storage has nothing in it.
    }
  void (async () => {
    for (const { name } of (await indexedDB.databases?.()) ?? []) if (name && isDeniedName(name)) indexedDB.deleteDatabase(name);
  })().catch(() => {});
}

/** Lets go what may run now, and takes back what no longer may. */
export function settleAll(): void {
  sweep();
  for (const element of document.querySelectorAll(HELD)) look(element);
}

/** Stands before everything that the page does from here on. `eachTime`: what is done when the page has changed. */
export function raise(eachTime: () => void): void {
  guardElements(eachTime);
  guardRequests();
  guardStorage();
  sweepCookies();
  // The browser asks another process for its storage, and the page stands still meanwhile: people see the banner first.
  afterFrame(sweep);
  // A property set on a storage object is no call: what came in so goes at the latest with the page.
  addEventListener("load", () => afterFrame(sweep));
  addEventListener("pagehide", sweep);
}
