import type { Screen } from "./screen.ts";

/** The program where `--program` names none. */
export const DEFAULT_PROGRAM = "troth.yaml";

/** What every command is given. */
export interface CommandContext {
  readonly screen: Screen;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The folder for what Troth keeps, absolute. */
  readonly home: string;
  /** `--home` was written, not left to the environment. */
  readonly homeGiven: boolean;
  /** The program's file, absolute. */
  readonly programFile: string;
  /** `--program` was written. */
  readonly programGiven: boolean;
}
