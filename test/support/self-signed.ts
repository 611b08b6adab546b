// A self-signed certificate for tests of TLS, made here: a newcomer's machine may have no openssl.
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const hex = (text: string): Buffer => Buffer.from(text, "hex");

const COMMON_NAME = hex("0603550403");
const ECDSA_WITH_SHA256 = sequence(hex("06082a8648ce3d040302"));
const ALTERNATIVE_NAMES = hex("0603551d11");
const BASIC_CONSTRAINTS = hex("0603551d13");
const TRUE = hex("0101ff");

const timeOf = (at: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));

/** A key and a certificate for one host name or IPv4 address, in PEM, good for a day from now. */
export function selfSigned(host: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(host)))));
  const named = isIPv4(host) ? der(0x87, Buffer.from(host.split(".").map(Number))) : der(0x82, Buffer.from(host));
  const alternative = sequence(ALTERNATIVE_NAMES, der(0x04, sequence(named)));
  const authority = sequence(BASIC_CONSTRAINTS, TRUE, der(0x04, sequence(TRUE)));
  const body = sequence(
    der(0xa0, hex("020102")),
    der(0x02, Buffer.concat([hex("01"), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    name,
    sequence(timeOf(Date.now() - 3_600_000), timeOf(Date.now() + 86_400_000)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(alternative, authority)),
  );
  const signature = sign("sha256", body, privateKey);
  const whole = sequence(body, ECDSA_WITH_SHA256, der(0x03, hex("00"), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
  };
}
