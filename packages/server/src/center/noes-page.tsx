import type { OfferedChoice, OfferedChoices } from "@troth/core/consent";
import { wordsIn } from "@troth/core/program";
import type { Call } from "../http/index.ts";
import { CenterLayout, Note } from "../pages/index.ts";
import { PartNoes } from "./choice-parts.tsx";
import { About, ChoicesForm, Status, Trackers } from "./choices-page.tsx";
import { say } from "./words.ts";

/** What became of what was sent: the noes are kept, there was none, or a yes was among it, which is not taken. */
export const NOES_SAVED = ["kept", "gone", "no-noes", "no-yes"] as const;
export type NoesSaved = (typeof NOES_SAVED)[number];

/**
 * All that somebody can say no to, by the way out of one kind of mail. Such a mail may be passed on: nothing here says what they
 * said before, and nobody else says yes for them.
 */
export const NoesPage = ({
  call,
  offered,
  shown,
  gpc,
  saved,
}: {
  readonly call: Call;
  readonly offered: OfferedChoices;
  readonly shown: string;
  readonly gpc: boolean;
  readonly saved?: NoesSaved | undefined;
}) => {
  const { language } = call;
  const title = say(language, "choices.noes.title");
  return (
    <CenterLayout call={call} title={title}>
      <h1>{title}</h1>
      <p class="lead">{say(language, "choices.noes.lead")}</p>
      <p>{say(language, "choices.noes.yes")}</p>
      {saved === undefined ? null : <Status says={say(language, `choices.saved.${saved}`)} />}
      {gpc ? <Note kind="brand">{say(language, "choices.gpc")}</Note> : null}
      <ChoicesForm call={call} offered={offered} shown={shown} of={(one) => <No call={call} one={one} />} />
    </CenterLayout>
  );
};

const No = ({ call, one }: { readonly call: Call; readonly one: OfferedChoice }) => {
  const { language } = call;
  const { purpose, parts, trackers } = one;
  const unanswered = trackers.map(({ tracker }) => ({ tracker, refused: false }));
  return (
    <fieldset class="purpose">
      <legend>{wordsIn(purpose.words, language)}</legend>
      <About purpose={purpose} language={language} />
      <div class="yesno">
        <label>
          <input type="checkbox" name={`choice.${purpose.id}`} value="no" /> {say(language, "choices.no")}
        </label>
      </div>
      {parts.length === 0 ? null : <PartNoes call={call} one={one} />}
      {trackers.length === 0 ? null : <Trackers call={call} purpose={purpose} trackers={unanswered} />}
    </fieldset>
  );
};
