import { TrothError } from "@troth/core/foundation";
import { KeysError } from "../keys/index.ts";

/** What was asked of a request cannot be done. */
export class RequestError extends TrothError {
  readonly code:
    | "requests.unknown"
    | "requests.state"
    | "requests.forgotten"
    | "requests.raced"
    | "requests.no-plan"
    | "requests.batch";

  constructor(code: RequestError["code"], message: string, advice?: string) {
    super(message, advice === undefined ? {} : { advice });
    this.code = code;
  }
}

/** The person's key is gone: they are forgotten, by this process or by one that was at the same request. */
export const isForgotten = (error: unknown): boolean =>
  (error instanceof KeysError && error.code === "keys.forgotten") ||
  (error instanceof RequestError && error.code === "requests.forgotten");

/** What is stored cannot be opened: it, or its key, was changed or damaged since it was written. */
export const isDamaged = (error: unknown): boolean => error instanceof KeysError && error.code === "keys.damaged";

/** What is opened; undefined where it is damaged. */
export const unlessDamaged = <T>(opening: Promise<T>): Promise<T | undefined> =>
  opening.catch((error: unknown) => {
    if (!isDamaged(error)) throw error;
    return undefined;
  });
