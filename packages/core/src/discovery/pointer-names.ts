// What the name of a place says about where it points.
import { inEnglish, pointedAt } from "./name-words.ts";

/** Somebody who acts on a row is only mentioned in it. */
export const actorName =
  /\b(approved|approver|created|creator|updated|updater|modified|deleted|closed|assigned|assignee|reviewed|reviewer|sent by|issued|uploaded|uploader|changed|edited|verified|verifier|manager|supervisor|lead|reports? to|parent|rep|sales ?(person|man|rep)|support|agent|handled|handler|invited|inviter|referred|referrer|mentioned|completed|processed|author|by|whodunnit|tagger|actor|guarantor|witness|subscribed|watchers?|followers?|approvers|atasan|penyetuju|disetujui|dibuat|diubah|oleh|petugas|penanggung jawab|pembuat|pemeriksa|penjamin|saksi|pelaku)\b/;
/** Two people meet in such a row. */
export const partyName =
  /^(sender|recipient|receiver|from|to|sent (to|from)|cc|bcc|participants?|peer|buyer|seller|reporter|reported|pengirim|penerima|pelapor|terlapor|peserta)\b/;
/** Somebody in a part that a person plays, without saying what kind of person. */
const roleName =
  /\b(owner|holder|borrower|guest|attendees?|host|driver|member|pemilik|pembeli|pemesan|peminjam|penulis|pemohon|tamu|pengemudi)\b/;
/** A row of a dataset that points at another row of it. */
const selfName = /\b(parent|manager|supervisor|lead|reports? to|reply|referrer|referred|mentor|spouse|induk|atasan)\b/;

export interface NameMatch {
  /** 0 to 1. */
  readonly score: number;
  readonly says: string;
}

/** A dataset's key, as its name is compared. */
export interface NamedKey {
  readonly dataset: string;
  /** The dataset's words in English, as one text. */
  readonly noun: string;
  /** The key's own words, where they say more than `id`. */
  readonly keyName: string | undefined;
  readonly isPeople: boolean;
  /** They work with the application: its users, or staff. */
  readonly isOperator: boolean;
}

/** What a place's name says by itself: read once, compared with many keys. */
export interface PlaceName {
  readonly whole: string;
  readonly stem: string;
  readonly noun: string;
  /** It says itself that it is a pointer: `id`, `no`, `kode`. */
  readonly isPointer: boolean;
  readonly isSelf: boolean;
  readonly role: "party" | "actor" | undefined;
}

export function readName(words: readonly string[]): PlaceName {
  const whole = words.join(" ");
  const { words: stem, isPointer } = pointedAt(words);
  const isParty = partyName.test(whole) || roleName.test(whole);
  // The row above, of the same kind: nobody.
  const isAbove = /\b(parent|reply|induk)\b/.test(whole);
  const role = isAbove ? undefined : isParty ? "party" : actorName.test(whole) ? "actor" : undefined;
  return { whole, stem: stem.join(" "), noun: inEnglish(stem), isPointer, isSelf: selfName.test(whole), role };
}

/** How a place's name fits a key; undefined: it does not. `isTyped`: it is stored as only pointers and amounts are. */
export function matchName(name: PlaceName, key: NamedKey, from: string, isTyped: boolean): NameMatch | undefined {
  const { whole, isPointer } = name;
  if (key.dataset === from) {
    const isSelf = key.isPeople && name.isSelf && (isPointer || isTyped);
    return isSelf ? { score: 0.7, says: `\`${whole}\` means another of them` } : undefined;
  }
  const score = nounScore(name, key, isTyped);
  if (score !== undefined) return { score, says: `the name says ${name.stem}` };
  if (key.keyName !== undefined && whole === key.keyName) return { score: 0.95, says: "it is called as the key is" };
  if (!key.isPeople || name.role === undefined || !(isPointer || isTyped)) return undefined;
  const isUser = /\buser$/.test(key.noun);
  // Who acts on rows is most often of those who work with the application.
  const role = name.role === "party" ? (isUser ? 0.5 : 0.45) : key.isOperator ? 0.6 : 0.3;
  return { score: role, says: `\`${whole}\` means a person` };
}

function nounScore({ noun, isPointer }: PlaceName, key: NamedKey, isTyped: boolean): number | undefined {
  if (noun === key.noun) return isPointer ? 1 : isTyped ? 0.7 : 0.4;
  // `total_order` and `rental_duration` are no pointers: where only a part fits, the name must say that it is one.
  if (!isPointer) return undefined;
  if (noun.endsWith(` ${key.noun}`)) return 0.75;
  if (noun.startsWith(`${key.noun} `)) return 0.7;
  return key.noun.endsWith(` ${noun}`) ? 0.6 : undefined;
}
