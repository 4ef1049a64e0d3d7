import type { SourceName } from '../../domain/values/identifiers.js';

/**
 * Elements that several sources may tell of. The view of an element is what the source said that spoke last;
 * when that source withdraws it, the one before speaks again.
 */
export class SourcedElements<Id extends string, Element extends { readonly id: Id }> {
  /** Per element: source -> what it says, in the order in which they spoke. */
  readonly #bySource = new Map<Id, Map<SourceName, Element>>();

  observe(source: SourceName, element: Element): void {
    let said = this.#bySource.get(element.id);
    if (said === undefined) {
      said = new Map();
      this.#bySource.set(element.id, said);
    }
    said.delete(source);
    said.set(source, element);
  }

  withdraw(source: SourceName, id: Id): void {
    const said = this.#bySource.get(id);
    if (said === undefined) return;
    said.delete(source);
    if (said.size === 0) this.#bySource.delete(id);
  }

  get(id: Id): Element | undefined {
    const said = this.#bySource.get(id);
    return said === undefined ? undefined : lastOf(said);
  }

  sorted(): Element[] {
    const elements: Element[] = [];
    for (const said of this.#bySource.values()) {
      const element = lastOf(said);
      if (element !== undefined) elements.push(element);
    }
    return elements.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  ofSource(source: SourceName): Map<Id, Element> {
    const elements = new Map<Id, Element>();
    for (const [id, said] of this.#bySource) {
      const element = said.get(source);
      if (element !== undefined) elements.set(id, element);
    }
    return elements;
  }

  /** Sorted by element, then in the order in which the sources spoke. */
  capture(): (readonly [SourceName, Element])[] {
    return [...this.#bySource.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, said]) => [...said.entries()]);
  }

  restore(captured: readonly (readonly [SourceName, Element])[]): void {
    this.#bySource.clear();
    for (const [source, element] of captured) this.observe(source, element);
  }
}

function lastOf<Element>(said: ReadonlyMap<SourceName, Element>): Element | undefined {
  let last: Element | undefined;
  for (const element of said.values()) last = element;
  return last;
}
