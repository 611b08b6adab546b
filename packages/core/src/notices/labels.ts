// Headings that the taxonomy does not have: branches of data, and groups of purposes.
import type { Words } from "../program/index.ts";
import type { PurposeGroup } from "../taxonomy/index.ts";

/** What the branches of the taxonomy are called. */
const BRANCHES: Readonly<Record<string, Words>> = {
  name: { en: "Name", id: "Nama" },
  contact: { en: "Contact details", id: "Data kontak" },
  identity: { en: "Identity numbers and documents", id: "Nomor dan dokumen identitas" },
  account: { en: "Account", id: "Akun" },
  auth: { en: "Sign-in", id: "Data masuk" },
  payment: { en: "Payments", id: "Pembayaran" },
  finance: { en: "Finances", id: "Keuangan" },
  commerce: { en: "Orders and invoices", id: "Pesanan dan faktur" },
  employment: { en: "Work", id: "Pekerjaan" },
  education: { en: "Education", id: "Pendidikan" },
  demographic: { en: "About the person", id: "Data demografis" },
  child: { en: "Children", id: "Anak" },
  health: { en: "Health", id: "Kesehatan" },
  biometric: { en: "Biometrics", id: "Biometrik" },
  genetic: { en: "Genetics", id: "Genetika" },
  neural: { en: "Neural data", id: "Data saraf" },
  belief: { en: "Belief and opinion", id: "Keyakinan dan pandangan" },
  origin: { en: "Origin", id: "Asal-usul" },
  sex: { en: "Sex life and orientation", id: "Kehidupan dan orientasi seksual" },
  criminal: { en: "Criminal record", id: "Catatan kejahatan" },
  device: { en: "Devices", id: "Perangkat" },
  usage: { en: "Use of the service", id: "Penggunaan layanan" },
  location: { en: "Location", id: "Lokasi" },
  communication: { en: "Messages and calls", id: "Pesan dan panggilan" },
  content: { en: "Content", id: "Konten" },
  inference: { en: "Worked out about the person", id: "Hasil pengolahan tentang seseorang" },
  preference: { en: "Preferences", id: "Preferensi" },
  relation: { en: "Relations", id: "Hubungan" },
  vehicle: { en: "Vehicles", id: "Kendaraan" },
};

const GROUPS: Readonly<Record<PurposeGroup | "other", Words>> = {
  operate: { en: "To provide the service", id: "Untuk menyediakan layanan" },
  protect: { en: "To keep it safe", id: "Untuk menjaga keamanan" },
  law: { en: "Because law asks for it", id: "Untuk memenuhi hukum" },
  measure: { en: "To measure and improve", id: "Untuk mengukur dan meningkatkan" },
  personal: { en: "To fit it to you", id: "Untuk menyesuaikan dengan Anda" },
  market: { en: "To tell you what we offer", id: "Untuk memberi tahu penawaran kami" },
  advertise: { en: "To advertise", id: "Untuk beriklan" },
  employ: { en: "To employ people", id: "Untuk kepegawaian" },
  decide: { en: "To decide by machine", id: "Untuk mengambil keputusan secara otomatis" },
  other: { en: "Other purposes", id: "Tujuan lain" },
};

/** The groups in the order in which a person is told. */
export const GROUP_ORDER = Object.keys(GROUPS) as readonly (PurposeGroup | "other")[];

/** What a branch is called. */
export const branchLabel = (branch: string): Words => BRANCHES[branch] ?? { en: branch };

/** What a group of purposes is called. */
export const groupLabel = (group: PurposeGroup | "other"): Words => GROUPS[group];
