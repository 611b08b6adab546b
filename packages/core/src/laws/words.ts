// The words of laws: few, and the same for every law. A law whose text needs another adds it here, for all.

/** What a person may ask or do, in the program's words and a few that only laws have. */
export type RightWord =
  | "information"
  | "access"
  | "rectification"
  | "erasure"
  | "restriction"
  | "portability"
  | "objection"
  | "opt-out"
  | "limit"
  | "withdrawal"
  | "human-review"
  | "automated-opt-out" // that machines decide about them
  | "automated-access" // what machines decided about them, and how
  | "complaint"
  | "complaint-to-controller"
  | "appeal"
  | "compensation"
  | "no-retaliation";

/** From what a clock runs. */
export type StartWord =
  | "receipt"
  | "appeal"
  | "complaint"
  | "processing"
  | "awareness"
  | "failure" // of the protection, known or not
  | "report" // of a breach, to the authority
  | "record" // of a breach, in the company's own register
  | "obtaining" // from others
  | "collection" // from the person
  | "first-communication"
  | "first-disclosure"
  | "lifting"
  | "refusal"
  | "request"
  | "change"
  | "completion"
  | "direction";

/** Who asks. */
export type RequesterWord = "person" | "agent" | "agent-with-power" | "parent" | "guardian" | "heir";

/** What can be asked of whoever asks, to know that it is they. */
export type MeasureWord =
  | "sign-in"
  | "two-points"
  | "three-points"
  | "declaration" // signed, under penalty of perjury
  | "more-information"
  | "identity-document"
  | "contested-datum"
  | "signed-permission"
  | "own-confirmation" // by the person, that they gave the permission
  | "own-identity" // the person's, not the agent's
  | "power-of-attorney"
  | "recorded-request" // in writing, or written down by whoever took it
  | "parent-proof"
  | "new-account"
  | "fee";

/** What is asked of somebody must, may, or must not be. What no rule allows is not asked either. */
export type Demand = "must" | "may" | "must-not";

/** What a wrong answer would give away: categories only, data, or data of weight. */
export type StakeWord = "categories" | "ordinary" | "sensitive";

/** What must be told with an answer. */
export type ContentWord =
  | "reasons"
  | "complaint-authority"
  | "complaint-controller"
  | "court"
  | "appeal"
  | "attorney-general"
  | "new-period"
  | "how-verified"
  | "when-answered"
  | "result"
  | "kept-data"
  | "offer-opt-out"
  | "cannot-identify"
  | "who-can"
  | "cost"
  | "processing-trail"
  | "recipients"
  | "explanation" // of why others could not be told, in detail
  | "categories-instead"
  | "kind-withheld"
  | "record-kept" // of the request itself
  | "own-statement" // that they may add to what stays
  | "may-ask-erasure";

/** What follows from a ground. */
export type FollowWord =
  | "do-the-rest"
  | "use-for-that-only"
  | "offer-opt-out"
  | "prove-it"
  | "treat-as-categories"
  | "accept-statement"
  | "restrict"
  | "tell-others-may-act";

/** What a law itself says of a use of data, whatever a program says. */
export type UseRuleWord =
  | "special-data"
  | "objection"
  | "direct-marketing"
  | "opt-out"
  | "limit"
  | "restriction"
  | "child"
  | "child-sale"
  | "automated"
  | "transfer"
  | "withdrawal"
  | "processor"
  | "further-use";

/** How a person decides about a tracker. */
export type TrackerChoice = "opt-in" | "opt-out" | "notice" | "none";

/** Trackers that a law treats apart. */
export type TrackerWord =
  | "essential" // without which what the person asked for cannot be had
  | "own-statistics" // to make the service better, seen by nobody but a processor
  | "sale-or-sharing"; // what passes on them is sold, shared, or serves targeted advertising

/** What has to happen by a day, or not before one. */
export type ActWord =
  | "confirm" // tell that the request was received
  | "answer"
  | "answer-categories" // a simple answer, where a full one may take longer
  | "refuse" // tell that it is refused, and why
  | "stop" // what was opted out of, withdrawn or limited has stopped
  | "pass-on" // recipients and third parties are told
  | "tell-result"
  | "appeal"
  | "acknowledge-complaint"
  | "answer-complaint"
  | "notify-authority" // of a breach
  | "notify-people" // of a breach
  | "notify-controller" // of a breach, by the processor
  | "complete-notification" // of a breach, with what was not known
  | "declare-told" // to the authority: that people were told of a breach
  | "inform" // the notice about data that came from others
  | "ask-again" // for a consent that was refused or withdrawn
  | "same-again" // the same claim, denied before
  | "keep-records"
  | "keep-breaches"
  | "review-policy"
  | "review-verification"
  | "tell-of-objection" // that one may object, apart from all else
  | "tell-of-new-use" // before it begins
  | "tell-of-lifting" // of a restriction
  | "assess-risk"
  | "keep-assessment"
  | "hand-assessment"
  | "hold-erasure" // while an authority asks for it
  | "delete-collected"; // what was had for one thing alone: to verify somebody, to ask a parent
