import type { Noes, OfferedChoice, OfferedPart } from "@troth/core/consent";
import { countingParts } from "@troth/core/facts";
import { CHANNELS, type Channel, type PurposeRule, wordsIn } from "@troth/core/program";
import type { Child } from "hono/jsx";
import type { readHistory } from "../consent/index.ts";
import type { Call } from "../http/index.ts";
import { say } from "./words.ts";

type Part = OfferedPart["part"];

/** A channel or a topic in the reader's language; a topic that the purpose has no more goes by its id. */
export function partName({ language }: Call, purpose: PurposeRule | undefined, part: Part): string {
  if ("channel" in part) return say(language, `choices.channel.${part.channel}`);
  const words = purpose !== undefined && Object.hasOwn(purpose.topics, part.topic) ? purpose.topics[part.topic] : undefined;
  return words === undefined ? part.topic : wordsIn(words, language);
}

/** `channel.newsletter.sms`: by what a part is called in the form. */
const fieldOf = ({ id }: PurposeRule, part: Part): string =>
  "channel" in part ? `channel.${id}.${part.channel}` : `topic.${id}.${part.topic}`;

/** By which ways a purpose may reach somebody, and what it may be about: what is ticked may go on. */
export const Parts = ({ call, one: { purpose, parts } }: { readonly call: Call; readonly one: OfferedChoice }) => (
  <PartGroups
    call={call}
    parts={parts}
    says="choices.parts.says"
    control={({ part, refused }) => (
      <>
        <input type="hidden" name={`was.${fieldOf(purpose, part)}`} value={refused ? "no" : "yes"} />
        <label>
          <input type="checkbox" name={fieldOf(purpose, part)} value="yes" checked={!refused} /> {partName(call, purpose, part)}
        </label>
      </>
    )}
  />
);

/** The same where noes alone are taken: what is ticked stops, and none is, whatever was refused before. */
export const PartNoes = ({ call, one: { purpose, parts } }: { readonly call: Call; readonly one: OfferedChoice }) => (
  <PartGroups
    call={call}
    parts={parts.map(({ part }) => ({ part, refused: false }))}
    says="choices.noes.parts"
    control={({ part }) => (
      <label>
        <input type="checkbox" name={fieldOf(purpose, part)} value="no" />{" "}
        {say(call.language, "choices.noes.part", { name: partName(call, purpose, part) })}
      </label>
    )}
  />
);

const PartGroups = ({
  call: { language },
  parts,
  says: lead,
  control,
}: {
  readonly call: Call;
  readonly parts: readonly OfferedPart[];
  readonly says: "choices.parts.says" | "choices.noes.parts";
  readonly control: (one: OfferedPart) => Child;
}) => {
  const groups = [
    { says: "choices.parts.ways", of: parts.filter(({ part }) => "channel" in part) },
    { says: "choices.parts.topics", of: parts.filter(({ part }) => "topic" in part) },
  ] as const;
  const [only, other] = groups.filter(({ of }) => of.length > 0);
  return (
    <details open={parts.some(({ refused }) => refused)}>
      <summary>{say(language, only === undefined || other !== undefined ? "choices.parts" : only.says)}</summary>
      <p class="small">{say(language, lead)}</p>
      <div class="parts">
        {groups.map(({ says, of }) =>
          of.length === 0 ? null : (
            <fieldset>
              <legend class={other === undefined ? "hidden" : undefined}>{say(language, says)}</legend>
              {of.map((one) => (
                <div>{control(one)}</div>
              ))}
            </fieldset>
          ),
        )}
      </div>
    </details>
  );
};

/** What was changed among the parts. One that the page did not show is as it was; one that is the only one by now counts all the same. */
export function partsIn(form: Call["form"], offered: readonly OfferedChoice[]): Pick<Noes, "channels" | "topics"> {
  const channels: Record<string, Partial<Record<Channel, boolean>>> = {};
  const topics: Record<string, Record<string, boolean>> = {};
  const changed = (purpose: PurposeRule, part: Part): boolean | undefined => {
    const field = fieldOf(purpose, part);
    const [was, yes] = [form[`was.${field}`], form[field] === "yes"];
    if (form[field] === "no") return false;
    return was === undefined || yes === (was === "yes") ? undefined : yes;
  };
  for (const { purpose } of offered) {
    for (const channel of CHANNELS) {
      const yes = changed(purpose, { channel });
      if (yes !== undefined) channels[purpose.id] = { ...channels[purpose.id], [channel]: yes };
    }
    for (const topic of Object.keys(purpose.topics)) {
      const yes = changed(purpose, { topic });
      if (yes !== undefined) topics[purpose.id] = { ...topics[purpose.id], [topic]: yes };
    }
  }
  return {
    ...(Object.keys(channels).length === 0 ? {} : { channels }),
    ...(Object.keys(topics).length === 0 ? {} : { topics }),
  };
}

type Told = Awaited<ReturnType<typeof readHistory>>[number]["choice"];

/** The parts that a choice of before said yes or no to: `Our letter (text message)`. */
export const partsAnswered = (call: Call, choice: Told, yes: boolean): readonly string[] =>
  countingParts(choice).flatMap(({ purpose: id, part, yes: one }) => {
    const { purposes } = call.inst.program;
    const purpose = Object.hasOwn(purposes, id) ? purposes[id] : undefined;
    const name = purpose === undefined ? id : wordsIn(purpose.words, call.language);
    return one === yes ? [`${name} (${partName(call, purpose, part)})`] : [];
  });
