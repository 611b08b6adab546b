/** Numbers of the field's list that are no rule here, and why. */
export const notRules: Readonly<Record<string, string>> = {
  "br.fine": "a fine: no clock and no right",
};
