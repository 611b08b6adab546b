// An authenticator in software: makes a passkey and answers with it, as a browser would send it.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

type Cbor = number | string | Uint8Array | ReadonlyMap<Cbor, Cbor>;

const UP = 0x01;
const UV = 0x04;
const ATTESTED = 0x40;

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}

/** As much CBOR as a passkey needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)])]);
}

const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

/** What a test may have it do otherwise than it should. */
export interface Misbehavior {
  readonly origin?: string;
  readonly rpID?: string;
  /** It did not ask its user. */
  readonly unverified?: boolean;
  readonly counter?: number;
}

/** One device with one passkey. */
export function makeAuthenticator(at: { readonly rpID: string; readonly origin: string }) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  let counter = 0;
  const coordinate = (text: string | undefined): Uint8Array => new Uint8Array(Buffer.from(text ?? "", "base64url"));
  const key = new Map<Cbor, Cbor>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, coordinate(jwk.x)],
    [-3, coordinate(jwk.y)],
  ]);
  const clientData = (type: string, challenge: string, origin: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authData = (flags: number, made: Misbehavior, rest: readonly Uint8Array[] = []): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(made.counter ?? counter);
    const all = made.unverified === true ? flags & ~UV : flags;
    return Buffer.concat([sha256(made.rpID ?? at.rpID), Buffer.from([all]), count, ...rest]);
  };
  const answer = (response: Readonly<Record<string, unknown>>) => ({
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key" as const,
    clientExtensionResults: {},
    response,
  });
  return {
    /** Answers `navigator.credentials.create`. */
    create(challenge: string, made: Misbehavior = {}) {
      const length = Buffer.from([id.length >> 8, id.length & 255]);
      const data = authData(UP | UV | ATTESTED, made, [Buffer.alloc(16), length, id, cbor(key)]);
      const object = new Map<Cbor, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", new Uint8Array(data)],
      ]);
      return answer({
        clientDataJSON: clientData("webauthn.create", challenge, made.origin ?? at.origin).toString("base64url"),
        attestationObject: cbor(object).toString("base64url"),
        transports: ["internal"],
      });
    },
    /** Answers `navigator.credentials.get`; counts one up. */
    get(challenge: string, made: Misbehavior = {}) {
      counter += 1;
      const client = clientData("webauthn.get", challenge, made.origin ?? at.origin);
      const data = authData(UP | UV, made);
      return answer({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", Buffer.concat([data, sha256(client)]), privateKey).toString("base64url"),
      });
    },
  };
}
