// Adds a passkey, or signs in with one. What it sends and gets stands at PasskeyButton.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";

type Reply = Readonly<Record<string, unknown>>;

async function post(address: string, body: unknown): Promise<Reply> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  });
  const reply = (await answer.json()) as Reply;
  if (!answer.ok) throw new Error(typeof reply.detail === "string" ? reply.detail : String(reply.title ?? "not accepted"));
  return reply;
}

async function run(place: HTMLElement): Promise<void> {
  const { passkey, options = "", answer = "" } = place.dataset;
  const { options: made, challenge } = await post(options, {});
  const optionsJSON = made as never;
  const response = passkey === "add" ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON });
  const { next } = await post(answer, { challenge, response });
  // Only a page of ours.
  if (typeof next === "string" && /^\/(?![/\\])/.test(next)) location.assign(next);
}

for (const place of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
  if (!browserSupportsWebAuthn()) continue;
  place.hidden = false;
  const says = place.querySelector("[data-says]");
  place.querySelector("button")?.addEventListener("click", () => {
    if (says) says.textContent = "";
    run(place).catch((error: unknown) => {
      if (says) says.textContent = error instanceof Error ? error.message : "it did not work";
    });
  });
}
