// Checks a receipt in the page. The file is read here and sent nowhere.
import { MAX_RECEIPT_BYTES, type Receipt, type ReceiptRefusal, verifyReceipt } from "@troth/core/ledger";

type Reason = "receipt" | "changed" | "signature" | "key" | "unreadable";

const reasons: Readonly<Record<ReceiptRefusal, Reason>> = {
  keyMalformed: "key",
  tooLarge: "receipt",
  notText: "receipt",
  notJson: "receipt",
  notCanonical: "changed",
  malformed: "receipt",
  notANote: "receipt",
  notSignedByKey: "key",
  signatureWrong: "signature",
  notACheckpoint: "receipt",
  otherLog: "key",
  otherSignatures: "changed",
  otherSize: "changed",
  notInTree: "changed",
};

const place = document.querySelector<HTMLElement>("[data-verify]");
const input = place?.querySelector<HTMLInputElement>("input[type=file]");

function showOnly(shown: "ok" | "bad" | undefined): void {
  for (const one of place?.querySelectorAll<HTMLElement>("[data-answer]") ?? []) one.hidden = one.dataset.answer !== shown;
}

function showReason(reason: Reason): void {
  for (const one of place?.querySelectorAll<HTMLElement>("[data-because]") ?? []) one.hidden = one.dataset.because !== reason;
  showOnly("bad");
}

function fill(part: string, text: string): void {
  const target = place?.querySelector<HTMLElement>(`[data-fill=${part}]`);
  if (target) target.textContent = text;
}

function showReceipt({ entry, index, size }: Receipt): void {
  const at = new Date(String(entry.at));
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  fill("kind", String(entry.kind));
  fill("at", format.format(at));
  fill("request", typeof entry.request === "string" ? entry.request : "-");
  fill("place", `${index + 1} / ${size}`);
  showOnly("ok");
}

async function check(file: File, vkey: string): Promise<void> {
  // A file that no receipt can be is not read into memory.
  if (file.size > MAX_RECEIPT_BYTES) return showReason("receipt");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const answer = verifyReceipt(bytes, vkey);
  if (answer.ok) showReceipt(answer.receipt);
  else showReason(reasons[answer.because]);
}

if (place && input) {
  for (const one of place.querySelectorAll<HTMLElement>("[data-scripted]")) one.hidden = false;
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    showOnly(undefined);
    if (file) check(file, place.dataset.verify ?? "").catch(() => showReason("unreadable"));
  });
}
