import { type Fact, saidOneByOne } from "@troth/core/facts";
import { hashOf } from "@troth/core/foundation";

/** What a batch of Troth's own brings to one subject. */
export interface NoesAfter {
  /** All that counts of them by now. */
  readonly all: readonly Fact[];
  /** What of it is new. */
  readonly fresh: readonly Fact[];
  readonly now: number;
}

/**
 * Says a no that came to Troth itself once more, at the moment of a yes that lies ahead: an application's clock may be ahead of
 * ours, and such a yes was told before the no. Of two of one moment the no holds.
 */
export function repeatNoes({ all, fresh, now }: NoesAfter): readonly Fact[] {
  const later = all.filter(({ at }) => Date.parse(at) > now);
  if (later.length === 0) return [];
  const ahead = later.flatMap(saidOneByOne);
  const noes = fresh.flatMap(saidOneByOne).filter((fact) => answerOf(fact)?.yes === false);
  return noes.flatMap((no): readonly Fact[] => {
    const about = answerOf(no)?.about;
    const texts = textsEndedBy(no);
    const yeses = ahead.flatMap((fact) => {
      const answer = answerOf(fact);
      const isOf = answer?.about === about || (fact.kind === "approved" && fact.purpose === texts);
      return answer?.yes === true && isOf ? [Date.parse(fact.at)] : [];
    });
    const at = Math.max(...yeses);
    if (!(at > Date.parse(no.at))) return [];
    return [
      { ...no, id: `troth:no:${hashOf([no.id, at])}`, at: new Date(at).toISOString(), origin: "troth", corrects: undefined },
    ];
  });
}

/** What a fact answers, and whether it lets more be done; undefined: it answers nothing. */
function answerOf(fact: Fact): { readonly about: string; readonly yes: boolean } | undefined {
  const { kind } = fact;
  if (kind === "consented") return { about: JSON.stringify([kind, fact.purpose, fact.to]), yes: fact.given };
  if (kind === "objected") return { about: JSON.stringify([kind, fact.purpose, fact.channel, fact.topic]), yes: !fact.on };
  if (kind === "approved") return { about: JSON.stringify([kind, fact.purpose, fact.content]), yes: fact.given };
  if (kind === "opted-out") return { about: JSON.stringify([kind, fact.of]), yes: !fact.on };
  return kind === "parent-stopped" ? { about: kind, yes: !fact.on } : undefined;
}

/** The purpose of which a no takes back every text that was approved; undefined: it takes back none. */
function textsEndedBy(no: Fact): string | undefined {
  if (no.kind === "consented") return no.to === undefined ? no.purpose : undefined;
  return no.kind === "objected" && no.channel === undefined && no.topic === undefined ? no.purpose : undefined;
}
