import { articlesOf, type DenialChoice } from "@troth/core/jurisdictions";
import { after, type RequestState } from "@troth/core/requests";
import { liftErasing } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { deleteTaskFiles } from "../tasks/index.ts";
import { appealOf } from "./appeals.ts";
import { choiceLine, denialsFor, whyNotHeld } from "./denial-choices.ts";
import { type Denial, sealGround } from "./denial-ground.ts";
import { forgetPerson, forgetWhenDone } from "./forget-person.ts";
import { mailTo } from "./mail-person.ts";
import { mayAppeal } from "./may-appeal.ts";
import { unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { toldByLaw } from "./told-by-law.ts";
import { hasBegun, viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** What somebody gives who denies a request. */
export interface DenyInput {
  readonly request: string;
  /** A ground of the request's laws: `unfounded`, `unfounded/Virginia`. Absent where no law gives the right at all. */
  readonly ground?: string | undefined;
  /** What explains it to the person: sealed with the request's file, for it may speak of them. */
  readonly because: string;
  readonly account?: string;
}

const no = (reason: string, says: string, advice?: string): Answer<never> => ({
  kind: "refused",
  reason,
  says,
  ...(advice === undefined ? {} : { advice }),
});

/** Denies a request on a ground that its laws have for this right, with what that law wants told. */
export async function denyRequest(inst: Installation, input: DenyInput): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const state = after(row.state as RequestState, "deny");
  if (state === undefined) return no("state", `request ${row.id} is ${row.state}: it can no longer be denied`);
  // Planned again after a store was acted on: a denial would say that nothing was touched, and lose what is kept.
  if (await hasBegun(inst, row)) return no("state", `request ${row.id} has begun: it can no longer be denied`);
  if ((await appealOf(inst, row.id))?.outcome === "granted")
    return no("appeal", `the appeal of request ${row.id} was granted: it is not denied again`);
  const because = input.because.trim();
  if (because === "") return no("because", "a denial needs words that explain its ground", 'say why: `--because "..."`');
  const chosen = await choose(inst, row, input.ground);
  if ("refused" in chosen) return chosen.refused;
  await record(inst, row, { state, because, denial: denialBy(chosen.choice, input.account) });
  await inst.ledger.sequence();
  await forgetPerson(inst, row.person_id);
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

type Chosen = { readonly choice: DenialChoice | undefined } | { readonly refused: Answer<never> };

/**
 * The ground that was named, if it carries a denial.
 *
 * INVARIANT (an answer before a refusal): every path to a denial leads through here.
 */
async function choose(inst: Installation, row: RequestRow, ground: string | undefined): Promise<Chosen> {
  const { choices, wordsAlone } = await denialsFor(inst, row);
  const named = ground?.trim() ?? "";
  if (named === "") {
    if (wordsAlone) return { choice: undefined };
    const says = "a law of the request gives this right: it is denied on a ground of that law alone";
    return { refused: no("ground", says, groundsSaid(choices)) };
  }
  const choice = choices.find(({ id }) => id === named);
  if (choice === undefined) {
    const says = "the laws of the request have no such ground for this right";
    const known = choices.map(({ id }) => id).join(", ");
    return { refused: no("ground", says, known === "" ? "say it in words, without a ground" : `one of: ${known}`) };
  }
  const why = whyNotHeld(choice);
  return why === undefined ? { choice } : { refused: no("ground", `${choice.id} denies nothing here: ${why}`) };
}

/** The grounds that carry a denial with their articles, and the words of those that do not: why, each says when it is named. */
function groundsSaid(choices: readonly DenialChoice[]): string {
  const held = choices.filter(({ holds }) => holds).map(choiceLine);
  const others = choices.filter(({ holds }) => !holds).map(({ id }) => id);
  return [
    held.length === 0 ? "no ground that was read denies it as a whole" : `name one with \`--ground\`: ${held.join("; ")}`,
    ...(others.length === 0 ? [] : [`these deny nothing here, and say why when they are named: ${others.join(", ")}`]),
  ].join(". ");
}

const denialBy = (choice: DenialChoice | undefined, account: string | undefined): Denial => ({
  ...(choice === undefined ? {} : { ground: choice.ground, kind: choice.kind }),
  ...(choice?.state === undefined ? {} : { state: choice.state }),
  rules: (choice === undefined ? [] : articlesOf(choice)).map(({ law, state, article, verified }) => ({
    law,
    ...(state === undefined ? {} : { state }),
    article,
    verified,
  })),
  follows: choice?.follows ?? [],
  ...(choice?.must ? { must: true as const } : {}),
  ...(account === undefined ? {} : { account }),
});

async function record(
  inst: Installation,
  row: RequestRow,
  { state, because, denial }: { readonly state: RequestState; readonly because: string; readonly denial: Denial },
): Promise<void> {
  const file = await sealGround(inst, row.id, because);
  const words = await inst.keys.commitment({ request: row.id }, because);
  const at = new Date(inst.surroundings.now()).toISOString();
  const told = toldByLaw(inst, row, "refusal", { state: denial.state, follows: denial.follows, by: denial.rules });
  const appeal = mayAppeal(inst, row, denial) ? { appeal: true as const } : {};
  const mail = await mailTo(inst, row, (page) => ({ template: "denied", request: row.id, because, page, ...told, ...appeal }));
  const { ground, rules, account } = denial;
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { state, file, denial, because: "denied; the words are in the request's file", closed_at: at });
    await inst.ledger.append(tx, {
      kind: "request.denied",
      body: {
        ...{ request: row.id, right: row.right, ...(ground === undefined ? {} : { ground }) },
        ...{
          rules: rules.map(({ law, state: of, article }) => ({ law, ...(of === undefined ? {} : { state: of }), article })),
          words,
        },
        ...(account === undefined ? {} : { account }),
      },
    });
    await liftErasing(inst, tx, row.id);
    await mail?.add(tx);
    // Handed in for a copy that nobody gets.
    if (row.right === "access") await deleteTaskFiles(tx, row.id);
    await forgetWhenDone(inst, tx, { request: row.id, person: row.person_id });
  });
}
