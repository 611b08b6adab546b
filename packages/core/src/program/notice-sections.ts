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
