import { existsSync } from "node:fs";
import { staffOf } from "../accounts/index.ts";
import { backendOfKey, storeOfKey } from "../apps/index.ts";
import { personOf } from "../asks/index.ts";
import { choicesPlaced } from "../consent/index.ts";
import { publishNotice, tellProgram } from "../facts/index.ts";
import { log, type Surroundings, systemSurroundings } from "../foundation/index.ts";
import { type Answering, type AppParts, type Listening, listen, makeApp, type Patience } from "../http/index.ts";
import { type Installation, openInstallation } from "../installation/index.ts";
import { type OpenedPost, openPost } from "../mail/index.ts";
import { assetNames, assetOf, problemPage } from "../pages/index.ts";
import { loadProgram, resolveSecret } from "../program/index.ts";
import { allRoutes } from "./all-routes.ts";
import { EnvironmentError, readEnvironment, type Settings } from "./read-environment.ts";
import { readiness } from "./readiness.ts";
import type { Mailbox } from "./take-mails.ts";
import { choresOf, startTicking, type Ticking } from "./tick.ts";
import { isThisMachine } from "./variables.ts";
import { workJobs } from "./work-jobs.ts";

/** Where a server runs. */
export interface ServerPlace {
  readonly home: string;
  readonly programFile: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly surroundings?: Surroundings;
  /** Budgets that differ from the usual ones: for measuring. */
  readonly budgets?: NonNullable<AppParts["budgets"]>;
  readonly patience?: Partial<Patience>;
  /** Between stopping to be ready and taking no more calls: as long as a balancer needs to see it. Behind https two seconds. */
  readonly drainMs?: number;
}

/** A server that runs. */
export interface RunningServer {
  readonly inst: Installation;
  /** Where it stands for the public. */
  readonly address: string;
  /** Where it listens. */
  readonly host: string;
  readonly port: number;
  /** Where this machine reads the mails, while no mail server is configured. */
  readonly outbox: string | undefined;
  /**
   * Stops being ready, takes no new calls, finishes what is under way, and closes; at most ten seconds. Idempotent.
   * False where a job took longer and was left: whatever it was, it is taken up again at the next start, as after a crash.
   */
  close(): Promise<boolean>;
}

// Of ten seconds in all: a balancer sees that it is no longer ready, then calls, then the queue and the database.
const DRAIN_MS = 2_000;
const CALLS_MS = 3_000;
const CLOSE_MS = 4_500;

/**
 * Starts everything in one process: pages, queue, mail, and what time brings about. It listens first, so that a port that is
 * taken is said before anything is made; until all is open, calls are told to come again.
 *
 * @throws EnvironmentError, ListenError, and whatever opening the installation throws.
 */
export async function startServer(place: ServerPlace): Promise<RunningServer> {
  const settings = readEnvironment(place.env);
  requireSecrets(place);
  const post = openPost(place.env);
  let answer: Answering = () => new Response("starting\n", { status: 503, headers: { "retry-after": "1" } });
  const listening = await listen({ fetch: (request, env) => answer(request, env) }, { ...settings.listen, ...patienceOf(place) });
  try {
    const inst = await openAll(place, settings, listening);
    const stage = { stopping: false };
    const operatorKey = keyOf(inst);
    const mailbox = mailboxOf(inst, post, settings);
    const routes = allRoutes({ post, stopAddress: mailbox?.address, ready: () => readiness(inst, stage.stopping) });
    const app = makeApp({
      inst,
      routes,
      sessions: {
        person: (token) => personOf(inst, token),
        staff: (token) => staffOf(inst, token),
        app: (key) => storeOfKey(inst, key),
        backend: (key) => backendOfKey(inst, key),
      },
      trustProxy: settings.trustProxy,
      operatorKey,
      problemPage,
      ...(place.budgets === undefined ? {} : { budgets: place.budgets }),
    });
    await publishNotice(inst);
    await tellProgram(inst);
    await workJobs(inst, post);
    const ticking = startTicking(choresOf(inst, post, mailbox), {
      now: () => inst.surroundings.now(),
      except: ["database"],
    });
    answer = app.fetch as Answering;
    return {
      inst,
      address: inst.address,
      host: listening.host,
      port: listening.port,
      outbox: post.kind === "sink" ? `${localAddress(listening)}/outbox/${operatorKey}` : undefined,
      close: closing({
        inst,
        post,
        listening,
        ticking,
        stage,
        drainMs: place.drainMs ?? (inst.address.startsWith("https:") ? DRAIN_MS : 0),
      }),
    };
  } catch (error) {
    await listening.close(0);
    await post.close();
    throw error;
  }
}

const patienceOf = ({ patience }: ServerPlace) => (patience === undefined ? {} : { patience });

/** Where mail to the sender's address comes in, if anywhere. */
const mailboxOf = (inst: Installation, post: OpenedPost, { bounces }: Settings): Mailbox | undefined =>
  bounces === undefined ? undefined : { folder: bounces, address: post.from ?? inst.program.organization.contact };

/** How this machine reaches what listens. */
function localAddress({ host, port }: Listening): string {
  const name = isThisMachine(host) ? host : "127.0.0.1";
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

async function openAll(place: ServerPlace, settings: Settings, listening: Listening): Promise<Installation> {
  for (const name of assetNames) assetOf(name);
  if (settings.bounces !== undefined && !existsSync(settings.bounces)) {
    throw new EnvironmentError("`TROTH_BOUNCES` names a folder that is not there", { place: "the environment" });
  }
  const address = settings.address ?? localAddress(listening);
  return openInstallation({
    home: place.home,
    databaseUrl: settings.databaseUrl,
    programFile: place.programFile,
    env: { ...place.env, TROTH_ADDRESS: address },
    surroundings: place.surroundings ?? systemSurroundings(),
    servesApps: true,
  });
}

/** A secret that is missing is said now, before anything is made, and not when the first request needs its store. */
function requireSecrets({ programFile, env }: ServerPlace): void {
  const { program } = loadProgram(programFile);
  for (const [id, store] of Object.entries(program?.stores ?? {})) {
    const texts = [store.url ?? "", typeof store.options.act === "string" ? store.options.act : ""];
    for (const text of texts) resolveSecret(text, env, `${programFile}: store \`${id}\``);
  }
}

/** A secret of this start, for the address of the outbox. */
const keyOf = (inst: Installation): string => Buffer.from(inst.surroundings.random(16)).toString("base64url");

function closing(parts: {
  readonly inst: Installation;
  readonly post: OpenedPost;
  readonly listening: Listening;
  readonly ticking: Ticking;
  readonly stage: { stopping: boolean };
  readonly drainMs: number;
}): () => Promise<boolean> {
  const { inst, post, listening, ticking, stage, drainMs } = parts;
  const close = async (): Promise<boolean> => {
    stage.stopping = true;
    const ticked = ticking.stop();
    if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs));
    inst.apps?.close();
    await listening.close(CALLS_MS);
    return atMost(CLOSE_MS, async () => {
      await ticked;
      await choicesPlaced(inst);
      await inst.close();
      await post.close();
    });
  };
  let closed: Promise<boolean> | undefined;
  return () => {
    closed ??= close();
    return closed;
  };
}

async function atMost(limitMs: number, work: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), limitMs);
  });
  const done = await Promise.race([work(), late]);
  clearTimeout(timer);
  if (done === "late") log.warn("stopped while a job was running; it goes on at the next start");
  return done !== "late";
}
