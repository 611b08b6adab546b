// Renews the progress of a run from the server's events; where there are none, loads the page again from time to time.
interface Said {
  readonly done: number;
  readonly of: number;
  readonly says: string;
  readonly ended: boolean;
}

const AGAIN_MS = 5000;

function watch(place: HTMLElement, address: string): void {
  const bar = place.querySelector("progress");
  const says = place.querySelector("[data-says]");
  const events = new EventSource(address);
  const again = (): void => {
    events.close();
    setTimeout(() => location.reload(), AGAIN_MS);
  };
  events.addEventListener("message", (event) => {
    const said = JSON.parse(String(event.data)) as Said;
    if (bar) {
      bar.max = Math.max(1, said.of);
      bar.value = said.done;
    }
    if (says && says.textContent !== said.says) says.textContent = said.says;
    if (said.ended) {
      events.close();
      location.reload();
    }
  });
  events.addEventListener("error", again);
}

for (const place of document.querySelectorAll<HTMLElement>("[data-progress]")) watch(place, place.dataset.progress ?? "");
