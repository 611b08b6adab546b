// A process of those who send records: what a browser spends is no part of what is measured.
import { randomUUID } from "node:crypto";
import { Agent, type OutgoingHttpHeaders, request } from "node:http";
import { newRecord, SITE } from "../../test/support/consent-shop.ts";
import { CALLERS, type Sending } from "./taker.ts";

const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });

process.on("message", (order: Sending) => {
  sendMany(order).then(
    (ms) => process.send?.({ ms }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});

/** Sends so many, and returns the milliseconds for each. */
async function sendMany({ to, count, callers }: Sending): Promise<number> {
  let left = count;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: Math.min(callers, count) }, async () => {
      while (left-- > 0) await post(to.address, recordFor(to));
    }),
  );
  return (performance.now() - began) / count;
}

/** A record of a browser that is new, as each of the two is sent it. */
function recordFor({ shown }: Sending["to"]): { readonly record: object; readonly type: string } {
  if (shown !== undefined) return { record: newRecord({ shown }), type: "text/plain" };
  // Base 58, which has no zero.
  const subjectId = `sub_${randomUUID().replaceAll("-", "").replaceAll("0", "z")}`;
  const preferences = { necessary: true, measurement: false, marketing: true };
  const domain = new URL(SITE).hostname;
  const record = { type: "cookie_banner", subjectId, domain, preferences, givenAt: Date.now(), metadata: {} };
  return { record, type: "application/json" };
}

/** Posts a record as a page does: where the connection broke it is sent again, as it was. What a listener refuses is a mistake. */
async function post(address: string, { record, type }: ReturnType<typeof recordFor>): Promise<void> {
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
