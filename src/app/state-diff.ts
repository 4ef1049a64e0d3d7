import { structurallyEqual } from '../domain/values/structural-equality.js';
import type { NetworkState } from '../projections/network-state.js';

export interface Change {
  readonly id: string;
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED';
  /** Top-level fields that differ; empty unless CHANGED. */
  readonly fields: readonly string[];
  readonly before?: object;
  readonly after?: object;
}

export interface StateDiff {
  readonly nodes: readonly Change[];
  readonly links: readonly Change[];
  readonly lsps: readonly Change[];
}

/** What is different between two moments, each list by id. */
export function diffStates(before: NetworkState, after: NetworkState): StateDiff {
  return {
    nodes: changes(byId(before.ted.nodes()), byId(after.ted.nodes())),
    links: changes(byId(before.ted.links()), byId(after.ted.links())),
    lsps: changes(lspsOf(before), lspsOf(after)),
  };
}

const byId = (elements: readonly { readonly id: string }[]): ReadonlyMap<string, object> =>
  new Map(elements.map((element) => [element.id, element]));

const lspsOf = (state: NetworkState): ReadonlyMap<string, object> =>
  new Map([...state.lspDb.entries()].map(({ id, current }) => [id, current]));

function changes(before: ReadonlyMap<string, object>, after: ReadonlyMap<string, object>): readonly Change[] {
  const found: Change[] = [];
  for (const [id, old] of before) {
    const present = after.get(id);
    if (present === undefined) found.push({ id, kind: 'REMOVED', fields: [], before: old });
    else {
      const fields = differingFields(old, present);
      if (fields.length > 0) found.push({ id, kind: 'CHANGED', fields, before: old, after: present });
    }
  }
  for (const [id, present] of after) {
    if (!before.has(id)) found.push({ id, kind: 'ADDED', fields: [], after: present });
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function differingFields(before: object, after: object): readonly string[] {
  if (before === after) return [];
  const old: Readonly<Record<string, unknown>> = { ...before };
  const present: Readonly<Record<string, unknown>> = { ...after };
  const names = new Set([...Object.keys(old), ...Object.keys(present)]);
  return [...names].filter((name) => !structurallyEqual(old[name], present[name])).sort();
}
