import type { Notice, NoticeRetention } from "@troth/core/notices";
import { nameIn, wordsIn } from "@troth/core/program";
import { DataTable } from "../pages/index.ts";
import type { Language } from "../words/index.ts";
import { dataNames, namesIn } from "./notice-data.tsx";
import type { NoticePart } from "./notice-page.tsx";
import { sayNotice } from "./notice-words.ts";
import { periodIn } from "./status-words.ts";

const events = ["last-activity", "account-closed", "consent-withdrawn", "contract-end", "collection"] as const;

/** From when a period counts: one of the format's words, or a column's name. */
function sinceIn(language: Language, since: string): string {
  const event = events.find((one) => one === since);
  return event === undefined
    ? sayNotice(language, "since.column", { column: since.replaceAll("_", " ") })
    : sayNotice(language, `since.${event}`);
}

function spanIn(language: Language, key: "keep" | "after", span: NonNullable<NoticeRetention["keep"]>): string {
  const since = sinceIn(language, span.since);
  if (span.period === undefined) return sayNotice(language, "long.at-once", { since });
  return sayNotice(language, `long.${key}`, { period: periodIn(language, span.period), since });
}

/** What a rule says, in sentences. */
function ruleIn(language: Language, rule: NoticeRetention): string {
  const spans = (["after", "keep"] as const).flatMap((key) => {
    const span = rule[key];
    return span === undefined ? [] : [spanIn(language, key, span)];
  });
  const first = spans.join("; ");
  const sentences = [
    first === "" ? "" : `${first.charAt(0).toUpperCase()}${first.slice(1)}.`,
    rule.because === undefined ? "" : sayNotice(language, "long.because", { law: nameIn(rule.because.law, language) }),
    rule.as === "pseudonym" || (rule.as === "restricted" && rule.keep) ? sayNotice(language, `long.${rule.as}`) : "",
    rule.runs ? "" : sayNotice(language, "long.not-yet"),
  ];
  return sentences.filter((one) => one !== "").join(" ");
}

/** What a rule is about: rows by what they are called, else kinds of data. */
function aboutOf(notice: Notice, rule: NoticeRetention, language: Language): string {
  const rows = rule.datasets.map(({ name, about }) =>
    about === undefined ? name.replaceAll("_", " ") : wordsIn(about, language),
  );
  return namesIn(language, rows.length > 0 ? rows : dataNames(notice, rule.data, language));
}

/** How long data stays, rule by rule. */
export const NoticeLong = ({ call, notice }: NoticePart) => {
  const { language } = call;
  const longest = notice.backups.at(-1);
  return (
    <>
      {notice.retention.length === 0 ? (
        <p>{sayNotice(language, "long.none")}</p>
      ) : (
        <div class="card">
          <DataTable
            label={sayNotice(language, "long")}
            columns={[{ label: sayNotice(language, "why.data") }, { label: sayNotice(language, "long") }]}
            rows={notice.retention.map((rule) => [aboutOf(notice, rule, language), ruleIn(language, rule)])}
          />
        </div>
      )}
      {longest === undefined ? null : <p>{sayNotice(language, "long.backups", { period: periodIn(language, longest) })}</p>}
    </>
  );
};
