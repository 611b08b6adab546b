// One page of a site, and what each contender puts into it as its own documentation says.

/** What is served beside the page, by its path. */
export interface ServedFile {
  readonly type: "text/javascript" | "text/css";
  readonly text: string;
}

/** A page with one contender in it. */
export interface Contending {
  readonly head: string;
  /** At the end of the body. */
  readonly foot: string;
  readonly files: Readonly<Record<string, ServedFile>>;
  /** Gives the first layer's element, or nothing yet. An expression of the page. */
  readonly banner: string;
  /** Gives what opens the second layer; absent: there is none. */
  readonly opens?: string;
}

/** What a first layer says: the same words for all, as far as they let one say them. */
export interface Words {
  readonly title: string;
  readonly intro: string;
  readonly accept: string;
  readonly refuse: string;
  readonly choose: string;
}

const WORDS =
  "Fernhill Projects keeps the hours, the papers and the invoices of 6,000 small firms. You quote a job, you do it, and what was done becomes the bill.";

/** The page: the same words whoever is in it, and no file but the contender's. */
export const pageWith = ({ head, foot }: Contending): string => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Fernhill</title><link rel="icon" href="data:,">${head}</head><body>
<nav aria-label="Site"><a href="/">Fernhill</a> <a href="/books">Books</a></nav>
<main><h1>Quote it, do it, bill it. In one place.</h1>${`<p>${WORDS}</p>`.repeat(8)}</main>
<footer><a href="/notice">Privacy notice</a></footer>${foot}</body></html>`;

/** The floor: the first layer's words in the page itself, with no style and no script. */
export const floor = (words: Words): Contending => ({
  head: "",
  foot: `<section id="first"><h2>${words.title}</h2><p>${words.intro} <a href="/notice">Privacy notice</a></p>
<button>${words.accept}</button> <button>${words.refuse}</button> <button>${words.choose}</button></section>`,
  files: {},
  banner: `document.querySelector("#first")`,
});

/** The same page with a script in its head that does nothing: what any banner pays that comes as a file. */
export const emptyFile = (words: Words): Contending => ({
  ...floor(words),
  head: `<script src="/empty.js"></script>`,
  files: { "/empty.js": { type: "text/javascript", text: ";" } },
});
