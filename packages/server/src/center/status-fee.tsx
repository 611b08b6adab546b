import { cite } from "@troth/core/jurisdictions";
import { isEnded } from "@troth/core/requests";
import { isFeeOpen, type RequestView } from "../requests/index.ts";
import { citeIn } from "./cite-in.ts";
import { PostForm, Submit } from "./post-form.tsx";
import { momentHere, type Saying } from "./status-words.ts";
import { say } from "./words.ts";

/** What a request would cost, by which law, and the yes to it; nothing where it is free. */
export const StatusFee = ({ view, at }: { readonly view: RequestView; readonly at: Saying }) => {
  const { language } = at;
  const { fee, clock } = view;
  if (fee === undefined || isEnded(view.state)) return null;
  const articles = fee.rules.map((rule) => citeIn(language, cite(rule))).join("; ");
  if (!isFeeOpen(fee))
    return <p>{say(language, fee.acceptedAt === undefined ? "fee.waived" : "fee.accepted", { amount: fee.amount })}</p>;
  return (
    <>
      <h2 id="fee">{say(language, "fee.title", { amount: fee.amount })}</h2>
      <p>{say(language, "fee.says", { articles })}</p>
      {clock?.withdrawnAt === undefined ? null : (
        <p>{say(language, "fee.until", { moment: momentHere(clock.withdrawnAt, at) })}</p>
      )}
      <PostForm action={`/${language}/requests/${view.id}/fee`}>
        <input type="hidden" name="amount" value={fee.amount} />
        <Submit>{say(language, "fee.accept", { amount: fee.amount })}</Submit>
      </PostForm>
    </>
  );
};
