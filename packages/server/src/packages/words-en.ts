/** What a package says, in English. */
export const en = {
  title: "A copy of your data",
  "title.of": "A copy of your data at {organization}",
  lead: "This is what {organization} holds about you: {rows, plural, =0 {no entry} one {one entry} other {# entries}}, as of {moment}. Below each heading stands what each field is, where it came from, why it is held and who receives it.",
  request: "Request",
  made: "Made",
  by: "By",
  law: "Your right",
  "law.access": "Access to personal data: {article}",
  contents: "Contents",
  "contents.more": "{count} more parts, below",
  skip: "To the content",

  "read.title": "How to read it",
  "read.file": "This page works without the internet and runs no script. Nothing you do here is sent to anybody.",
  "read.files":
    "Beside it lie the same data to use elsewhere: data.json for programs, and a table for each part in the folder csv, which spreadsheets open. README.txt says how they are written.",
  "read.keep": "Keep these files where others cannot read them. They are no longer encrypted on your device.",
  "read.owned": "{label}: the whole entry is about you.",
  "read.shared":
    "{label}: the entry is about you and others, such as a conversation or an invoice between two. What tells of the others is shown only after one of our staff has looked at it.",
  "link.owned": "about you",
  "link.shared": "shared with others",

  "data.title": "Your data",
  "data.none": "No store of ours holds an entry about you.",
  "data.missing": "Nothing can be shown yet: what we could look into holds no entry about you, and part is still missing.",
  "data.store": "In {store}",
  "data.rows": "{rows, plural, one {One entry} other {# entries}}, {link}.",
  "data.some": "The first {shown} of {rows} are shown here. All of them are in {file}.",
  "data.all": "Also in {file}.",
  "unshown.title": "Not shown on this page",
  "unshown.says":
    "This page would grow too long to be opened. {count, plural, one {One more part is} other {# more parts are}} in this copy, whole, in the files beside it: each in the table that is named here, and all of them in data.json.",
  "unshown.part": "{part}: {rows, plural, one {one entry} other {# entries}}, in {file}",
  "list.more": "And {count} more, which data.json names.",
  "data.keep": "By {law}, an entry is kept for {period}, counted from {since}.",
  "since.column": "the day noted as “{column}”",
  "unit.hours": "{count, plural, one {one hour} other {# hours}}",
  "unit.days": "{count, plural, one {one day} other {# days}}",
  "unit.business days": "{count, plural, one {one business day} other {# business days}}",
  "unit.weeks": "{count, plural, one {one week} other {# weeks}}",
  "unit.months": "{count, plural, one {one month} other {# months}}",
  "unit.years": "{count, plural, one {one year} other {# years}}",
  "fields.title": "What the fields are",
  "fields.field": "Field",
  "fields.is": "What it is",
  "fields.source": "Its source",
  "fields.why": "Why it is held",
  "fields.who": "Who receives it",
  "fields.nobody": "Nobody outside {organization}",
  "fields.no-purpose": "We have no purpose on record for it",
  "rows.title": "The entries",
  "rows.row": "Entry {nth}",
  "rows.nothing": "You are in this entry by a link alone: no field of it tells anything about you.",
  "rows.held": "What stands here is held back: see “{title}”.",
  "cell.empty": "empty",
  "cell.blank": "blank",
  "cell.yes": "yes",
  "cell.no": "no",
  "cell.bytes": "{bytes, plural, one {a file of one byte} other {a file of # bytes}}, in data.json",
  "cell.bytes-of": "({bytes, plural, one {one byte} other {# bytes}})",
  "cell.held": "held back",
  "cell.cut": "shortened here: {characters} characters in all, in data.json",
  "cell.held-csv": "[held back]",

  "field.unmapped": "We do not know yet what it is",
  "field.holds": "Text that may hold: {what}",
  "from.point": "{source}, at: {where}",
  "from.source": "{source}",
  "from.unsaid": "Not on record",
  "usual.given": "Not on record for this field. Such data usually comes from you.",
  "usual.observed": "Not on record for this field. Such data usually arises while you use the service.",
  "usual.derived": "Not on record for this field. Such data is usually worked out from other data.",
  "usual.received": "Not on record for this field. Such data usually comes from somebody else.",
  "why.purpose": "{purpose}: {basis}",
  "basis.by-law": "{basis} under {laws}",
  "basis.unsaid": "no legal basis on record",
  "basis.consent": "your consent",
  "basis.explicit-consent": "your explicit consent",
  "basis.contract": "a contract with you",
  "basis.legal-duty": "a legal duty",
  "basis.vital-interest": "vital interests",
  "basis.public-task": "a task in the public interest",
  "basis.legitimate-interest": "a legitimate interest",
  "basis.instruction": "the instruction of a client, who decides",
  "source.person": "From you",
  "source.automatic": "Automatically, while you used the service",
  "source.derived": "Worked out by us from other data",
  "source.client": "From a client we work for",
  "source.employer": "From your employer",
  "source.colleague": "From somebody in the same account",
  "source.federated": "From the provider you sign in with",
  "source.integration": "From a service you connected",
  "source.partner": "From a business partner",
  "source.reseller": "From a reseller",
  "source.referral": "From somebody who recommended us to you",
  "source.advertiser": "From an advertiser",
  "source.credit-agency": "From a credit agency",
  "source.social-network": "From a social or review site",
  "source.public": "From a public source",
  "source.authority": "From an authority",

  "own.store": "our privacy records",
  "own.why": "So that what you chose and what the law gives you is kept to, and that this can be shown",
  "own.from.facts": "From you, and from the service that you use",
  "own.about.facts": "What our privacy records were told about you: what you chose, what was collected, where you live.",
  "own.facts.at": "When it was so",
  "own.facts.kind": "What kind of statement it is",
  "own.facts.origin": "Which system told it",
  "own.facts.id": "Its number",
  "own.facts.says": "What it says",
  "own.from.contents": "From you, and from whoever asked you",
  "own.about.contents": "Texts of yours about which you were asked before they were published.",
  "own.contents.asked_at": "When you were asked",
  "own.contents.purpose": "For what it was to be published",
  "own.contents.where": "Where it was to be published",
  "own.contents.text": "Your text",
  "own.contents.answer": "How your answer stands",
  "own.contents.answered_at": "When you answered",
  "own.contents.until": "Until when we wait for your answer, or keep the text",
  "own.from.disclosures": "Noted by us when it went out",
  "own.about.disclosures": "Who has received data of yours, and when.",
  "own.disclosures.at": "When it went out",
  "own.disclosures.recipient": "Who received it",
  "own.disclosures.purpose": "For what",
  "own.disclosures.data": "What kinds of data",
  "own.disclosures.form": "In what form",
  "own.disclosures.items": "How many entries",

  "withheld.title": "What is not shown, and why",
  "withheld.none": "Nothing of what we hold about you was left out.",
  "withheld.secret":
    "Passwords, tokens and other secrets. They are held, and shown to nobody, so that they cannot be stolen from this copy:",
  "withheld.unreadable":
    "Fields with something in them that is shown to nobody, such as a secret, where the rest cannot be read apart from it:",
  "withheld.unreviewed":
    "Texts and names in entries that are shared with others. They may tell of other people, and none of our staff has looked at them yet:",
  "withheld.some": "{held} of {rows}",
  "withheld.unmapped": "Fields of which we do not know yet what they are. We find out, and complete this copy:",
  "withheld.redacted": "Where {block} stands in a text, one of our staff took out what tells of somebody else.",
  "withheld.unidentified":
    "Entries in which nothing tells whose they are: we cannot find yours among them. If you know something that tells them apart, write to us, and we look again:",
  "withheld.ask": "If you need one of them, write to us: we look at it and tell you what we decide and why.",
  "missing.title": "What is missing",
  "missing.store":
    "{store} did not answer when this copy was made, or not to the end. Nothing that it holds is in this copy. Your request stays open, and we complete the copy.",
  "missing.lead": "This copy is not whole yet.",
  "missing.by-hand":
    "{store} is looked through by people, and nothing has come from there yet. What it holds is missing here. Your request stays open, and we complete the copy.",
  "missing.unreached":
    "Nothing that we know of you leads to the entries of {place}: nobody has found out yet whether any of them is about you. Your request stays open until that is decided.",
  "missing.fields":
    "Fields that are not mapped yet are missing: they are named under “{title}”. Your request stays open until they are.",
  "mentions.title": "Where others' entries point at you",
  "mentions.says": "These entries are not about you. They name you, for instance as the one who closed a case.",
  "mentions.where": "Where",
  "mentions.rows": "Entries",
  "mentions.columns": "Field that points at you",
  "next.title": "What you can do next",
  "next.correct":
    "Is something wrong? You can have it corrected. You can have it deleted, have its use restricted, or object to it.",
  "next.write": "Write to {contact}.",
  "next.officer": "Data protection officer: {name}, {email}.",
  "next.complain": "You may complain to a data protection authority at any time.",

  "block.name": "[■ name]",
  "block.email": "[■ e-mail address]",
  "block.phone": "[■ phone number]",

  "readme.text": `{title}
Request {request}, made on {moment}.

index.html    to read, in any browser, without the internet
data.json     to use in a program: everything, to the letter
csv/          one table for each part: '<store>/<dataset>-<link>'.csv
files/        files that were kept of you, as they were: open with care

"owned" in a name means: the entries are about you. "shared" means: about
you and others.

How data.json is written
  UTF-8 (JSON, RFC 8259). "data" is a list: store, dataset, link, "fields"
  with what each field is, where it came from, why it is held and who
  receives it, and "rows". Bytes are written in base64 as an object with one
  member "base64", a file as its name in this folder and its "bytes". A text
  that is held back is an object with one member "heldBack". "withheld" and
  "missing" say what is left out, "unidentified" where nothing tells whose
  the entries are, "mentions" where others' entries point at you.

How the tables are written
  CSV by RFC 4180: UTF-8 with a byte order mark, commas, every text in
  quotes, lines end in CR LF. An empty cell is no value, "" is an empty text.
  The first line names the fields. Bytes are in base64; of a
  file its name in this folder is given.
  A spreadsheet may take a text that begins with = + - or @ for a formula,
  and run it. So that none does, an apostrophe stands before such a sign: at
  the beginning of a text (behind spaces too), and in a text after a
  semicolon, a tab, a vertical bar or a line's end, where some spreadsheets
  begin a new cell. Plain numbers such as -12.50 stay as they are. Take one
  apostrophe away in those places to have the text to the letter, or use
  data.json.

Keep these files where others cannot read them.
`,
} as const;
