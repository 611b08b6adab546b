import { wordsIn } from "@troth/core/program";
import type { ContentThread, OpenContent } from "../contents/index.ts";
import type { Call } from "../http/index.ts";
import { CenterLayout, FactList, Note } from "../pages/index.ts";
import { momentIn } from "../words/index.ts";
import { PostForm } from "./post-form.tsx";
import { say } from "./words.ts";

/** What was written down of an answer. */
export const CONTENT_DONE = ["approved", "declined", "withdrawn"] as const;
/** What came of an answer, if one was given. */
export type ContentDone = (typeof CONTENT_DONE)[number] | "changed";

/** The text to the letter, where it will stand, and the author's word on it: a no is as easy as a yes. */
export const ContentPage = ({
  call,
  thread,
  done,
}: {
  readonly call: Call;
  readonly thread: ContentThread;
  readonly done?: ContentDone | undefined;
}) => {
  const { language, inst } = call;
  const { current } = thread;
  const organization = inst.program.organization.name;
  const title = done === "changed" ? say(language, "content.changed.title") : say(language, "content.title", { organization });
  return (
    <CenterLayout call={call} title={title} wrong={done === "changed"}>
      <h1>{title}</h1>
      <Said call={call} done={done} />
      {done === undefined && current.stands === "waiting" ? (
        <p class="lead">{say(language, "content.lead", { organization })}</p>
      ) : null}
      <Words call={call} one={current} />
      <Stands call={call} one={current} />
      <Answer call={call} one={current} />
      {thread.earlier
        .filter(({ stands }) => stands === "approved")
        .map((one) => (
          <Earlier call={call} one={one} />
        ))}
      <p>
        <a href={`/${language}/notice`}>{say(language, "content.notice")}</a>
      </p>
    </CenterLayout>
  );
};

interface Shown {
  readonly call: Call;
  readonly one: OpenContent;
}

/** What was written down just now, or that nothing was. */
const Said = ({ call, done }: { readonly call: Call; readonly done: ContentDone | undefined }) => {
  const { language, inst } = call;
  if (done === undefined) return null;
  if (done === "changed")
    return (
      <div role="alert">
        <Note kind="soon">{say(language, "content.changed")}</Note>
      </div>
    );
  return (
    <div role="status">
      <Note kind="brand">{say(language, `content.done.${done}`, { organization: inst.program.organization.name })}</Note>
    </div>
  );
};

/** As it was written: every line of it, in its own direction, and nothing of it is markup. */
export const Words = ({ call, one }: Shown) => {
  const { language, inst } = call;
  const purpose = inst.program.purposes[one.purpose];
  return (
    <figure class="written">
      <figcaption>
        <strong>{say(language, "content.text")}</strong>
      </figcaption>
      <blockquote dir="auto">{one.text}</blockquote>
      <FactList
        facts={[
          { term: say(language, "content.where"), is: <span dir="auto">{one.where}</span> },
          { term: say(language, "content.purpose"), is: wordsIn(purpose?.words ?? {}, language) },
        ]}
      />
    </figure>
  );
};

const moment = ({ call, one }: Shown): string =>
  momentIn(call.language, new Date(one.at ?? 0).toISOString(), call.inst.program.zone);
const until = ({ call, one }: Shown): string => momentIn(call.language, one.until ?? one.asked_at, call.inst.program.zone);

/** Nobody took it back: its time is over. */
const Lapsed = ({ call, one }: Shown) => {
  const { language, inst } = call;
  const end = momentIn(language, new Date(one.ends ?? 0).toISOString(), inst.program.zone);
  const off = one.off === undefined || one.off === "not yet" ? undefined : momentIn(language, one.off.at, inst.program.zone);
  return (
    <>
      <p>{say(language, "content.lapsed", { moment: moment({ call, one }), end, until: until({ call, one }) })}</p>
      <p>
        {off !== undefined
          ? say(language, "content.lapsed.off", { off })
          : say(language, one.off === undefined ? "content.lapsed.not-published" : "content.lapsed.not-yet")}
      </p>
    </>
  );
};

export const Stands = ({ call, one }: Shown) => {
  const { language } = call;
  if (one.stands === "waiting")
    return (
      <>
        <p>{say(language, "content.bound")}</p>
        <p>{say(language, "content.until", { moment: until({ call, one }) })}</p>
      </>
    );
  const values = { moment: moment({ call, one }), until: until({ call, one }) };
  if (one.stands === "lapsed") return <Lapsed call={call} one={one} />;
  if (one.off === undefined) return <p>{say(language, `content.${one.stands}`, values)}</p>;
  if (one.off === "not yet") return <p>{say(language, "content.off.not-yet", values)}</p>;
  return <p>{say(language, "content.off", { ...values, off: momentIn(language, one.off.at, call.inst.program.zone) })}</p>;
};

/** The form carries the hash of what is on the screen: an answer to another text is none to this one. */
const Answer = ({ call, one }: Shown) => {
  const { c, language } = call;
  const choices = {
    waiting: ["approve", "decline"],
    approved: ["withdraw"],
    declined: ["approve"],
    lapsed: ["approve"],
  } as const;
  return (
    <PostForm action={c.req.path}>
      <input type="hidden" name="hash" value={one.hash} />
      <p class="actions">
        {choices[one.stands].map((answer) => (
          <>
            <button class="button" type="submit" name="answer" value={answer}>
              {say(language, `content.${answer}`)}
            </button>{" "}
          </>
        ))}
      </p>
    </PostForm>
  );
};

/** A text of before, which may still be out. */
const Earlier = ({ call, one }: Shown) => (
  <section>
    <h2>{say(call.language, "content.earlier")}</h2>
    <p>{say(call.language, "content.earlier.says", { moment: moment({ call, one }) })}</p>
    <Words call={call} one={one} />
    <Answer call={call} one={one} />
  </section>
);
