/** The words of a name in a store, in lower case: `billTo_EMail2` gives `bill to email 2`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/e[-_]?mail/gi, (found) => (found[0] === "E" ? "Email" : "email"))
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/([a-zA-Z])(\d)/g, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** A word without the English ending of many. Enough for names of tables; no grammar. */
export function singular(word: string): string {
  if (word === "people") return "person";
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ses|xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s") && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** The words of a dataset without its schema, each without the ending of many. */
export function datasetWords(name: string): readonly string[] {
  return wordsOf(name.slice(name.lastIndexOf(".") + 1)).map(singular);
}

/** Whether two names mean one thing: `user`, `Users` and `app.users` do. */
export function sameThing(one: string, other: string): boolean {
  return datasetWords(one).join(" ") === datasetWords(other).join(" ");
}
