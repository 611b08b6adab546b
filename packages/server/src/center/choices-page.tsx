import {
  type AccountSignal,
  type OfferedChoice,
  type OfferedChoices,
  type OfferedPart,
  ownTrackerLine,
} from "@troth/core/consent";
import { countingChoices } from "@troth/core/facts";
import { dataLabels } from "@troth/core/notices";
import { type PurposeRule, wordsIn } from "@troth/core/program";
import type { Child } from "hono/jsx";
import type { readHistory } from "../consent/index.ts";
import type { OpenContent } from "../contents/index.ts";
import type { Call } from "../http/index.ts";
import { noticeOf } from "../installation/index.ts";
import { CenterLayout, centerFrame, Note } from "../pages/index.ts";
import { dayIn, momentIn } from "../words/index.ts";
import { Parts, partName, partsAnswered } from "./choice-parts.tsx";
import { namesIn } from "./notice-data.tsx";
import { Texts } from "./own-texts.tsx";
import { PostForm } from "./post-form.tsx";
import { SignalOfAccount } from "./signal-of-account.tsx";
import { trackerFields } from "./tracker-fields.ts";
import { say } from "./words.ts";

/** What became of what was sent: a choice is kept, or all stood as it was shown; a text's approval is taken back, or it was gone already. */
export const CHOICES_SAVED = ["kept", "same", "gone", "no-part", "withdrawn", "no-text"] as const;
export type ChoicesSaved = (typeof CHOICES_SAVED)[number];

/** What is theirs alone to see: a link for one purpose lies in mails, and mails are passed on. */
export interface OwnRecords {
  readonly history: Awaited<ReturnType<typeof readHistory>>;
  readonly texts: readonly OpenContent[];
  readonly signal: AccountSignal;
}

/** All that somebody can say yes or no to, with what holds now and why. */
export const ChoicesPage = ({
  call,
  offered,
  own,
  shown,
  gpc,
  restricted,
  saved,
}: {
  readonly call: Call;
  readonly offered: OfferedChoices;
  readonly own: OwnRecords;
  /** The hash of what the page says: see `keepChoicesShown`. */
  readonly shown: string;
  readonly gpc: boolean;
  /** Since when they have had the use of their data restricted, in milliseconds since 1970. */
  readonly restricted?: number | undefined;
  readonly saved?: ChoicesSaved | undefined;
}) => {
  const { inst, language } = call;
  const title = say(language, "choices.title");
  const since = restricted === undefined ? "" : dayIn(language, new Date(restricted).toISOString(), inst.program.zone);
  return (
    <CenterLayout call={call} title={title}>
      <h1>{title}</h1>
      <p class="lead">{say(language, "choices.lead")}</p>
      {since === "" ? null : <Note kind="brand">{say(language, "choices.restricted", { day: since })}</Note>}
      {saved === undefined ? null : <Status says={say(language, `choices.saved.${saved}`)} />}
      {gpc ? <Note kind="brand">{say(language, "choices.gpc")}</Note> : null}
      <ChoicesForm call={call} offered={offered} shown={shown} of={(one) => <YesOrNo call={call} one={one} />} />
      <SignalOfAccount call={call} signal={own.signal} shown={shown} />
      {own.texts.length === 0 ? null : <Texts call={call} texts={own.texts} />}
      {own.history.length === 0 ? null : <History call={call} history={own.history} />}
    </CenterLayout>
  );
};

/** What came of what was sent. */
export const Status = ({ says }: { readonly says: string }) => (
  <div role="status">
    <Note kind="brand">{says}</Note>
  </div>
);

/** The form of all choices, each drawn by `of`. */
export const ChoicesForm = ({
  call,
  offered,
  shown,
  of,
}: {
  readonly call: Call;
  readonly offered: OfferedChoices;
  readonly shown: string;
  readonly of: (one: OfferedChoice) => Child;
}) => (
  <PostForm action={call.c.req.path} fresh>
    <input type="hidden" name="notice" value={noticeOf(call.inst).hash} />
    <input type="hidden" name="shown" value={shown} />
    <div class="card">
      {offered.choices.map(of)}
      <Always purposes={offered.always} language={call.language} />
    </div>
    <SaveOrNone language={call.language} />
  </PostForm>
);

/** In what there is no choice. */
const Always = ({ purposes, language }: { readonly purposes: OfferedChoices["always"] } & Pick<Call, "language">) => (
  <>
    {purposes.map((purpose) => (
      <div class="purpose">
        <p>
          <strong>{wordsIn(purpose.words, language)}</strong>
        </p>
        <About purpose={purpose} language={language} />
        <p class="small">{say(language, "choices.always")}</p>
      </div>
    ))}
  </>
);

const SaveOrNone = ({ language }: Pick<Call, "language">) => (
  <p class="actions">
    <button class="button" type="submit">
      {say(language, "choices.save")}
    </button>{" "}
    <button class="button" type="submit" name="all" value="no">
      {say(language, "choices.none")}
    </button>
  </p>
);

/** What they said before, with a receipt of each. */
const History = ({ call, history }: { readonly call: Call; readonly history: OwnRecords["history"] }) => {
  const { c, language, inst } = call;
  return (
    <section>
      <h2 id="history">{say(language, "choices.history")}</h2>
      <p>{say(language, "choices.history.says")}</p>
      <ol class="history">
        {history.map(({ number, choice, proven }) => (
          <li>
            <p>
              <strong>{momentIn(language, choice.at, inst.program.zone)}</strong>, {say(language, `choices.how.${choice.how}`)}
            </p>
            <p>{answersOf(call, choice)}</p>
            <p class="small">
              {proven ? (
                <>
                  <a href={`${c.req.path}/receipts/${number}`}>{say(language, "choices.receipt")}</a> ·{" "}
                </>
              ) : null}
              <a href={`${c.req.path}/receipts/${number}?as=dpv`}>{say(language, "choices.record")}</a>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
};

/** `Yes: our letter. No: letters of partners.` A purpose that the program has no more goes by its id. */
function answersOf(call: Call, choice: OwnRecords["history"][number]["choice"]): string {
  const { language, inst } = call;
  const { choices, optOuts } = choice;
  const asWhole =
    Object.keys(choices).length === 0 && optOuts?.sale !== undefined
      ? [say(language, optOuts.sale ? "choices.out" : "choices.in")]
      : [];
  const nameOf = (id: string): string =>
    Object.hasOwn(inst.program.purposes, id) ? wordsIn(inst.program.purposes[id]?.words ?? {}, language) : id;
  const counting = countingChoices(choice);
  const answered = (yes: boolean) => counting.flatMap(([id, one]) => (one === yes ? [nameOf(id)] : []));
  const trackers = (yes: boolean) =>
    Object.entries(choice.trackers ?? {}).flatMap(([id, one]) =>
      one === yes ? [(Object.hasOwn(inst.program.trackers, id) && inst.program.trackers[id]?.name) || id] : [],
    );
  const counts = new Set(counting.map(([id]) => id));
  const unshown = Object.keys(choices).flatMap((id) => (counts.has(id) ? [] : [nameOf(id)]));
  const byAnswer = (
    [
      ["choices.yes", answered(true)],
      ["choices.no", answered(false)],
      ["choices.unshown", unshown],
      ["choices.parts.no", partsAnswered(call, choice, false)],
      ["choices.parts.yes", partsAnswered(call, choice, true)],
      ["choices.trackers.no", trackers(false)],
      ["choices.trackers.yes", trackers(true)],
    ] as const
  ).flatMap(([answer, names]) => (names.length === 0 ? [] : [`${say(language, answer)}: ${names.join(", ")}.`]));
  return [...asWhole, ...byAnswer].join(" ");
}

export const About = ({ purpose, language }: { readonly purpose: PurposeRule; readonly language: Call["language"] }) =>
  purpose.about === undefined ? null : <p class="quiet">{wordsIn(purpose.about, language)}</p>;

const YesOrNo = ({ call, one }: { readonly call: Call; readonly one: OfferedChoice }) => {
  const { language } = call;
  const { purpose, yes, added = [] } = one;
  const name = `choice.${purpose.id}`;
  // Nothing is ticked for whoever said yes to less than this is now: what they leave alone stays as it is.
  const isWhole = added.length === 0;
  // A no that comes of its parts alone is none that was said of the whole: saved as it is shown, it becomes that.
  const was = !isWhole || one.partsEnd !== undefined ? "in-part" : yes ? "yes" : "no";
  return (
    <fieldset class="purpose">
      <legend>{wordsIn(purpose.words, language)}</legend>
      <About purpose={purpose} language={language} />
      {/* A browser sends what nobody touched too: beside what was shown it is told from what somebody chose. */}
      <input type="hidden" name={`was.${purpose.id}`} value={was} />
      <div class="yesno">
        <label>
          <input type="radio" name={name} value="yes" checked={yes && isWhole} /> {say(language, "choices.yes")}
        </label>
        <label>
          <input type="radio" name={name} value="no" checked={!yes} /> {say(language, "choices.no")}
        </label>
      </div>
      <p class="small">
        <strong>{say(language, yes ? "choices.holds.yes" : "choices.holds.no")}</strong> {whyOf(call, one)}
        {yes && one.parts.some(({ refused }) => refused) ? ` ${say(language, "choices.parts.but")}` : null}
      </p>
      {isWhole ? null : <Note kind="soon">{say(language, "choices.added", { data: dataIn(call, added) })}</Note>}
      {one.parts.length === 0 ? null : <Parts call={call} one={one} />}
      {one.trackers.length === 0 ? null : <Trackers call={call} purpose={purpose} trackers={one.trackers} />}
    </fieldset>
  );
};

/** What runs for a purpose, each to be refused by itself; open where one is. */
export const Trackers = ({ call, purpose, trackers }: Pick<OfferedChoice, "purpose" | "trackers"> & { readonly call: Call }) => {
  const { language, inst } = call;
  return (
    <details open={trackers.some(({ refused }) => refused)}>
      <summary>{say(language, "choices.trackers", { count: trackers.length })}</summary>
      <p class="small">{say(language, "choices.trackers.says")}</p>
      <ul class="trackers">
        {trackers.map(({ tracker, refused }) => (
          <li>
            <input type="hidden" name={trackerFields(tracker.id).shown} value={refused ? "yes" : "no"} />
            <label>
              <input type="checkbox" name={trackerFields(tracker.id).ticked} value="yes" checked={refused} />{" "}
              {say(language, "choices.trackers.refuse", { name: tracker.name })}
            </label>
            <p class="small quiet">{ownTrackerLine(inst.program, { tracker, purpose, language })}</p>
          </li>
        ))}
      </ul>
    </details>
  );
};

/** Data by its names in the reader's language. */
function dataIn({ language, inst }: Call, ids: readonly string[]): string {
  const labels = ids.flatMap((id) => dataLabels(inst.program, id));
  return namesIn(language, [...new Set(labels.map((label) => wordsIn(label, language)))], false);
}

/** Which rule settled it, in words. */
function whyOf({ language, inst }: Call, { holding, purpose, yes, lacks, partsEnd }: OfferedChoice): string {
  const { rule, holds, against } = holding;
  const day = (at: number | undefined) =>
    at === undefined ? "" : dayIn(language, new Date(at).toISOString(), inst.program.zone);
  if (lacks !== undefined) return say(language, `choices.why.lacks.${lacks}`, { day: day(holds?.at) });
  if (partsEnd !== undefined && holds?.yes !== false) return say(language, `choices.why.parts.${partsEnd}`);
  if (rule === "unsaid" && yes) return say(language, purpose.approves ? "choices.why.approved" : "choices.why.unsaid-yes");
  if (rule === "unsaid") return say(language, "choices.why.unsaid-no");
  if (rule === "signal" || rule === "opt-out") return say(language, `choices.why.${rule}`);
  const said = say(language, "choices.why.said", { day: day(holds?.at) });
  const older = against[0];
  return older === undefined ? said : `${said} ${say(language, `choices.why.${rule}`, { day: day(older.at) })}`;
}

/** How a link stands. `always`: there is no choice in what it is for. */
export type LinkStands = "asked" | "kept" | "whole" | "gone" | "always";

const LEAVE_SAYS = { kept: "leave.done", whole: "leave.done", gone: "choices.saved.gone", always: "choices.always" } as const;

/** The way out of one kind of mail, or of a part of it; without `purpose`, of all marketing. */
export const LeavePage = ({
  call,
  purpose,
  part,
  stands,
  token,
}: {
  readonly call: Call;
  readonly purpose: PurposeRule | undefined;
  /** What alone the link ends of the purpose. */
  readonly part?: OfferedPart["part"] | undefined;
  readonly stands: LinkStands;
  readonly token: string;
}) => {
  const { language, c } = call;
  const whole = purpose === undefined ? say(language, "leave.marketing") : wordsIn(purpose.words, language);
  const isPart = part !== undefined && stands !== "whole";
  const name = isPart ? `${whole} (${partName(call, purpose, part)})` : whole;
  const title = say(language, stands === "asked" || stands === "always" ? "leave.title" : "leave.done.title", { name });
  // The address is the same in both languages: it stands in mails, and follows the browser.
  const frame = { ...centerFrame(call), path: `/${language}/choices/${token}` };
  return (
    <CenterLayout call={frame} title={title}>
      <h1>{title}</h1>
      {stands === "asked" ? (
        <PostForm action={c.req.path}>
          <input type="hidden" name="page" value="yes" />
          <p class="lead">{say(language, purpose === undefined ? "leave.lead.marketing" : "leave.lead")}</p>
          <p class="actions">
            <button class="button primary" type="submit">
              {say(language, "leave.button")}
            </button>
            {isPart ? (
              <button class="button" type="submit" name="whole" value="yes">
                {say(language, "leave.whole", { name: whole })}
              </button>
            ) : null}
          </p>
        </PostForm>
      ) : (
        <p class="lead" role="status">
          {say(language, LEAVE_SAYS[stands])}
        </p>
      )}
      <p>
        <a href={`/${language}/choices/${token}`}>{say(language, "leave.noes")}</a>
      </p>
    </CenterLayout>
  );
};
