// A link to a PostgreSQL or MariaDB server that can be cut in the middle of a COMMIT.
import { connect, createServer, type Socket } from "node:net";

/**
 * Where the next COMMIT is cut: before the server hears it, or before its answer comes back. Or it is on its way for as long
 * as the test says, while whoever sent it has lost the connection.
 */
export type Cut = "before COMMIT arrives" | "before COMMIT is answered" | "while COMMIT is on its way";

/** The link; `cutAt` arms it once, `deliver` lets a COMMIT arrive that is on its way, and waits for the server's answer. */
export interface FlakyLink {
  readonly url: string;
  readonly cutAt: (cut: Cut) => void;
  readonly deliver: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a link to the server of an address. */
export async function openFlakyLink(url: string): Promise<FlakyLink> {
  const target = new URL(url);
  const [port, host] = [Number(target.port || (target.protocol === "mysql:" ? 3306 : 5432)), target.hostname];
  let armed: Cut | undefined;
  let deliver = async (): Promise<void> => undefined;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    const both = [client, upstream];
    let isHeld = false;
    // What is on its way is not lost with whoever sent it.
    const cut = () => {
      for (const socket of isHeld ? [client] : both) socket.destroy();
    };
    for (const socket of both) {
      open.add(socket);
      socket.on("error", cut).on("close", () => {
        open.delete(socket);
        cut();
      });
    }
    client.on("data", (bytes) => {
      if (armed === undefined || !bytes.includes("COMMIT")) return void upstream.write(bytes);
      const where = armed;
      armed = undefined;
      if (where === "before COMMIT arrives") return cut();
      if (where === "while COMMIT is on its way") {
        deliver = () =>
          new Promise((resolve) => {
            upstream.removeListener("data", forward);
            upstream.once("data", () => {
              upstream.destroy();
              resolve();
            });
            upstream.write(bytes);
          });
        isHeld = true;
        return void client.destroy();
      }
      upstream.removeListener("data", forward);
      upstream.once("data", cut);
      upstream.write(bytes);
    });
    const forward = (bytes: Buffer) => void client.write(bytes);
    upstream.on("data", forward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  target.hostname = "127.0.0.1";
  target.port = String(typeof address === "object" && address ? address.port : 0);
  return {
    url: target.href,
    cutAt: (cut) => {
      armed = cut;
    },
    deliver: () => deliver(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
