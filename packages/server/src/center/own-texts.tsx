import type { OpenContent } from "../contents/index.ts";
import type { Call } from "../http/index.ts";
import { Stands, Words } from "./content-page.tsx";
import { PostForm } from "./post-form.tsx";
import { say } from "./words.ts";

/** The texts that somebody was asked about, what they answered, and the way back from each yes. */
export const Texts = ({ call, texts }: { readonly call: Call; readonly texts: readonly OpenContent[] }) => (
  <section>
    <h2 id="texts">{say(call.language, "choices.texts")}</h2>
    <p>{say(call.language, "choices.texts.says")}</p>
    {texts.map((one) => (
      <article class="card">
        <div class="body">
          <Words call={call} one={one} />
          {one.stands === "waiting" && one.state === "earlier" ? (
            <p>{say(call.language, "choices.texts.replaced")}</p>
          ) : (
            <Stands call={call} one={one} />
          )}
          {one.stands === "waiting" && one.state === "current" ? <p>{say(call.language, "choices.texts.mail")}</p> : null}
          {one.stands === "approved" ? <Withdraw call={call} one={one} /> : null}
        </div>
      </article>
    ))}
  </section>
);

/** Of a purpose that asks for approvals no more nothing is published by them, so there is nothing to take back. */
const Withdraw = ({ call, one }: { readonly call: Call; readonly one: OpenContent }) =>
  call.inst.program.purposes[one.purpose]?.approves === true ? (
    <PostForm action={call.c.req.path}>
      <p class="actions">
        <button class="button" type="submit" name="withdraw" value={one.id}>
          {say(call.language, "content.withdraw")}
        </button>
      </p>
    </PostForm>
  ) : null;
