import type { Child } from "hono/jsx";
import type { Language } from "../words/index.ts";
import { Icon, type IconName } from "./icon.tsx";
import { say } from "./words.ts";

/** How something stands: of a promise, a clock, a step, a person's choice. */
export type StateName = "kept" | "broken" | "unknown" | "done" | "here" | "ahead" | "late" | "soon" | "stopped" | "yes" | "no";

const icons: Readonly<Record<StateName, IconName>> = {
  kept: "kept",
  broken: "broken",
  unknown: "unknown",
  done: "kept",
  here: "here",
  ahead: "ahead",
  late: "bang",
  soon: "here",
  stopped: "stopped",
  yes: "tick",
  no: "refused",
};

/** The drawing of a state. */
export const iconOf = (state: StateName): IconName => icons[state];

/** A state: shape, color and word in one, so that none of them can be forgotten. The words may be the caller's. */
export const State = ({
  of,
  language = "en",
  children,
}: {
  readonly of: StateName;
  readonly language?: Language;
  readonly children?: Child;
}) => (
  <span class="state" data-state={of}>
    <Icon name={icons[of]} />
    {children ?? say(language, `state.${of}`)}
  </span>
);
