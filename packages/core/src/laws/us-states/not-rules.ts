/** Numbers of the field's list that are no clock and no right: by their id, and why. */
export const notRules: Readonly<Record<string, string>> = {
  "ct.threshold": "which companies a law is about: no clock and no right",
  "us.others": "45 days, and perhaps 45 more, in thirteen states of which neither a text nor a first day was read",
  "us.new2027": "first days of laws that are not in force, of which no rule was read",
};
