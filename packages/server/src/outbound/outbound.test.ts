import { createServer, type RequestListener, Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selfSigned } from "../../../../test/support/self-signed.ts";
import { createOutbound, isPublicAddress, type OutboundErrorCode, type PinnedAddress } from "./index.ts";

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

/** Starts a server on loopback and gives its port. */
const started = (server: TcpServer, host = "127.0.0.1"): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, host, () => resolve((server.address() as AddressInfo).port));
    closing.push(() => {
      if (server instanceof Server) server.closeAllConnections();
      server.close();
    });
  });
const serve = (listener: RequestListener): Promise<number> => started(createServer(listener));

const failing = async (work: Promise<unknown>): Promise<{ code: OutboundErrorCode; message: string }> => {
  const error = await work.then(
    () => new Error("it was done"),
    (thrown: unknown) => thrown,
  );
  return error as { code: OutboundErrorCode; message: string };
};
const resolver = (...answers: readonly (readonly string[])[]) => {
  const asked: string[] = [];
  const resolve = async (host: string): Promise<readonly PinnedAddress[]> => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(host);
    return answer.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return { asked, resolve };
};

describe("which addresses are public", () => {
  test.each([
    ...["0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.3", "169.254.169.254"],
    ...["172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9"],
    ...["224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"],
    ...["::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1"],
    ...["::ffff:8.8.8.8", "::ffff:7f00:1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001::1", "2001:db8::1", "100::1"],
    ...["4000::1", "localhost", "1", "", "127.1", "8.8.8.8.8"],
  ])("%s is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::1"])("%s is", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe("the outbound client", () => {
  test("refuses what does not lead to the public internet, in whatever spelling, before anything is connected", async () => {
    let reached = 0;
    const port = await serve((_, answer) => {
      reached += 1;
      answer.end();
    });
    const hosts = [
      "127.0.0.1",
      "localhost",
      "2130706433",
      "0x7f.1",
      "0177.0.0.1",
      "127.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "0.0.0.0",
    ];
    for (const host of hosts) {
      expect(await failing(createOutbound().fetch(`https://${host}:${port}/`)), host).toMatchObject({ code: "outbound.private" });
    }
    for (const address of ["10.1.2.3", "100.64.3.4", "169.254.169.254", "fd00::1", "::ffff:10.0.0.1"]) {
      const outbound = createOutbound(resolver([address]));
      expect(await failing(outbound.fetch("https://hook.example/")), address).toMatchObject({ code: "outbound.private" });
    }
    expect(reached).toBe(0);
  });

  test("one private address among public ones refuses the host", async () => {
    const outbound = createOutbound(resolver(["8.8.8.8", "127.0.0.1"]));
    expect(await failing(outbound.fetch("https://hook.example/"))).toMatchObject({ code: "outbound.private" });
  });

  test("asks https alone, http where the host is declared, and takes no name or password in an address", async () => {
    const port = await serve((_, answer) => answer.end("hello"));
    const other = await serve((_, answer) => answer.end("other"));
    const outbound = createOutbound({ allow: [`127.0.0.1:${port}`] });
    expect(new TextDecoder().decode((await outbound.fetch(`http://127.0.0.1:${port}/`)).body)).toBe("hello");
    const refused = [
      ...[`http://127.0.0.1:${other}/`, "http://hook.example/", "ftp://hook.example/", "file:///etc/passwd", "hook.example", ""],
      ...[`http://ada:secret@127.0.0.1:${port}/`, "https://ada@hook.example/"],
    ];
    for (const address of refused) {
      const error = await failing(outbound.fetch(address));
      expect(error, address).toMatchObject({ code: "outbound.address" });
      expect(error.message).not.toMatch(/ada|secret|hook/);
    }
  });

  test("resolves once and stays with that answer, over redirects too: a name that turns to another address leads nowhere", async () => {
    const turned = createServer((_, answer) => answer.end("the other machine"));
    const port = await serve((request, answer) => {
      if (request.url === "/") return answer.writeHead(302, { location: "/there" }).end();
      answer.end("the first machine");
    });
    await new Promise<void>((resolve) => turned.listen(port, "127.0.0.2", resolve));
    closing.push(() => turned.close());
    const rebinding = resolver(["127.0.0.1"], ["127.0.0.2"]);
    const outbound = createOutbound({ allow: ["hook.example"], ...rebinding });
    const { body } = await outbound.fetch(`http://hook.example:${port}/`);
    expect(new TextDecoder().decode(body)).toBe("the first machine");
    expect(rebinding.asked).toEqual(["hook.example"]);
    // The names of an undeclared host are looked at as they were answered: public first, private after, is never asked again.
    const later = resolver(["127.0.0.1"], ["8.8.8.8"]);
    expect(await failing(createOutbound(later).fetch(`https://hook.example:${port}/`))).toMatchObject({
      code: "outbound.private",
    });
    expect(later.asked).toHaveLength(1);
  });

  test("follows a redirect on the same origin three times, and none elsewhere", async () => {
    const port = await serve((request, answer) => {
      const at = new URL(request.url ?? "", "http://x");
      const left = Number(at.searchParams.get("left"));
      const to = at.searchParams.get("to") ?? (left > 0 ? `/?left=${left - 1}` : undefined);
      if (to === undefined) return answer.end(`${request.method}`);
      answer.writeHead(Number(at.searchParams.get("status") ?? 302), { location: to }).end();
    });
    const outbound = createOutbound({ allow: ["127.0.0.1", "localhost"] });
    const fetch = (query: string, method: "GET" | "POST" = "GET") =>
      outbound.fetch(`http://127.0.0.1:${port}/?${query}`, { method });
    expect((await fetch("left=3")).status).toBe(200);
    expect(await failing(fetch("left=4"))).toMatchObject({ code: "outbound.redirect" });
    const elsewhere = [
      `http://localhost:${port}/`,
      `https://127.0.0.1:${port}/`,
      "http://127.0.0.1:1/",
      "//169.254.169.254/",
      "ftp://x/",
    ];
    for (const to of elsewhere) {
      expect(await failing(fetch(`to=${encodeURIComponent(to)}`)), to).toMatchObject({ code: "outbound.redirect" });
    }
    const withName = `http://ada@127.0.0.1:${port}/`;
    expect(await failing(fetch(`to=${encodeURIComponent(withName)}`))).toMatchObject({ code: "outbound.address" });
    expect(new TextDecoder().decode((await fetch("status=307&to=/", "POST")).body)).toBe("POST");
    expect(await failing(fetch("status=302&to=/", "POST"))).toMatchObject({ code: "outbound.redirect" });
  });

  test("ends with an answer that is too large, declared or not, in head or body", async () => {
    const port = await serve((request, answer) => {
      if (request.url === "/head") return answer.writeHead(200, { "x-long": "x".repeat(64 * 1024) }).end();
      if (request.url === "/declared") return answer.writeHead(200, { "content-length": 5000 }).end("x".repeat(5000));
      const write = () => answer.write("x".repeat(4096), (error) => error || setImmediate(write));
      write();
    });
    const outbound = createOutbound({ allow: ["127.0.0.1"], maxBytes: 4999 });
    for (const path of ["head", "declared", "endless"]) {
      expect(await failing(outbound.fetch(`http://127.0.0.1:${port}/${path}`)), path).toMatchObject({ code: "outbound.large" });
    }
    const head = await outbound.fetch(`http://127.0.0.1:${port}/declared`, { method: "HEAD" });
    expect([head.headers["content-length"], head.body.length]).toEqual(["5000", 0]);
    expect((await createOutbound({ allow: ["127.0.0.1"] }).fetch(`http://127.0.0.1:${port}/declared`)).body).toHaveLength(5000);
  });

  test("ends with a server that is slow: to answer, to go on, or to be found", async () => {
    const port = await serve((request, answer) => {
      if (request.url === "/silent") return;
      answer.writeHead(200);
      const drip = setInterval(() => answer.write("x"), 20);
      request.on("close", () => clearInterval(drip));
    });
    const outbound = createOutbound({ allow: ["127.0.0.1"], timeoutMs: 150 });
    for (const path of ["silent", "dripping"]) {
      expect(await failing(outbound.fetch(`http://127.0.0.1:${port}/${path}`)), path).toMatchObject({ code: "outbound.slow" });
    }
    const lost = createOutbound({ timeoutMs: 100, resolve: () => new Promise(() => undefined) });
    expect(await failing(lost.fetch("https://hook.example/"))).toMatchObject({ code: "outbound.slow" });
  });

  test("says what went wrong by a code, and never where or with what", async () => {
    const closed = await serve(() => undefined);
    const cut = await serve((_, answer) => {
      answer.writeHead(200, { "content-length": 100 }).write("half");
      setImmediate(() => answer.socket?.destroy());
    });
    const garbage = await started(createTcpServer((socket) => socket.end("220 mail.example ESMTP zqxmark\r\n")));
    const gone = await started(createTcpServer((socket) => socket.destroy()));
    const asking = (port: number, timeoutMs = 15_000) =>
      createOutbound({ allow: ["127.0.0.1"], timeoutMs }).fetch(`http://127.0.0.1:${port}/zqxmark?of=zqxmark`, {
        headers: { "x-of": "zqxmark" },
      });
    const errors = [
      await failing(asking(cut)),
      await failing(asking(garbage)),
      await failing(asking(gone)),
      await failing(asking(closed, 200)),
      await failing(createOutbound(resolver([])).fetch("https://zqxmark.example/")),
      await failing(
        createOutbound({ resolve: () => Promise.reject(new Error("ENOTFOUND zqxmark")) }).fetch("https://zqxmark.example/"),
      ),
    ];
    expect(errors.map((error) => error.code)).toEqual([
      ...["outbound.unreachable", "outbound.unreachable", "outbound.unreachable", "outbound.slow"],
      ...["outbound.unresolved", "outbound.unresolved"],
    ]);
    expect(JSON.stringify(errors.map((error) => [error.message, error]))).not.toContain("zqxmark");
  });

  test("sends what is given and nothing that frames the message", async () => {
    const port = await serve((request, answer) => {
      let text = "";
      request.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      request.on("end", () => answer.end(JSON.stringify([request.method, request.headers, text])));
    });
    const outbound = createOutbound({ allow: ["127.0.0.1"] });
    const address = `http://127.0.0.1:${port}/`;
    const { body } = await outbound.fetch(address, { method: "POST", headers: { "X-Kind": "a" }, body: "späť" });
    const [method, headers, text] = JSON.parse(new TextDecoder().decode(body)) as [string, Record<string, string>, string];
    expect([method, text]).toEqual(["POST", "späť"]);
    expect(headers).toEqual({
      host: `127.0.0.1:${port}`,
      connection: "close",
      "accept-encoding": "identity",
      "content-length": "6",
      "x-kind": "a",
    });
    for (const bad of [
      { host: "x" },
      { "Content-Length": "1" },
      { "Transfer-Encoding": "chunked" },
      { "x y": "1" },
      { "x-a": "1\r\nx-b: 2" },
    ]) {
      expect(await failing(outbound.fetch(address, { headers: bad as Record<string, string> }))).toMatchObject({
        code: "outbound.request",
      });
    }
    expect(await failing(outbound.fetch(address, { body: "x" }))).toMatchObject({ code: "outbound.request" });
    const wild = { method: "CONNECT" as "GET" };
    expect(await failing(outbound.fetch(address, wild))).toMatchObject({ code: "outbound.request" });
  });
});

describe("over https", () => {
  const { key, cert } = selfSigned("hook.example");
  const ca = cert;
  let port: number;
  beforeAll(async () => {
    port = await started(createTlsServer({ key, cert }, (_, answer) => answer.end("sealed")));
  });
  const to = (host: string) => ({ allow: [host], ...resolver(["127.0.0.1"]) });

  test("a certificate must be trusted and bear the host's name, whichever address is pinned", async () => {
    const trusted = await createOutbound({ ...to("hook.example"), ca }).fetch(`https://hook.example:${port}/`);
    expect(new TextDecoder().decode(trusted.body)).toBe("sealed");
    const unknown = createOutbound(to("hook.example")).fetch(`https://hook.example:${port}/`);
    expect(await failing(unknown)).toMatchObject({ code: "outbound.tls" });
    const otherName = createOutbound({ ...to("other.example"), ca }).fetch(`https://other.example:${port}/`);
    expect(await failing(otherName)).toMatchObject({ code: "outbound.tls" });
    const plain = await serve((_, answer) => answer.end("open"));
    const noTls = createOutbound({ ...to("hook.example"), ca }).fetch(`https://hook.example:${plain}/`);
    expect(await failing(noTls)).toMatchObject({ code: "outbound.tls" });
  });
});
