import type { SharedRisks } from '../domain/computation/computer.js';
import { constraining, membersInConflict } from '../domain/lsp/disjoint-group.js';
import { groupText } from '../domain/values/association.js';
import type { DisjointnessLevel } from '../domain/values/disjointness.js';
import { LspId } from '../domain/values/identifiers.js';
import type { RecordedEvent } from '../events/catalogue/event.js';
import { lspOfOwner, lspOwner } from './claim-owners.js';
import { membersOf } from './diversity.js';
import { changesTopology } from './followed-topology.js';
import type { NetworkView } from './network-view.js';

/**
 * Finds LSPs that share what they must not with others of their disjoint association groups: after a report of a member, or
 * of an LSP that others keep away from, and after a change of the topology, which may put links in other risk groups.
 */
export class ConflictWatch {
  readonly #view: NetworkView;
  /** Groups that may have changed, by their texts. */
  readonly #dirty = new Set<string>();
  #all = false;

  constructor(view: NetworkView) {
    this.#view = view;
  }

  /** True when there is something to look at. */
  note(events: readonly RecordedEvent[]): boolean {
    if (this.#view.state.associations.size === 0) return false;
    for (const event of events) {
      if (changesTopology(event.type)) this.#all = true;
      else if (event.type === 'LspReported' || event.type === 'LspRemoved')
        this.changed(LspId(event.data.pcc, event.data.name));
    }
    return this.#all || this.#dirty.size > 0;
  }

  changed(lsp: LspId): void {
    const { associations } = this.#view.state;
    for (const { association } of associations.of(lsp)) this.#dirty.add(groupText(association.group));
    for (const text of associations.naming(lsp)) this.#dirty.add(text);
  }

  /** LSPs whose paths depend on others and are not as asked, as the head-ends report them. O(pairs of the groups). */
  take(): ReadonlySet<LspId> {
    const { associations } = this.#view.state;
    const texts = this.#all ? associations.texts() : [...this.#dirty];
    this.#all = false;
    this.#dirty.clear();
    return new Set(texts.flatMap((text) => this.#inConflict(text)));
  }

  #inConflict(text: string): readonly LspId[] {
    const { dependent, all, conflicts } = found(this.#view, text);
    if (conflicts.length === 0) return [];
    const group = all.map((lsp) => ({ owner: lspOwner(lsp), shortestFirst: !dependent.has(lsp) }));
    return membersInConflict(group, conflicts).flatMap((owner) => lspOfOwner(owner) ?? []);
  }
}

/** Two LSPs of a group that a single failure takes, although one of them should keep away from the other. */
export interface GroupConflict {
  readonly lsps: readonly LspId[];
  readonly shared: SharedRisks;
}

export function conflictsOfGroup(view: NetworkView, text: string): readonly GroupConflict[] {
  const { dependent, conflicts } = found(view, text);
  return conflicts.flatMap(({ owners, shared }) => {
    const lsps = owners.flatMap((owner) => lspOfOwner(owner) ?? []);
    return lsps.some((lsp) => dependent.has(lsp)) ? [{ lsps, shared }] : [];
  });
}

function found(view: NetworkView, text: string) {
  const members = view.state.associations.group(text)?.members ?? [];
  const dependent = new Set<LspId>();
  let level: DisjointnessLevel | undefined;
  for (const { lsp, association } of members) {
    const [group] = constraining([association]);
    if (group === undefined) continue;
    dependent.add(lsp);
    level ??= group.constraint.level;
  }
  const all = level === undefined ? [] : membersOf(view, text);
  const conflicts = level === undefined ? [] : view.computer.conflicts(all.map(lspOwner), level);
  return { dependent, all, conflicts };
}
