/** What mail says, in English. Subjects name the organization and the request, and nothing of the person. */
export const en = {
  "code.subject": "Your code for {organization}",
  "code.title": "Your code",
  "code.access":
    "Someone, we hope you, asked {organization} for a copy of the data that it holds about the owner of this address. Enter this code on the page that is open:",
  "code.erasure":
    "Someone, we hope you, asked {organization} to delete the data of the owner of this address. Enter this code on the page that is open:",
  "code.question":
    "Someone, we hope you, put a question to {organization} about personal data. Enter this code on the page that is open:",
  "code.concern":
    "Someone, we hope you, told {organization} of a concern about personal data. Enter this code on the page that is open:",
  "code.sign-in":
    "Someone, we hope you, wants to see what the owner of this address asked of {organization}. Enter this code on the page that is open:",
  "code.until": "It works once, until {moment} ({place}).",
  "code.not-you":
    "Not you? Do nothing. Without the code nothing happens. We never ask for this code by telephone, and nobody else needs it.",

  "nothing-here.subject": "Your requests to {organization}",
  "nothing-here.title": "There are no requests under this address",
  "nothing-here.says":
    "Someone, we hope you, wanted to see what the owner of this address asked of {organization}. Nothing has been asked from it. If you wrote from another address, use that one.",
  "nothing-here.go": "Open the privacy center",
  "nothing-here.not-you": "Not you? Do nothing: nobody was shown anything.",

  "received.subject": "{request}: we have received your request",
  "received.title": "We have received your request",
  "received.access":
    "You asked {organization} for a copy of the data that we hold about you. Your request has the number {request}.",
  "received.erasure":
    "You asked {organization} to delete the data that we hold about you. Your request has the number {request}.",
  "received.due": "You hear from us by {day} at the latest.",
  "received.soon": "You hear from us as soon as we have looked at it.",
  "received.page": "On its page you see where it stands, write to us, and can take it back.",

  "question-received.subject": "{request}: we have received what you wrote",
  "question-received.title": "We have received what you wrote",
  "question-received.question": "You put a question to {organization}. It has the number {request}, and somebody reads it.",
  "question-received.concern": "You told {organization} of a concern. It has the number {request}, and somebody reads it.",
  "question-received.page": "If it is the exercise of a right, we treat it as that, and you need not write it again.",

  "answered.subject": "{request}: we have answered you",
  "answered.title": "We have answered you",
  "answered.says": "Our answer stands on the page of {request}. We do not send it by mail, since it may speak of you.",

  "message.subject": "{request}: a message for you",
  "message.title": "There is a message for you",
  "message.says": "{organization} wrote to you about {request}. The words stand on its page; we do not send them by mail.",

  "cooling.subject": "{request}: approved, and not yet begun",
  "cooling.title": "Your data will be deleted after {moment}",
  "cooling.says":
    "We approved your request {request}. Until {moment} ({place}) we wait and touch nothing. If you change your mind, take it back on its page before then.",
  "cooling.after": "After that we begin, and what is deleted cannot be brought back.",

  "stopped.subject": "{request}: stopped before it began",
  "stopped.title": "The deletion was stopped before it began",
  "stopped.says":
    "We stopped the deletion that {request} was approved for, before anything was touched. Your request is still open; we look at it again and write to you.",

  "withdrawn.subject": "{request}: taken back",
  "withdrawn.title": "Your request was taken back",
  "withdrawn.says":
    "You took {request} back, and it is closed. Nothing was changed because of it. You may ask again at any time.",

  "turned.subject": "{request}: we treat what you wrote as a request",
  "turned.title": "We treat what you wrote as a request",
  "turned.access":
    "What you wrote to us exercises a right: to get a copy of the data that we hold about you. You need not write anything again.",
  "turned.erasure":
    "What you wrote to us exercises a right: to have the data that we hold about you deleted. You need not write anything again.",
  "turned.clock": "It keeps the number {request}, and the time that the law gives us counts from the day on which you wrote.",

  "denied.subject": "{request}: our decision",
  "denied.title": "We do not do what you asked",
  "denied.says": "We looked at your request {request}. We do not do what you asked, for this reason:",
  "denied.complain":
    "If you think that this is wrong, write to us on its page and we look at it again. You may also complain to a data protection authority, and you may go to court.",

  "copy-ready.subject": "{request}: your copy is ready",
  "copy-ready.title": "Your copy is ready",
  "copy-ready.says":
    "The copy of the data that you asked for with {request} is ready. Download it from its page until {moment} ({place}); after that it is deleted here.",
  "copy-ready.how": "We keep it encrypted until you fetch it, and never send it by mail.",

  "erased.subject": "{request}: done",
  "erased.title":
    "{kept, plural, =0 {Your data is deleted} one {Your data is deleted, but for # record} other {Your data is deleted, but for # records}}",
  "erased.says": "You asked on {day}. This is what was done:",
  "erased.deleted": "Deleted",
  "erased.deleted-says": "{count, plural, one {# record} other {# records}}",
  "erased.changed": "Changed",
  "erased.changed-says":
    "{count, plural, one {# record of others, or one that stays: what was yours in it is removed or replaced} other {# records of others, or that stay: what was yours in them is removed or replaced}}",
  "erased.kept": "Stays",
  "erased.kept-says": "{count, plural, one {# record} other {# records}}, because the law asks for it.",
  "erased.kept-law": "{count, plural, one {# record} other {# records}}, because the law asks for it ({law}).",
  "erased.kept-until": "Until {day} at the latest.",
  "erased.kept-without-end": "{count, plural, one {# of them has} other {# of them have}} no end that we know yet.",
  "erased.receipt": "Your receipt on its page proves what we stated here. Anyone can check it without us.",
  "erased.complain":
    "If you think that this is wrong, write to us on its page. You may also complain to a data protection authority, and you may go to court.",

  moment: "{moment} ({place})",
  law: "The law: {law}",
  go: "Open the page of {request}",
  "go.copy": "Fetch your copy",
  "go.receipt": "Open your receipt",
  "go.code": "The page asks for a code, which we send to this address.",
  "foot.request": "Request {request}.",
  "foot.officer": "Data protection officer: {name}",
  "foot.write": "Questions about your data:",
} as const;
