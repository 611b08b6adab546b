// Checks a receipt in the page. The file is read here and sent nowhere.
import { MAX_OPENED_BYTES, type OpenedRefusal, type Receipt, verifyReceiptFile } from "@troth/core/ledger";

type Reason = "receipt" | "changed" | "signature" | "key" | "unreadable";

const reasons: Readonly<Record<OpenedRefusal, Reason>> = {
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
  notOpened: "receipt",
  notCommitted: "changed",
};

const place = document.querySelector<HTMLElement>("[data-verify]");
const input = place?.querySelector<HTMLInputElement>("input[type=file]");
const pasted = place?.querySelector<HTMLTextAreaElement>("textarea");
const ownKey = place?.querySelector<HTMLInputElement>("input[type=text]");

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

function showReceipt({ entry, index, size }: Receipt, opened: string | undefined): void {
  const at = new Date(String(entry.at));
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  fill("kind", String(entry.kind));
  fill("at", format.format(at));
  fill("request", typeof entry.request === "string" ? entry.request : "-");
  fill("place", `${index + 1} / ${size}`);
  fill("opened", opened ?? "-");
  showOnly("ok");
}

function check(bytes: Uint8Array): void {
  const answer = verifyReceiptFile(bytes, ownKey?.value.trim() || (place?.dataset.verify ?? ""));
  if (answer.ok) showReceipt(answer.receipt, answer.text);
  else showReason(reasons[answer.because]);
}

async function checkFile(file: File): Promise<void> {
  // A file that no receipt can be is not read into memory.
  if (file.size > MAX_OPENED_BYTES) return showReason("receipt");
  check(new Uint8Array(await file.arrayBuffer()));
}

/** Checks what was given last. Whoever pastes a text may have taken a line end along. */
function checkGiven(): void {
  const file = input?.files?.[0];
  const text = pasted?.value.trim() ?? "";
  showOnly(undefined);
  if (text !== "") check(new TextEncoder().encode(text));
  else if (file) checkFile(file).catch(() => showReason("unreadable"));
}

if (place && input) {
  for (const one of place.querySelectorAll<HTMLElement>("[data-scripted]")) one.hidden = false;
  input.addEventListener("change", () => {
    if (pasted) pasted.value = "";
    checkGiven();
  });
  pasted?.addEventListener("input", checkGiven);
  ownKey?.addEventListener("input", checkGiven);
}
