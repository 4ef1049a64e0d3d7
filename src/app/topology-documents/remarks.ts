/** What is to be said of a document, once each, with how many elements it is about. */
export class Remarks {
  readonly #found = new Map<string, { count: number; readonly kind: string; readonly first: string }>();
  readonly #once = new Set<string>();

  /** About the document as a whole. */
  add(text: string): void {
    this.#once.add(text);
  }

  /** About one element: `kind` is its noun in the singular, `example` names it. */
  count(kind: string, example: string, text: string): void {
    const known = this.#found.get(`${kind} ${text}`);
    if (known === undefined) this.#found.set(`${kind} ${text}`, { count: 1, kind, first: example });
    else known.count++;
  }

  /** `3 links (first: A-B): ...`; in the order in which they first came up. */
  list(): string[] {
    const counted = [...this.#found].map(([key, { count, kind, first }]) => {
      const subject = count === 1 ? `1 ${kind} (${first})` : `${count} ${kind}s (first: ${first})`;
      return `${subject}: ${key.slice(kind.length + 1)}`;
    });
    return [...this.#once, ...counted];
  }
}
