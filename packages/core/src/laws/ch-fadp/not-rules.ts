/** Numbers of the field's list that are no rule here, and why. */
export const notRules: Readonly<Record<string, string>> = {
  "ch.register.exempt": "who need not keep a register: no clock and no right",
  "ch.fine": "a fine: no clock and no right",
};
