// Bytes that no browser sends, at the door of the faces: the process answers or hangs up, and goes on serving.
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";

let served: ServedWorkshop;
const failures: unknown[] = [];
const keep = (error: unknown) => failures.push(error);

beforeAll(async () => {
  served = await serveWorkshop({ patience: { headersMs: 6_000, requestMs: 12_000, lookMs: 200 } });
  process.on("unhandledRejection", keep);
  process.on("uncaughtException", keep);
});

afterAll(async () => {
  process.off("unhandledRejection", keep);
  process.off("uncaughtException", keep);
  await served.close();
});

const host = () => `127.0.0.1:${served.server.port}`;

/** Sends bytes, and gives what came back until the other side hangs up, or has been quiet for so long. */
const send = (bytes: string | Uint8Array, quietMs = 250): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(served.server.port, "127.0.0.1");
    let got = "";
    socket.setTimeout(quietMs, () => socket.destroy());
    socket.on("data", (chunk) => (got += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(got));
    socket.write(bytes);
  });

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

test.each([
  ["TRACE", (at: string) => `TRACE /en HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["CONNECT", (at: string) => `CONNECT evil.example:443 HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["an unknown method", (at: string) => `PROPFIND /en HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["an absolute address", (at: string) => `GET http://evil.example/en HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["two hosts", (at: string) => `GET /en HTTP/1.1\r\nHost: ${at}\r\nHost: evil.example\r\n\r\n`],
  ["no host", () => "GET /en HTTP/1.1\r\n\r\n"],
  ["HTTP/1.0 without a host", () => "GET /en HTTP/1.0\r\n\r\n"],
  ["a host that is none", () => "GET /en HTTP/1.1\r\nHost: a b<script>\r\n\r\n"],
  ["a host with a user", (at: string) => `GET /en HTTP/1.1\r\nHost: x@${at}\r\n\r\n`],
  ["a path without a slash", (at: string) => `GET en HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["a star", (at: string) => `OPTIONS * HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["two slashes", (at: string) => `GET //evil.example/en HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["two slashes and one more", (at: string) => `GET //evil.example/ HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["half an escape", (at: string) => `GET /en/requests/%E0%A4%A HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["an escape that is no text", (at: string) => `GET /en/requests/%ff%fe HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["a null", (at: string) => `GET /en/code/A%00 HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["dots", (at: string) => `GET /assets/..%2f..%2f..%2fpackage.json HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ["dots as they are", (at: string) => `GET /assets/../../../package.json HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  [
    "a cookie of malice",
    (at: string) => `GET /en/requests HTTP/1.1\r\nHost: ${at}\r\nCookie: troth_person=%E0%A4%A; troth_person=; =;;;\r\n\r\n`,
  ],
  ["an upgrade", (at: string) => `GET /en HTTP/1.1\r\nHost: ${at}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`],
  [
    "both lengths",
    (at: string) =>
      `POST /en/ask HTTP/1.1\r\nHost: ${at}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x`,
  ],
  ["a length below zero", (at: string) => `POST /en/ask HTTP/1.1\r\nHost: ${at}\r\nContent-Length: -5\r\n\r\n`],
  [
    "a chunk of all sizes",
    (at: string) =>
      `POST /en/ask HTTP/1.1\r\nHost: ${at}\r\nOrigin: http://${at}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx`,
  ],
  ["a hundred kilobytes of heads", (at: string) => `GET /en HTTP/1.1\r\nHost: ${at}\r\n${"X-A: aaaaaaaa\r\n".repeat(8000)}\r\n`],
  ["a way of a hundred kilobytes", (at: string) => `GET /en/${"a".repeat(100_000)} HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  [
    "many wishes of languages",
    (at: string) => `GET / HTTP/1.1\r\nHost: ${at}\r\nAccept-Language: ${"en;q=0.1111111111,".repeat(500)}\r\n\r\n`,
  ],
  [
    "an encoding of malice",
    (at: string) => `GET /assets/x.css HTTP/1.1\r\nHost: ${at}\r\nAccept-Encoding: ${"br;q=0,".repeat(1500)}\r\n\r\n`,
  ],
  ["a body with a look", (at: string) => `GET /en HTTP/1.1\r\nHost: ${at}\r\nContent-Length: 4\r\n\r\nabcd`],
  ["what is no HTTP", () => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
] as const)("%s", async (_, write) => {
  const answer = await send(write(host()));
  expect(statusOf(answer)).not.toBe(500);
  expect(answer).not.toMatch(/location: *(https?:)?\/\/(?!127\.0\.0\.1)/i);
  expect(answer).not.toMatch(/(href|action|src)="(https?:)?\/\/evil/);
  expect(answer).not.toContain("evil.example/");
  expect(answer).not.toMatch(/node_modules|\.ts:\d|\.js:\d/);
  expect((await served.get("/healthz")).status).toBe(200);
  expect(failures).toEqual([]);
});
