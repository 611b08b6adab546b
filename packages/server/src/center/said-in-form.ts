import type { Noes, OfferedChoice } from "@troth/core/consent";
import type { Call } from "../http/index.ts";
import { partsIn } from "./choice-parts.tsx";
import { trackerFields } from "./tracker-fields.ts";

type Answers = Readonly<Record<string, boolean>>;

/** What a form of choices says of purposes, of their parts and of single trackers. */
export interface Said extends Noes {
  readonly trackers: Answers;
}

/** What somebody said by a form of choices, yes and no. */
export function saidIn(form: Call["form"], offered: readonly OfferedChoice[]): Said {
  const all = form.all === "no";
  const choices = Object.fromEntries(
    offered.flatMap(({ purpose }) => {
      const said = all ? "no" : changedIn(form, purpose.id);
      return said === "yes" || said === "no" ? [[purpose.id, said === "yes"] as const] : [];
    }),
  );
  return all ? { choices, trackers: {} } : { choices, trackers: trackersIn(form, offered, choices), ...partsIn(form, offered) };
}

/** The answer that somebody gave. One that equals what was shown is none: the page may be old, and what holds another by now. */
function changedIn(form: Call["form"], id: string): string | undefined {
  const said = form[`choice.${id}`];
  return said === form[`was.${id}`] ? undefined : said;
}

/** Single trackers that were refused, or are no more; with a yes to their purpose each again, since that is one to all of them. */
function trackersIn(form: Call["form"], offered: readonly OfferedChoice[], choices: Answers): Answers {
  return Object.fromEntries(
    offered.flatMap(({ purpose, trackers }) =>
      trackers.flatMap(({ tracker: { id } }) => {
        const { shown, ticked } = trackerFields(id);
        const [was, refused] = [form[shown], form[ticked] === "yes"];
        // A page that did not show it says nothing of it.
        if (was === undefined) return [];
        return refused !== (was === "yes") || (refused && choices[purpose.id] === true) ? [[id, !refused] as const] : [];
      }),
    ),
  );
}

/** Each answer that was given, whatever to. */
export const answersIn = ({ choices, trackers, channels = {}, topics = {} }: Said): readonly boolean[] =>
  [choices, trackers, ...Object.values(channels), ...Object.values(topics)].flatMap((answers) => Object.values(answers));

/** The noes alone of what was said. */
export function noesOf(said: Said): Said {
  const [channels, topics] = [partNoes(said.channels), partNoes(said.topics)];
  return {
    choices: noesAmong(said.choices),
    trackers: noesAmong(said.trackers),
    ...(channels === undefined ? {} : { channels }),
    ...(topics === undefined ? {} : { topics }),
  };
}

const noesAmong = <A extends Readonly<Record<string, boolean | undefined>>>(answers: A): A =>
  Object.fromEntries(Object.entries(answers).filter(([, yes]) => yes === false)) as A;

/** By purpose; undefined where none is among them. */
function partNoes<A extends Readonly<Record<string, boolean | undefined>>>(of: Readonly<Record<string, A>> = {}) {
  const noes = Object.entries(of).flatMap(([id, answers]): [string, A][] =>
    Object.values(answers).includes(false) ? [[id, noesAmong(answers)]] : [],
  );
  return noes.length === 0 ? undefined : Object.fromEntries(noes);
}
