import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePlace } from "../../../../test/support/storages.ts";
import { type Installation, openInstallation } from "../installation/index.ts";
import { recordShown, setStoreLive, stopCollecting, takeRequest } from "./index.ts";

const CLUB = `
troth: 1
organization: { name: Otter Puzzles, country: US, contact: privacy@otter.example }
laws: [coppa]
subjects: { player: { minor: true } }
collection: { sign-up: { of: [player], takes: [name.alias] } }
purposes: { play: { kind: service, basis: contract, data: [name.alias] } }
staff: { officer: { is: officer } }
stores:
  club:
    connector: sqlite
    url: \${APP_DB}
    datasets: { players: { is: player, identity: { account: id }, fields: { alias: name.alias } } }
`;

describe("a parent's word that nothing more may be collected", () => {
  let folder: string;
  let place: Awaited<ReturnType<typeof makePlace>>;
  let inst: Installation;
  let request: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "troth-club-"));
    place = await makePlace("pglite");
    const programFile = join(folder, "troth.yaml");
    writeFileSync(programFile, CLUB);
    const club = new Database(join(folder, "club.db"));
    club.exec("create table players (id integer primary key, alias text not null); insert into players values (7, 'otter-7')");
    club.close();
    const env = { APP_DB: `file:${join(folder, "club.db")}` };
    inst = await openInstallation({ home: place.home, databaseUrl: place.databaseUrl, programFile, env });
    await setStoreLive(inst, { store: "club", by: "officer" });
    const subject = [{ kind: "account", value: "7" }];
    request = (await takeRequest(inst, { right: "access", subject, takenBy: "staff", requester: "parent" })).request;
    await recordShown(inst, { request, as: "officer", measure: "parent-proof" });
  });
  afterAll(async () => {
    await inst?.close();
    await place?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const told = async () => {
    const { rows } = await inst.storage.executeSql(
      `select (select count(*)::int from troth.fact) as facts,
              (select count(*)::int from troth.entry where kind = 'request.collection-stopped') as entries,
              (select count(*)::int from troth.privacy_request where asking->>'stopped' is not null) as requests`,
    );
    return rows[0];
  };

  test("is told, on the request and in the ledger, or nowhere", async () => {
    await inst.storage.executeSql(`
      create function troth.no_stop() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
      create trigger no_stop before update on troth.privacy_request for each row
        when (new.asking->>'stopped' is not null) execute function troth.no_stop();`);
    await expect(stopCollecting(inst, { request, as: "officer" })).rejects.toThrow("the disk is full");
    expect(await told()).toEqual({ facts: 0, entries: 0, requests: 0 });

    await inst.storage.executeSql("drop trigger no_stop on troth.privacy_request");
    expect(await stopCollecting(inst, { request, as: "officer" })).toMatchObject({ kind: "done" });
    expect(await stopCollecting(inst, { request, as: "officer" })).toMatchObject({ kind: "done" });
    expect(await told()).toEqual({ facts: 1, entries: 1, requests: 1 });
  });
});
