import type { Notice } from "@troth/core/notices";
import { type NoticeSection, nameIn, wordsIn } from "@troth/core/program";
import type { Call } from "../http/index.ts";
import { CenterLayout, Hash } from "../pages/index.ts";
import { dayIn, listIn } from "../words/index.ts";
import { Authorities } from "./authorities.tsx";
import { branchName, namesIn } from "./notice-data.tsx";
import { NoticeGets } from "./notice-gets.tsx";
import { NoticeHolds } from "./notice-holds.tsx";
import { hasLacks, NoticeLacks } from "./notice-lacks.tsx";
import { NoticeLong } from "./notice-long.tsx";
import { NoticeMachine, NoticeMinors, NoticeOrigins } from "./notice-origins.tsx";
import { NoticeRights } from "./notice-rights.tsx";
import { NoticeWho } from "./notice-who.tsx";
import { NoticeWhy } from "./notice-why.tsx";
import { sayNotice } from "./notice-words.ts";

/** What every part of the notice is given. */
export interface NoticePart {
  readonly call: Call;
  readonly notice: Notice;
}

/** A section of the notice: its id, which is its heading's word too, and its part of the page. */
const sections = [
  { id: "who", Part: NoticeWho },
  { id: "what", Part: NoticeHolds },
  { id: "why", Part: NoticeWhy },
  { id: "gets", Part: NoticeGets },
  { id: "long", Part: NoticeLong },
  { id: "from", Part: NoticeOrigins },
  { id: "machine", Part: NoticeMachine },
  { id: "minors", Part: NoticeMinors },
  { id: "rights", Part: NoticeRights },
  {
    id: "complain",
    Part: ({ call, notice }: NoticePart) => <Authorities notice={notice} language={call.language} />,
  },
  { id: "lacks", Part: NoticeLacks },
] as const satisfies readonly { readonly id: NoticeSection | "lacks"; readonly Part: unknown }[];

function isThere(id: (typeof sections)[number]["id"], { call, notice }: NoticePart): boolean {
  const { sources, inferred, required, minors } = notice;
  if (id === "minors") return minors !== undefined;
  if (id === "lacks") return hasLacks(notice, call.language);
  return id !== "from" || sources.length + inferred.length + required.length > 0;
}

const neverSold = ({ never, recipients }: Notice): boolean =>
  never.purposes.some((one) => one.id === "sale") && recipients.every((one) => !one.sale && !one.rental);

/** The notice in five lines. */
const Short = ({ call, notice }: NoticePart) => {
  const { language } = call;
  const count = notice.recipients.length;
  const laws = [
    ...new Set(notice.retention.flatMap((rule) => (rule.keep && rule.because ? [nameIn(rule.because.law, language)] : []))),
  ];
  const branches = notice.held.map((one) => branchName(one, language));
  const groups = notice.purposes.map((one) => wordsIn(one.label, language));
  return (
    <section class="sum" aria-labelledby="short">
      <h2 id="short" class="hidden">
        {sayNotice(language, "short")}
      </h2>
      {branches.length === 0 ? null : (
        <p>
          <strong>{sayNotice(language, "short.hold")}</strong> {namesIn(language, branches, false)}.
        </p>
      )}
      {groups.length === 0 ? null : (
        <p>
          <strong>{sayNotice(language, "short.use")}</strong> {namesIn(language, groups, false)}.
        </p>
      )}
      <p>
        <strong>{sayNotice(language, "short.get", { count })}</strong> {sayNotice(language, "short.get.says", { count })}{" "}
        {neverSold(notice) ? sayNotice(language, "short.never") : ""}
      </p>
      {laws.length === 0 ? null : (
        <p>
          <strong>{sayNotice(language, "short.stays")}</strong> {sayNotice(language, "short.stays.says")} {listIn(language, laws)}
          .
        </p>
      )}
      <p>
        <strong>{sayNotice(language, "short.can")}</strong> {sayNotice(language, "short.can.says")}{" "}
        <a href={`/${language}/ask`}>{sayNotice(language, "short.ask")}</a>.
      </p>
    </section>
  );
};

const Versions = ({ call, notice }: NoticePart) => {
  const { language } = call;
  return (
    <>
      <h2 id="versions">{sayNotice(language, "versions")}</h2>
      <p>{sayNotice(language, "versions.says")}</p>
      <Hash hash={notice.hash} label={sayNotice(language, "versions.hash")} />
      <Hash hash={notice.program} label={sayNotice(language, "versions.program")} />
      <p class="small quiet">
        {sayNotice(language, "versions.on")} {dayIn(language, notice.on, "UTC")}.{" "}
        <a href="/api/v1/notice">{sayNotice(language, "versions.json")}</a>
      </p>
    </>
  );
};

/** The whole notice: five lines, then everything. */
export const NoticePage = ({ call, notice }: NoticePart) => {
  const { language } = call;
  const title = sayNotice(language, "title");
  const there = sections.filter(({ id }) => isThere(id, { call, notice }));
  const day = dayIn(language, notice.on, "UTC");
  const { name } = notice.organization;
  return (
    <CenterLayout call={call} title={title}>
      <div>
        <p class="small quiet">{sayNotice(language, "version", { name, day, hash: notice.hash.slice(0, 12) })}</p>
        <h1>{title}</h1>
      </div>
      <Short call={call} notice={notice} />
      <nav aria-labelledby="toc">
        <h2 id="toc">{sayNotice(language, "contents")}</h2>
        <ol class="toc">
          {[...there.map(({ id }) => id), "versions" as const].map((id) => (
            <li>
              <a href={`#${id}`}>{sayNotice(language, id)}</a>
            </li>
          ))}
        </ol>
      </nav>
      {there.map(({ id, Part }) => (
        <>
          <h2 id={id}>{sayNotice(language, id)}</h2>
          <Part call={call} notice={notice} />
        </>
      ))}
      <Versions call={call} notice={notice} />
    </CenterLayout>
  );
};
