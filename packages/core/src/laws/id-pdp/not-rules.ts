/** Numbers of the field's list that are no rule here, and why. */
export const notRules: Readonly<Record<string, string>> = {
  "id.fine": "a fine: no clock and no right",
  "id.pp33": "PP 33/2026 does not ship: its official text was not found, and its articles come from one vendor's code",
  "id.merger": "told before and after a merger of companies: no number, and no request of a person's starts it",
  "id.consent.void": "the form of a consent: no clock and no right",
  "id.subprocessor": "between controller and processor: no clock and no right",
  "id.dpo": "who must have a data protection officer: no clock and no right",
  "id.transition": "the day from which the Act is judged: it is the `since` of every rule",
};
