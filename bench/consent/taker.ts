import { Agent, type OutgoingHttpHeaders, request } from "node:http";
import { SITE } from "../../test/support/consent-shop.ts";

/** Somewhere that takes records of consent. */
export interface Taker {
  /** Sends one of a browser that is new; resolves once it is acknowledged. */
  readonly send: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** As many callers as wait for an answer at a time. */
export const CALLERS = 200;

/** Sends so many, and returns the milliseconds for each. */
export async function sendMany(send: Taker["send"], count: number, callers = CALLERS): Promise<number> {
  let left = count;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: Math.min(callers, count) }, async () => {
      while (left-- > 0) await send();
    }),
  );
  return (performance.now() - began) / count;
}

// What sending costs is the same for both and no part of what is measured: Node's plain client, a quarter of what its `fetch` costs.
const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });

/** Posts a record as a page does: where the connection broke it is sent again, as it was. What a listener refuses is a mistake. */
export async function post(address: string, record: object, type: string): Promise<void> {
  const body = JSON.stringify(record);
  const headers = { origin: SITE, "content-type": type, "content-length": Buffer.byteLength(body) };
  // A connection that was idle is closed by the listener, perhaps just as it is used.
  const answer = await send(address, headers, body).catch(() => send(address, headers, body));
  if (answer.status !== 200) throw new Error(`${new URL(address).pathname} answered ${answer.status}: ${answer.text}`);
}

function send(
  address: string,
  headers: OutgoingHttpHeaders,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((settle, fail) => {
    const sent = request(address, { method: "POST", headers, agent }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => settle({ status: answer.statusCode ?? 0, text }));
      answer.on("error", fail);
    });
    sent.on("error", fail);
    sent.end(body);
  });
}
