import type { RequestView } from "../requests/index.ts";
import { dayIn, numberIn } from "../words/index.ts";
import { PostForm, Submit } from "./post-form.tsx";
import type { StatusCopy } from "./read-status.ts";
import type { Saying } from "./status-words.ts";
import { say } from "./words.ts";

const KILO = 1000;

/** A size as people read it: `4 kB`. */
function sizeIn(language: Saying["language"], bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const at = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(KILO)));
  return `${numberIn(language, Math.ceil(bytes / KILO ** at))} ${units[at]}`;
}

const KINDS = ["secret", "unreadable", "unreviewed", "unmapped", "changed"] as const;

/** Why something is held back, told from the reason that the copy's record gives. */
function kindOf(withheld: string): (typeof KINDS)[number] {
  if (/ changed while they were copied: /.test(withheld)) return "changed";
  if (/ is not shown, and cannot be read$/.test(withheld)) return "unreadable";
  if (/not mapped/.test(withheld)) return "unmapped";
  return /a secret/.test(withheld) ? "secret" : "unreviewed";
}

const Held = ({ withheld, at }: { readonly withheld: readonly string[]; readonly at: Saying }) => {
  const { language } = at;
  if (withheld.length === 0) return <p>{say(language, "copy.held.none")}</p>;
  return (
    <>
      <h3>{say(language, "copy.held")}</h3>
      <ul class="bullets">
        {KINDS.map((kind) => {
          const count = withheld.filter((one) => kindOf(one) === kind).length;
          return count === 0 ? null : <li>{say(language, `copy.held.${kind}`, { count })}</li>;
        })}
      </ul>
      <p class="small quiet">{say(language, "copy.held.says")}</p>
    </>
  );
};

/** The copy: what is in it, the button, until when, and what is held back. */
export const StatusCopyPart = ({
  view,
  copy,
  at,
}: {
  readonly view: RequestView;
  readonly copy: StatusCopy;
  readonly at: Saying;
}) => {
  const { language, zone } = at;
  const { file } = copy;
  return (
    <section class="card" aria-labelledby="copy">
      <div class="body">
        <h2 id="copy">{say(language, "copy.title")}</h2>
        {file === undefined ? (
          <p>{say(language, "copy.gone")}</p>
        ) : (
          <>
            <p>{say(language, "copy.says")}</p>
            <PostForm action={`/${language}/requests/${view.id}/copy`} inline>
              <Submit primary>{say(language, "copy.button")}</Submit>
            </PostForm>
            <p class="small quiet">
              {say(language, "copy.rows", { rows: copy.rows, size: sizeIn(language, file.bytes) })}{" "}
              {say(language, "copy.until", { day: dayIn(language, file.expiresAt, zone) })}
            </p>
          </>
        )}
        <Held withheld={copy.withheld} at={at} />
      </div>
    </section>
  );
};
