/** Numbers of the field's list that are no clock and no right: by their id, and why. None: each is a rule. */
export const notRules: Readonly<Record<string, string>> = {};
