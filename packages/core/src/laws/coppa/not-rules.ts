/** Rows of the field's numbers that are no rule here: by their id, why. */
export const notRules: Readonly<Record<string, string>> = {
  "coppa.methods": "how many examples the text has of how a parent is known: the list is open, and no number of a request",
  "coppa.retention": "that nothing is kept without an end: the program's retention, which no request starts",
};
