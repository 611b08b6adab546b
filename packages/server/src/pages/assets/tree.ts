// The keys of a treegrid: up and down move, right opens, left closes or goes to the store, Home and End go to the ends.
for (const tree of document.querySelectorAll<HTMLElement>("[data-tree]")) takeKeys(tree);

const isVisible = (row: HTMLElement): boolean => !row.hidden;

function takeKeys(tree: HTMLElement): void {
  const rows = [...tree.querySelectorAll<HTMLElement>("tr[aria-level]")];
  const focus = (row: HTMLElement | undefined): void => {
    if (row === undefined) return;
    for (const one of rows) one.tabIndex = one === row ? 0 : -1;
    row.focus();
  };
  for (const [at, row] of rows.entries()) row.tabIndex = at === 0 ? 0 : -1;
  tree.addEventListener("click", (event) => {
    const row = (event.target as Element).closest<HTMLElement>('tr[aria-level="1"]');
    if (row && !(event.target as Element).closest("a")) setOpen(rows, row, row.getAttribute("aria-expanded") !== "true");
  });
  tree.addEventListener("keydown", (event) => {
    const row = (event.target as Element).closest<HTMLElement>("tr[aria-level]");
    if (row === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const seen = rows.filter(isVisible);
    const at = seen.indexOf(row);
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focus(seen[at + 1]),
      ArrowUp: () => focus(seen[at - 1]),
      Home: () => focus(seen[0]),
      End: () => focus(seen.at(-1)),
      ArrowRight: () => (isStore(row) && !isOpen(row) ? setOpen(rows, row, true) : focus(seen[at + 1])),
      ArrowLeft: () => (isStore(row) ? setOpen(rows, row, false) : focus(storeOf(rows, row))),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  });
}

const isStore = (row: HTMLElement): boolean => row.getAttribute("aria-level") === "1";
const isOpen = (row: HTMLElement): boolean => row.getAttribute("aria-expanded") === "true";
const storeOf = (rows: readonly HTMLElement[], row: HTMLElement): HTMLElement | undefined =>
  rows.slice(0, rows.indexOf(row)).findLast(isStore);

function setOpen(rows: readonly HTMLElement[], store: HTMLElement, open: boolean): void {
  store.setAttribute("aria-expanded", String(open));
  for (const row of rows.slice(rows.indexOf(store) + 1)) {
    if (isStore(row)) return;
    row.hidden = !open;
  }
}
