import { responseClock } from "@troth/core/jurisdictions";
import type { Notice } from "@troth/core/notices";
import { wordsIn } from "@troth/core/program";
import type { Call } from "../http/index.ts";
import { CenterLayout } from "../pages/index.ts";
import type { Language } from "../words/index.ts";
import { branchNames, namesIn } from "./notice-data.tsx";
import { periodIn } from "./status-words.ts";
import { say } from "./words.ts";

/**
 * Within which time whoever asks now has an answer, whatever they ask: that which ends last. A number that nobody has
 * checked, or a right that no law sets a time for, is no promise.
 */
function leadOf({ inst, language }: Call): string {
  const {
    program: { laws, zone },
    holidays,
  } = inst;
  const receivedAt = new Date(inst.surroundings.now()).toISOString();
  const clocks = (["access", "erasure"] as const).map((right) => responseClock({ laws, right, receivedAt, zone, holidays }));
  const [last] = clocks
    .flatMap((clock) => (clock?.verified ? [clock] : []))
    .toSorted((one, other) => (one.dueAt < other.dueAt ? 1 : -1));
  if (last === undefined || clocks.some((clock) => !clock?.verified)) return say(language, "home.lead");
  return say(language, "home.lead.within", { period: periodIn(language, last.period) });
}

const Holds = ({ notice, language }: { readonly notice: Notice; readonly language: Language }) => (
  <>
    <h2 id="holds">{say(language, "home.holds")}</h2>
    <ul class="bullets">
      {notice.purposes.map(({ label, purposes }) => {
        const names = branchNames(
          notice,
          purposes.flatMap((purpose) => purpose.data),
          language,
        );
        return (
          <li>
            <strong>{wordsIn(label, language)}</strong>
            {names.length === 0 ? "" : `: ${namesIn(language, names, false)}`}
          </li>
        );
      })}
    </ul>
    <p>
      <a href={`/${language}/notice`}>{say(language, "home.holds.more")}</a>
    </p>
  </>
);

const Talk = ({ call }: { readonly call: Call }) => {
  const { inst, language } = call;
  const { officer, contact, address, phone } = inst.program.organization;
  return (
    <>
      <h2 id="talk">{say(language, "home.talk")}</h2>
      <p>
        {officer === undefined ? say(language, "home.contact") : say(language, "home.officer", { name: officer.name })}{" "}
        <a href={`mailto:${officer?.email ?? contact}`}>{officer?.email ?? contact}</a>.
        {address === undefined ? "" : ` ${say(language, "home.letter", { address })}`}
        {phone === undefined ? "" : ` ${say(language, "home.phone", { phone })}`}
      </p>
    </>
  );
};

const ways = [
  { key: "ask", path: "/ask" },
  { key: "requests", path: "/requests" },
  { key: "notice", path: "/notice" },
  { key: "verify", path: "/verify" },
] as const;

/** The first page: what one can do here, what is held and why, who answers. */
export const HomePage = ({ call, notice }: { readonly call: Call; readonly notice: Notice }) => {
  const { inst, language } = call;
  const title = say(language, "home.title", { name: inst.program.organization.name });
  return (
    <CenterLayout call={call} title={title}>
      <h1>{title}</h1>
      <p class="lead">{leadOf(call)}</p>
      <ul class="ways">
        {ways.map(({ key, path }) => (
          <li>
            <a href={`/${language}${path}`}>{say(language, `home.${key}`)}</a>
            <p>{say(language, `home.${key}.says`)}</p>
          </li>
        ))}
      </ul>
      {notice.purposes.length === 0 ? null : <Holds notice={notice} language={language} />}
      <Talk call={call} />
    </CenterLayout>
  );
};
