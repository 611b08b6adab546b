/** Numbers of the field's list that are no clock and no right: by their id, and why. */
export const notRules: Readonly<Record<string, string>> = {
  "gdpr.fine.low": "a fine: no clock and no right",
  "gdpr.fine.high": "a fine: no clock and no right",
  "gdpr.breach.register": "a register of every breach: the text names neither a day nor how long it is kept",
  "gdpr.records.small": "who must keep a record of processing: it changes no request and no clock",
  "reg1182.twodays":
    "two working days in every period of two days or more: no period of days here is that short, and 72 hours are not made longer by a paragraph known at second hand",
  "omnibus.breach": "a proposal: not law",
  "omnibus.reask": "a proposal: not law",
};
