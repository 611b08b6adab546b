/** Rows that should not be there, each once, by however many questions it is found. */
export class LeftRows {
  /** Dataset -> ids of rows. */
  readonly #rows = new Map<string, Set<string>>();
  /** Dataset -> how many more there are that no key tells from others. */
  readonly #more = new Map<string, number>();
  readonly #where = new Set<string>();

  add(dataset: string, ids: readonly string[], place: string): void {
    if (ids.length === 0) return;
    for (const id of ids) this.#idsOf(dataset).add(id);
    this.#where.add(place);
  }

  /** So many rows among those with these ids, which others stay to answer: which they are is not known. */
  addSome(dataset: string, rows: { readonly count: number; readonly ids: readonly string[] }, place: string): void {
    if (rows.count <= 0) return;
    const known = this.#rows.get(dataset);
    const more = rows.count - rows.ids.filter((id) => known?.has(id)).length;
    // The same row may answer two such questions: told at least once, and not twice.
    this.#more.set(dataset, Math.max(this.#more.get(dataset) ?? 0, more));
    this.#where.add(place);
  }

  join(others: LeftRows): void {
    for (const [dataset, ids] of others.#rows) for (const id of ids) this.#idsOf(dataset).add(id);
    for (const [dataset, count] of others.#more) this.#more.set(dataset, Math.max(this.#more.get(dataset) ?? 0, count));
    for (const place of others.#where) this.#where.add(place);
  }

  #idsOf(dataset: string): Set<string> {
    const here = this.#rows.get(dataset) ?? new Set();
    this.#rows.set(dataset, here);
    return here;
  }

  get remaining(): number {
    const known = [...this.#rows.values()].reduce((sum, ids) => sum + ids.size, 0);
    return [...this.#more.values()].reduce((sum, count) => sum + count, known);
  }

  get where(): readonly string[] {
    return [...this.#where];
  }
}
