// Runs in a thread of its own: what the engine computes meanwhile is not taken for the store's time.
import { connect, createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

const { host, port, counts, holdMs } = workerData;
const TRIPS = 0;
const STORE_MS = 1;

const server = createServer((client) => {
  client.setNoDelay(true);
  const upstream = connect({ host, port, noDelay: true });
  let answered = true;
  let since = 0;
  client.on("data", (bytes) => {
    if (answered) {
      counts[TRIPS] += 1;
      since = performance.now();
    }
    answered = false;
    upstream.write(bytes);
  });
  upstream.on("data", (bytes) => {
    const now = performance.now();
    counts[STORE_MS] += now - since;
    since = now;
    const pass = () => {
      answered = true;
      client.write(bytes);
    };
    // Far away, an answer is under way while everything that does not wait for it is sent, however busy this machine is.
    if (holdMs > 0) setTimeout(pass, holdMs);
    else pass();
  });
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ]) {
    one.on("error", () => other.destroy());
    one.on("close", () => other.destroy());
  }
});
server.listen(0, "127.0.0.1", () => parentPort.postMessage(server.address().port));
