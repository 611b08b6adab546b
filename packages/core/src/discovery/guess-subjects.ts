import type { DatasetSchema } from "../subject-graph/index.ts";
import type { FieldGuess, SubjectGuess } from "./guesses.ts";
import { datasetWords, wordsOf } from "./name-words.ts";

const outside = new Set(
  (
    "customer client contact lead patient member student subscriber guest visitor donor applicant candidate person passenger tenant buyer " +
    "seller shopper attendee participant borrower user profile pelanggan nasabah pasien anggota siswa mahasiswa kontak pengguna penduduk warga " +
    "pembeli penjual peserta penyewa pelamar orang"
  ).split(" "),
);
const inside = new Set(
  "employee staff worker courier agent operator admin administrator teacher doctor driver karyawan pegawai petugas kurir guru dokter staf".split(
    " ",
  ),
);
/** Rows about something that people do or have, whatever else the name says: `customer_orders`, `user_sessions`. */
const things = new Set(
  (
    "order invoice payment session log setting address token event message mail line item entry history file role permission group type " +
    "status preference account company organization supplier vendor store shop branch department faktur pembayaran pesanan alamat riwayat toko"
  ).split(" "),
);

/** Whether a dataset's name is one for staff. */
export function isForStaff(name: string): boolean {
  return datasetWords(name).some((word) => inside.has(word));
}

/** Guesses whether a dataset's rows are people, from its name and from its columns. */
export function guessSubject(dataset: DatasetSchema, fields: readonly FieldGuess[]): SubjectGuess | undefined {
  const words = datasetWords(dataset.name);
  const has = (category: string): boolean => fields.some((field) => field.category === category);
  const hasName = has("name.full") || has("name.first") || has("name.last");
  const reaches =
    has("contact.email") ||
    has("contact.email-work") ||
    has("contact.phone") ||
    has("account.username") ||
    has("identity.national-id");
  const personWord = words.find((word) => outside.has(word) || inside.has(word));
  const isThing = words.some((word) => things.has(word));
  const looksSo = reaches && (hasName || has("auth.password"));
  if (isThing && !(has("auth.password") && looksSo)) return undefined;
  // A name of people is enough with an address; without it both parts of a name and an address are asked for.
  if (!(personWord ? looksSo || (reaches && words.length === 1) : looksSo && has("name.first") && has("contact.email")))
    return undefined;
  const evidence = [
    hasName ? "names" : "",
    has("contact.email") || has("contact.email-work") ? "mail addresses" : "",
    has("auth.password") ? "passwords" : "",
  ];
  return {
    id: words.join("-") || "person",
    identity: identityOf(dataset, fields),
    side: isForStaff(dataset.name) ? "inside" : "outside",
    because: `it has ${evidence.filter((one) => one !== "").join(", ") || "what reaches a person"}`,
  };
}

function identityOf(dataset: DatasetSchema, fields: readonly FieldGuess[]): Record<string, readonly string[]> {
  const columnsOf = (category: string): string[] =>
    fields.filter((field) => field.category === category && field.sure >= 0.7).map((field) => field.column);
  const identity: Record<string, readonly string[]> = {};
  const [key, ...more] = dataset.primaryKey;
  if (key !== undefined && more.length === 0) identity.account = [key];
  for (const [kind, category] of [
    ["email", "contact.email"],
    ["email", "contact.email-work"],
    ["handle", "account.username"],
    ["national", "identity.national-id"],
  ] as const) {
    const columns = columnsOf(category).filter((column) => column !== key);
    if (columns.length > 0) identity[kind] = columns;
  }
  return identity;
}

/** A dataset that holds an address or somebody's name: a city in it is somebody's city. */
export function holdsAddress(dataset: DatasetSchema): boolean {
  const names = dataset.columns.map((column) => wordsOf(column.name).join(" "));
  return names.some(
    (name) =>
      /\b(street|address ?\d?|alamat|jalan|postal code|zip|kode pos|first name|nama depan)\b/.test(name) &&
      !/\b(ip|mail|email|to|from) address\b|\baddress id\b/.test(name),
  );
}
