// What outlives a person: books under a keep, signatures that are the other party's too, rows that stay without whose they were.
import { fullName } from "../seeded/people.ts";
import { stays } from "../seeded/world.ts";
import { type Actor, faceOf, hasAddress } from "./cast.ts";
import type { Setting } from "./setting.ts";

export function writeBooks(setting: Setting): void {
  writeOrders(setting);
  writeSignatures(setting);
  writeSubscriptions(setting);
}

const ERASED_ADDRESS = "nobody@erased.example";

function writeOrders({ world, chance, actors }: Setting): void {
  const numbers = { 1: 0, 2: 0 };
  const write = (tenant: 1 | 2, one: Actor | undefined): void => {
    numbers[tenant] += 1;
    const number = numbers[tenant];
    world.add(
      "orders",
      {
        ...{ tenant, number, person_no: one ? faceOf(one).no : null, payer: (one ? fullName(one) : "Somebody").slice(0, 12) },
        ...{ payer_email: one && hasAddress(one) ? one.email : "counter@shop.example", channel: chance.pick(["web", "shop"]) },
        ...{ note: one ? `for ${one.first}, ${number}` : null, total: `${number}.50`, placed_on: `2024-0${1 + (number % 9)}-11` },
      },
      one
        ? [
            stays(one.id, {
              person_no: { kind: "null" },
              payer: { kind: "fresh" },
              payer_email: { kind: "value", value: ERASED_ADDRESS },
              note: { kind: "null" },
            }),
          ]
        : [],
    );
    for (let line = 1; line <= 1 + (number % 3); line += 1)
      world.add("order_lines", { tenant, number, line, item: `Tea ${line}` }, one ? [stays(one.id, {})] : []);
  };
  for (const one of actors) for (let times = chance.int(4); times > 0; times -= 1) write(one.tenant === 1 ? 1 : 2, one);
  for (let at = 0; at < 6; at += 1) write(1, undefined);
}

/** Two sign, in one workspace: their signatures stay as they are, for as long as the agreement's period runs. */
function writeSignatures({ world, chance, actors }: Setting): void {
  for (let id = 1; id <= 40; id += 1) {
    const tenant = 1 + (id % 2);
    const signers = actors.filter((one) => one.tenant === tenant && hasAddress(one));
    world.add("agreements", { id, tenant, title: `Agreement ${id}` });
    for (const one of new Set([chance.pick(signers), chance.pick(signers)])) {
      world.add(
        "signatures",
        {
          ...{ id: world.next("signatures"), agreement_id: id, tenant, signer_mail: one.email, signer: fullName(one) },
          signed_on: `2025-0${1 + (id % 9)}-07`,
        },
        [stays(one.id, {})],
      );
    }
  }
}

function writeSubscriptions({ world, actors }: Setting): void {
  for (const one of actors.filter((each, at) => at % 3 === 0 && hasAddress(each))) {
    const id = world.next("subscriptions");
    world.add(
      "subscriptions",
      {
        ...{ id, person_id: faceOf(one).id, email: `${one.id}.${one.email}`, handle: `h${id}${one.first}`.slice(0, 10) },
        ...{ tier: id % 2 === 0 ? "free" : "paid", state: id % 4 === 0 ? "ended" : "active" },
      },
      [stays(one.id, { email: { kind: "fresh" }, handle: { kind: "fresh" } })],
    );
  }
}
