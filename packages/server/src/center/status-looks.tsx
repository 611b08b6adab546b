import { type Program, wordsIn } from "@troth/core/program";
import { type ShownLook, showsLooks } from "../decisions/index.ts";
import { momentHere, type Saying } from "./status-words.ts";
import { type CenterWord, say } from "./words.ts";

/** Grounds that programs usually name, in our own words where the program has none. */
const GROUNDS: Readonly<Record<string, CenterWord>> = {
  agreement: "looks.ground.agreement",
  security: "looks.ground.security",
  law: "looks.ground.law",
  aggregated: "looks.ground.aggregated",
  error: "looks.ground.error",
  inquiry: "looks.ground.inquiry",
  investigation: "looks.ground.investigation",
};

const ACTS = { read: "looks.read", link: "looks.link", export: "looks.export" } as const;

/** What was done, in words; staff who opened the request itself did what every answer needs. */
function deedOf(program: Program, look: ShownLook, { language }: Saying): string {
  const act = look.act === undefined || !Object.hasOwn(program.guarded, look.act) ? undefined : program.guarded[look.act];
  if (look.act === undefined) return say(language, "looks.request");
  return say(language, look.items === 0 ? "looks.all" : ACTS[act?.act ?? "read"], { count: look.items });
}

function groundOf(program: Program, { act, ground }: ShownLook, { language }: Saying): string | undefined {
  if (ground === undefined) return undefined;
  const rule = act !== undefined && Object.hasOwn(program.guarded, act) ? program.guarded[act]?.grounds[ground] : undefined;
  if (rule?.about !== undefined) return wordsIn(rule.about, language);
  const word = Object.hasOwn(GROUNDS, ground) ? GROUNDS[ground] : undefined;
  return word === undefined ? ground : say(language, word);
}

/** Who looked at the person's data, when and why; nothing where the program does not say that they see it. */
export const StatusLooks = ({
  looks,
  program,
  at,
}: {
  readonly looks: readonly ShownLook[];
  readonly program: Program;
  readonly at: Saying;
}) => {
  const { language } = at;
  if (!showsLooks(program)) return null;
  return (
    <>
      <h2 id="looks">{say(language, "looks.title")}</h2>
      <p>{say(language, "looks.says")}</p>
      {looks.length === 0 ? (
        <p class="quiet">{say(language, "looks.none")}</p>
      ) : (
        <ul>
          {looks.map((look) => (
            <li>
              <time datetime={look.at}>{momentHere(look.at, at)}</time>: {deedOf(program, look, at)}{" "}
              {say(language, "looks.by", { role: look.role ?? say(language, "looks.role.gone") })}
              {look.ground === undefined ? null : (
                <> {say(language, "looks.why", { ground: groundOf(program, look, at) ?? "" })}</>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
