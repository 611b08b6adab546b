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
  "code.identify":
    "Someone, we hope you, told {organization} that this address is theirs too, for a request about their data. Enter this code on the page of that request:",
  "code.until": "It works once, until {moment} ({place}).",
  "code.not-you":
    "Not you? Do nothing. Without the code nothing happens. We never ask for this code by telephone, and nobody else needs it.",
  "own.says": "Do codes come that you did not ask for, and none when you ask? This page is for you alone:",
  "own.go": "Ask here",

  "content-ask.subject": "Your words at {organization}: read and approve them",
  "content-ask.title": "{organization} would like to publish something you wrote",
  "content-ask.says":
    "{organization} publishes it only if you approve it. On the page you see exactly the text, and where it would stand. You approve it or decline. You can take your approval back later, by the same link.",
  "content-ask.until":
    "You can answer until {moment} ({place}). If you do not, the text is not published, and we delete our copy of it.",
  "content-ask.go": "Read the text, and answer",
  "content-ask.not-you":
    "Did you write nothing? Leave it, or decline on the page. Do not pass this link on: whoever has it can answer for you.",
  "content-changed.subject": "Your words at {organization} have changed: read them again",
  "content-changed.title": "A text of yours has changed",
  "content-changed.says":
    "You approved a text of yours at {organization}. It has changed since, and what you approved does not hold for the new one. On the page you see exactly the new text, and where it would stand. You approve it or decline.",
  "parent-ask.subject": "{organization} asks you as a parent",
  "parent-ask.title": "A child wants to use {organization}",
  "parent-ask.says":
    "A child, or somebody who says so, gave us this address as that of a parent or guardian. The child is too young to agree alone. We collect nothing about the child until you have agreed. On the page you see what we would use and what for, and say yes or no.",
  "parent-ask.until": "You can answer until {moment} ({place}). If you do not, we delete this address, and nothing is collected.",
  "parent-ask.go": "See what we ask, and answer",
  "parent-ask.not-you":
    "Not you, or no child of yours? Do nothing, or say no on the page. The link works once. Do not pass it on.",
  "parent-agreed.subject": "You agreed for a child at {organization}",
  "parent-agreed.title": "We have your agreement",
  "parent-agreed.says":
    "Somebody with access to this mailbox agreed, as a parent or guardian, that {organization} uses data of a child. You can take it back at any time: then nothing more is collected about the child. Keep this mail; we do not keep your address.",
  "parent-agreed.go": "Take it back",
  "parent-agreed.not-you": "Was it not you? Take it back by the same link.",
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
  "denied.after": "If you think that this is wrong, write to us on its page and we look at it again.",

  "appeal-received.subject": "{request}: we have received your appeal",
  "appeal-received.title": "We have received your appeal",
  "appeal-received.says":
    "You appealed against our decision about {request}. Somebody else than who decided it looks at it again, where there is somebody else here.",
  "appeal-received.due": "You have our decision by {day} at the latest.",

  "appeal-granted.subject": "{request}: our decision about your appeal",
  "appeal-granted.title": "Your appeal is granted",
  "appeal-granted.says": "We looked at {request} again, and do what you asked, for this reason:",
  "appeal-granted.after": "Your request is open again, and we go on with it. You need not ask once more.",

  "appeal-refused.subject": "{request}: our decision about your appeal",
  "appeal-refused.title": "We stay with our decision",
  "appeal-refused.says": "We looked at {request} again. We still do not do what you asked, for this reason:",
  "appeal-refused.after":
    "This is our last word on it, unless you know of something that we do not: then write to us on its page.",

  "fee.subject": "{request}: it would cost you something",
  "fee.title": "We ask for money before we go on",
  "fee.says": "The law lets us ask {amount} for what you asked for with {request}, for this reason:",
  "fee.choose":
    "Nothing is owed unless you accept it. On its page you accept, or take your request back; you can also write to us there.",
  "fee.until": "You can accept it until {moment} ({place}). After that the law takes your request to be taken back.",

  "content.reasons": "Our reasons stand above.",
  "content.complaint-authority": "You may complain to a data protection authority. The page of {request} says to which.",
  "content.complaint-controller":
    "You may also complain to us, about how we treat your data and this request: write to {contact}.",
  "content.court": "You may go to court.",
  "content.appeal":
    "You may appeal to us against this decision: on the page of {request}, or by answering there in your own words. Somebody looks at it again, and writes to you.",
  "content.appeal-none":
    "The law gives you no appeal to us of its own. Write to us on the page of {request}, and we look at it again all the same.",
  "content.attorney-general":
    "You may complain to the attorney general of the state in which you live: the attorney general's site has a form for it.",
  "content.new-period": "The day until which it takes longer stands above.",
  "content.how-verified":
    "We check that it is you who asks: by the code that we sent to this address, and by what we hold under it. If that is not enough, we write to you and say what is missing.",
  "content.when-answered": "The day by which you hear from us stands above.",
  "content.result": "What was done stands above.",
  "content.kept-data": "What stays, and why, stands above.",
  "content.offer-opt-out":
    "You can tell us not to sell your data, and not to share it for advertising: write it on the page of {request}, or to {contact}. Nobody is asked for proof of who they are for that.",
  "content.cannot-identify":
    "With what we know of you we cannot tell which data is yours. You may give us more, by which we can: on the page of {request}.",
  "content.who-can": "If it is not we who can do it, and we know who can, our reason names them.",
  "content.cost": "What it costs stands above.",
  "content.processing-trail":
    "It says what was done with your data: what for, where it came from, who received it, and what was recorded of it.",
  "content.recipients":
    "Those who received your data are told of this. The page of {request} says who they are, and who has been told.",
  "content.explanation":
    "Where somebody who received your data could not be told, or only with an effort out of all proportion, it stands here in detail, with why; where nothing stands, everybody was told.",
  "content.categories-instead":
    "We treat your request as one for the kinds of data that we hold, and not for each piece: our notice lists them, with where they come from, what for, and who receives them. {contact} tells you more.",
  "content.kind-withheld":
    "Passwords, secrets and what would harm others are in no copy. It says of each such thing, in general words, that we hold it.",
  "content.record-kept": "We keep a record of this request, so that your data stays deleted. It is used for nothing else.",
  "content.own-statement":
    "You may write a statement of up to 250 words about each thing that we did not correct, on the page of {request}: it goes with your data from then on.",
  "content.may-ask-erasure": "You may also ask us to delete it.",

  "extended.subject": "{request}: it takes us longer",
  "extended.title": "It takes us longer",
  "extended.says":
    "We cannot answer your request {request} in the time that we told you. You have our answer by {moment} ({place}) at the latest, for this reason:",
  "extended.after": "We can do so once only. If you think that it is wrong, write to us on its page.",

  "copy-ready.subject": "{request}: your copy is ready",
  "copy-ready.title": "Your copy is ready",
  "copy-ready.says":
    "The copy of the data that you asked for with {request} is ready. Download it from its page until {moment} ({place}); after that it is deleted here.",
  "copy-ready.how": "We keep it encrypted until you fetch it, and never send it by mail.",

  "task.subject": "{request}: something is to be done by hand",
  "task.title": "Somebody is to go through {store}",
  "task.says":
    "Request {request} concerns {store}, which only people can look into, and you are asked to do it. Its page says whom to look for, where, and what becomes of what you find.",
  "task.due": "Please report there by {moment} ({place}). Until you have, the request stays open.",
  "task-late.subject": "{request}: still to be done by hand",
  "task-late.title": "Nobody has reported on {store} yet",
  "task-late.says":
    "You were asked to go through {store} for request {request}. Nobody has reported that it was done, and the request stays open because of it.",
  "task-late.due": "It was due by {moment} ({place}). If it cannot be done, say so on its page, and why.",

  "task-keep.subject": "{request}: something is to be done by hand again",
  "task-keep.title": "Somebody is to go through {store} again",
  "task-keep.says":
    "When {store} was gone through for request {request}, something stayed there because a law asked for it. Its time is over, and you are asked to look again. Its page says whom to look for, where, and what becomes of what you find.",
  "task-keep.due":
    "Please report there by {moment} ({place}). Until you have, it is not said to be removed. What must still stay is asked for again on its day.",
  "task-keep-late.subject": "{request}: still to be done by hand again",
  "task-keep-late.title": "Nobody has reported on {store} yet",
  "task-keep-late.says":
    "You were asked to go through {store} again for what a law had kept after request {request}. Nobody has reported that it was done.",
  "task-keep-late.due": "It was due by {moment} ({place}). If it cannot be done, say so on its page, and why.",

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
  "go.task": "Open the task",
  "go.staff": "The page asks you to sign in as staff. No personal data is sent by mail.",
  "go.code": "The page asks for a code, which we send to this address.",
  "foot.request": "Request {request}.",
  "foot.officer": "Data protection officer: {name}",
  "foot.write": "Questions about your data:",
} as const;
