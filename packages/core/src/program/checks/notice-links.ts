import { entriesOf, type Group } from "../lookup.ts";
import { nearest } from "../nearest.ts";
import type { Check } from "./check.ts";

/** The sections of a notice, by the id that a link leads to. */
export const NOTICE_SECTIONS = [
  "who",
  "what",
  "why",
  "gets",
  "long",
  "from",
  "machine",
  "minors",
  "rights",
  "complain",
  "versions",
] as const;

/** A section of a notice. */
export type NoticeSection = (typeof NOTICE_SECTIONS)[number];

/** What a notice says of itself and leads to is there: a section that it links has a heading. */
export const checkNoticeLinks: Check = ({ group, view, report }) => {
  const there = NOTICE_SECTIONS.filter((section) => isThere(group, section));
  for (const [id, { notice }] of entriesOf(view, "services")) {
    for (const [name, link] of Object.entries(notice?.links ?? {})) {
      const section = link.startsWith("#") ? link.slice(1) : undefined;
      if (section === undefined || there.some((one) => one === section)) continue;
      const near = nearest(section, there);
      report({
        code: "notice-link",
        level: "error",
        path: ["services", id, "notice", "links", name],
        says: `the notice leads to its section \`${section}\`, which it does not have`,
        expected: `a section of the notice: ${there.join(", ")}; or an address`,
        write: near === undefined ? undefined : `"#${near}"`,
      });
    }
  }
};

/** Two sections are there only where a program says something of what they are about. */
function isThere({ top, views }: Group, section: NoticeSection): boolean {
  if (section === "minors") return top.long.minors !== undefined;
  if (section !== "from") return true;
  return [...views.values()].some(({ long }) => {
    const told = Object.values(long.data ?? {}).some((one) => one !== "never" && (one.from ?? one.derived) !== undefined);
    return told || Object.keys(long.collection ?? {}).length > 0;
  });
}
