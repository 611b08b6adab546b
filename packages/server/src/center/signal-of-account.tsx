import { type AccountSignal, placeOfSignal, sellsOrShares } from "@troth/core/consent";
import { wordsIn } from "@troth/core/program";
import type { Call } from "../http/index.ts";
import { dayIn } from "../words/index.ts";
import { PostForm } from "./post-form.tsx";
import { say } from "./words.ts";

interface Signalled {
  readonly call: Call;
  readonly signal: AccountSignal;
}

/** Whether Global Privacy Control is on record for the account, since when and from where; and the way to set it, or to end it. */
export const SignalOfAccount = ({ call, signal, shown }: Signalled & { readonly shown: string }) => {
  const { c, language, inst } = call;
  if (!signal.on && !sellsOrShares(inst.program)) return null;
  return (
    <section>
      <h2 id="signal">{say(language, "signal.title")}</h2>
      <p>{say(language, "signal.says")}</p>
      <p>
        <strong>{say(language, signal.on ? "signal.on" : "signal.off")}</strong> {sinceOf({ call, signal })}
      </p>
      {signal.on && signal.except.length > 0 ? <p>{say(language, "signal.except", { names: namesOf(call, signal) })}</p> : null}
      <PostForm action={c.req.path}>
        <input type="hidden" name="shown" value={shown} />
        <p class="actions">
          <button class="button" type="submit" name="signal" value={signal.on ? "off" : "on"}>
            {say(language, signal.on ? "signal.end" : "signal.set")}
          </button>
        </p>
      </PostForm>
    </section>
  );
};

const namesOf = ({ language, inst }: Call, { except }: AccountSignal): string =>
  except.map(({ purpose }) => wordsIn(inst.program.purposes[purpose]?.words ?? { en: purpose }, language)).join(", ");

function sinceOf({ call, signal }: Signalled): string {
  const { language, inst } = call;
  const place = placeOfSignal(signal);
  const day = signal.by === undefined ? "" : dayIn(language, signal.by.at, inst.program.zone);
  if (signal.on) return say(language, `signal.from.${place}`, { day });
  return place === "page" ? say(language, "signal.ended", { day }) : "";
}
