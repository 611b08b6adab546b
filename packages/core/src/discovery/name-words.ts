/** The words of a name in a store, in lower case: `billTo_EMail2` gives `bill to email 2`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/e[-_]?mail/gi, (found) => (found[0] === "E" ? "Email" : "email"))
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/([a-zA-Z])(\d)/g, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/** A word without the English ending of many. Enough for names of tables; no grammar. */
export function singular(word: string): string {
  if (word === "people") return "person";
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ses|xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s") && !/(ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** What some people write before the name of every table. */
const tablePrefix = /^(tbl|tb|tabel|t|mst|master|trx|ref)$/;

/** The words of a dataset without its store, its schema and its prefix, each without the ending of many. */
export function datasetWords(name: string): readonly string[] {
  const [first = "", ...rest] = wordsOf(name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf("/")) + 1)).map(singular);
  return rest.length > 0 && tablePrefix.test(first) ? rest : [first, ...rest];
}

/** Whether two names mean one thing: `user`, `Users`, `app.users` and, in Indonesian, `pengguna` do. */
export function sameThing(one: string, other: string): boolean {
  return inEnglish(datasetWords(one)) === inEnglish(datasetWords(other));
}

const english = new Map(
  (
    "pengguna:user pelanggan:customer nasabah:customer karyawan:employee pegawai:employee staf:staff petugas:officer anggota:member " +
    "pasien:patient siswa:student mahasiswa:student guru:teacher dokter:doctor kontak:contact penjual:seller kurir:courier akun:account " +
    "produk:product barang:product pesanan:order faktur:invoice tagihan:bill pembayaran:payment alamat:address cabang:branch toko:shop " +
    "perusahaan:company kategori:category pinjaman:loan rapat:meeting pesan:message percakapan:conversation kelas:class proyek:project " +
    "komentar:comment ulasan:review sesi:session perangkat:device dokumen:document transaksi:transaction langganan:subscription"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

/** Words as one text, Indonesian nouns in English. */
export const inEnglish = (words: readonly string[]): string => words.map((word) => english.get(word) ?? word).join(" ");

const pointerWord = /^(id|ids|no|nos|nomor|number|num|code|kode|key|ref|uuid|guid|fk)$/;

/** What a pointer's name says it points at: `pelanggan_id`, `id_pelanggan` and `no_pelanggan` all give `pelanggan`. */
export function pointedAt(words: readonly string[]): { readonly words: readonly string[]; readonly isPointer: boolean } {
  let from = 0;
  let to = words.length;
  while (to - from > 1 && pointerWord.test(words[to - 1] ?? "")) to -= 1;
  while (to - from > 1 && pointerWord.test(words[from] ?? "")) from += 1;
  return { words: words.slice(from, to).map(singular), isPointer: to - from < words.length };
}
