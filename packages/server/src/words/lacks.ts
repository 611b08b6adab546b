// What a notice should say and does not, in the words of its readers: on its page, and for whoever writes the program.
import { sayFrom } from "./words.ts";

export const lacksEn = {
  address: "The postal address of {names}.",
  officer: "Whether there is a data protection officer, and who it is.",
  representative: "Who speaks for us under the {law}.",
  purposes: "What data is used for.",
  data: "Which data is held.",
  basis: "By what right this is done: {names}.",
  safeguard: "What protects data that leaves for another country, at: {names}.",
  retention: "How long this stays: {names}.",
  authority: "To which authority you can complain under the {law}.",
  required: "What must be given, and what happens without it.",
  automated: "Whether a machine alone decides about you.",
  sources: "Where data comes from.",
  sale: "Whether data is sold or shared, in the words of Californian law.",
  translation: "Some of our own words, in this language.",
} as const;

export const lacksId: Readonly<Record<keyof typeof lacksEn, string>> = {
  address: "Alamat pos {names}.",
  officer: "Apakah ada pejabat pelindungan data pribadi, dan siapa orangnya.",
  representative: "Siapa yang mewakili kami menurut {law}.",
  purposes: "Untuk apa data digunakan.",
  data: "Data apa saja yang disimpan.",
  basis: "Atas dasar hukum apa ini dilakukan: {names}.",
  safeguard: "Apa yang melindungi data yang keluar ke negara lain, pada: {names}.",
  retention: "Berapa lama ini disimpan: {names}.",
  authority: "Kepada lembaga mana Anda dapat mengadu menurut {law}.",
  required: "Apa yang wajib diberikan, dan apa akibatnya bila tidak.",
  automated: "Apakah mesin saja yang mengambil keputusan tentang Anda.",
  sources: "Dari mana data berasal.",
  sale: "Apakah data dijual atau dibagikan, menurut istilah hukum California.",
  translation: "Sebagian kata-kata kami sendiri, dalam bahasa ini.",
};

/** One thing that a notice does not say. */
export const sayLack = sayFrom(lacksEn, lacksId);
