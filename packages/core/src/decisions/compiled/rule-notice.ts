// Whether the notice that was in force when the data was taken stated the purpose, or the person agreed to it since, under one that did.
import { type Asked, isAgreed, isAgreedAfter } from "./asked.ts";
import { isInDoubt, lackIn, lookUpLacks, mayLack, NOTHING, uncoveredIn, versionOfLack } from "./lacks.ts";
import type { Origin, Origins } from "./origins.ts";
import { COLLECTED, endOf, hasSection, startOf, word } from "./record.ts";
import { COLLECTED_SIZE, someOrigin } from "./rule-origin.ts";
import type { Check, Ground, RuleOf } from "./ruling.ts";

export const notice: RuleOf = (ground) => {
  const { origins, purpose, shape } = ground;
  const width = lookUpLacks(ground);
  if (width === 0) return undefined;
  const { lacks } = shape;
  const someLack = shape.data.some((_, index) => lacks[index * width + 1] !== NOTHING);
  const saysNo = sharedCheck(ground, width, someLack || lacks.some((lack, at) => at % width !== 0 && lack !== NOTHING));
  return {
    wakes: someLack ? 0 : 1 << COLLECTED,
    saysNo,
    no: (index, lack) => ({
      names: [purpose.id, shape.data[index]?.id ?? "", origins.notices[versionOfLack(lack)] ?? ""],
      doubt: isInDoubt(lack) ? "unknown-notice" : undefined,
    }),
  };
};

/** Plans of the same point share a check; so do, of these, those to which no published version lacks anything. */
function sharedCheck({ notices, origins, shape }: Ground, width: number, lacks: boolean): Check["saysNo"] {
  const key = shape.at * 2 + (lacks ? 1 : 0);
  const before = notices.checks.get(key);
  if (before !== undefined) return before;
  const full = checkOf(origins, shape.at);
  // As long as facts name no version but the published ones, there is nothing to look for.
  const made = lacks ? full : (asked: Asked) => origins.notices.length >= width && full(asked);
  notices.checks.set(key, made);
  return made;
}

/** Whether a version under which something was taken lacks something. */
function someLacks(asked: Asked, of: number, origins: readonly Origin[]): boolean {
  const { words } = asked;
  if (!hasSection(words, of, COLLECTED)) return false;
  const end = endOf(words, of, COLLECTED);
  for (let at = startOf(words, of, COLLECTED); at < end; at += COLLECTED_SIZE)
    if (mayLack(asked, origins[word(words, at)]?.notice ?? 0)) return true;
  return false;
}

function checkOf({ origins }: Origins, point: number): Check["saysNo"] {
  let found = false;
  let row = 0;
  const isUnstated = (origin: Origin, at: number, asked: Asked): boolean => {
    if (point >= 0 && origin.point !== point) return false;
    found = true;
    asked.b = lackIn(asked, origin.notice, row);
    return asked.b !== NOTHING && !(isAgreedAfter(asked, at + 1) && uncoveredIn(asked, row) === NOTHING);
  };
  return (asked) => {
    const { lacks, lacking, width } = asked.plan;
    // Mostly nothing lacks, and what would be told of it is not looked at.
    if ((lacking & 1) === 0 && !someLacks(asked, asked.person, origins) && !someLacks(asked, asked.browser, origins))
      return false;
    for (row = 0; row < lacks.length; row += width) {
      found = false;
      asked.a = row / width;
      if (someOrigin(asked, origins, lacks[row] ?? -1, isUnstated)) return true;
      if (found) continue;
      asked.b = lacks[row + 1] ?? NOTHING;
      if (asked.b !== NOTHING && !(isAgreed(asked) && uncoveredIn(asked, row) === NOTHING)) return true;
    }
    return false;
  };
}
