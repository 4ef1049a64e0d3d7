import {
  type Association,
  type AssociationKey,
  groupText,
  withAssociation,
} from '../../domain/values/association.js';
import { type HoldId, LspId, type OperationId } from '../../domain/values/identifiers.js';
import type { LspState } from '../../domain/values/lsp.js';
import { structurallyEqual } from '../../domain/values/structural-equality.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { LspDb } from '../lsp-db/lsp-db.js';
import type { Projection } from '../projection.js';

/** Who is in a group, and as what. */
export interface GroupMember {
  readonly lsp: LspId;
  readonly association: Association;
  /** The head-end says so; else Cairn was asked for it. */
  readonly reported: boolean;
}

/** A group with its members by LSP; never empty. */
export interface AssociationGroup {
  readonly group: AssociationKey;
  readonly members: readonly GroupMember[];
}

export interface CapturedAssociations {
  /** By the last report of each LSP, whichever of its paths that was about. */
  readonly reported: readonly (readonly [LspId, readonly Association[]])[];
  readonly wanted: readonly (readonly [LspId, readonly Association[]])[];
  readonly proposed: readonly (readonly [OperationId | HoldId, LspId, readonly Association[]])[];
}

const NONE: readonly Association[] = [];

/**
 * Association groups (RFC 8697): an LSP is in those that its head-end reported last, and in those that Cairn was asked for. Of a
 * group that both name the report counts, with the LSPs that an operator named (`from`). O(groups of the LSP) for an event.
 */
export class Associations implements Projection<CapturedAssociations> {
  readonly #lspDb: Pick<LspDb, 'get' | 'byName'>;
  readonly #reported = new Map<LspId, readonly Association[]>();
  readonly #wanted = new Map<LspId, readonly Association[]>();
  /** By the operation that is under way, or the hold of an answered PCReq. */
  readonly #proposed = new Map<
    OperationId | HoldId,
    { readonly lsp: LspId; readonly associations: readonly Association[] }
  >();
  readonly #ofLsp = new Map<LspId, readonly GroupMember[]>();
  readonly #groups = new Map<
    string,
    { readonly group: AssociationKey; readonly members: Map<LspId, GroupMember> }
  >();
  /** By LSP: the groups in which others keep away from it without its head-end being told. */
  readonly #named = new Map<LspId, Set<string>>();

  readonly #changed = new Set<LspId>();

  /** After the LSP-DB has applied the same event. */
  constructor(lspDb: Pick<LspDb, 'get' | 'byName'>) {
    this.#lspDb = lspDb;
  }

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'LspReported':
        // PERF: almost every report is of an LSP in no group.
        if (event.data.associations === undefined && this.#reported.size === 0) break;
        this.#report(this.#lspIdOf(event.data), event.data.associations);
        break;
      case 'LspRemoved': {
        const lsp = LspId(event.data.pcc, event.data.name);
        if (!this.#ofLsp.has(lsp) || this.#lspDb.get(lsp) !== undefined) break;
        this.#reported.delete(lsp);
        this.#wanted.delete(lsp);
        this.#refresh(lsp);
        break;
      }
      case 'LspInitiationRequested':
      case 'LspUpdateRequested': {
        const { operation, lsp, intended } = event.data;
        if (intended === undefined) break;
        const associations = intended.associations ?? NONE;
        if (associations.length === 0 && !this.#ofLsp.has(lsp)) break;
        this.#propose(operation, lsp, associations);
        break;
      }
      case 'PathRequestAnswered': {
        const { hold } = event.data;
        if (hold?.lsp === undefined || hold.associations === undefined) break;
        this.#propose(hold.id, hold.lsp, hold.associations);
        break;
      }
      case 'BandwidthHoldReleased':
        // Whose groups it is in its head-end reports.
        this.#settle(event.data.hold, false);
        break;
      case 'OperationSucceeded':
        this.#settle(event.data.operation, true);
        break;
      case 'OperationFailed':
      case 'OperationTimedOut':
      case 'OperationCancelled':
        this.#settle(event.data.operation, false);
        break;
      default:
        break;
    }
  }

  /** The groups of an LSP, and what it is there. */
  of(lsp: LspId): readonly GroupMember[] {
    return this.#ofLsp.get(lsp) ?? [];
  }

  /** The groups in which others keep away from the LSP, by their texts. */
  naming(lsp: LspId): Iterable<string> {
    return this.#named.get(lsp) ?? [];
  }

  /**
   * The working LSP of a protection LSP that takes nothing until it is needed (RFC 8745 3.2): undefined for others, and
   * where several could need it, as nothing is shared then.
   */
  protectedBy(lsp: LspId): LspId | undefined {
    for (const { association } of this.of(lsp)) {
      if (association.kind !== 'protection' || !association.secondary) continue;
      const members = this.#groups.get(groupText(association.group))?.members.values() ?? [];
      const working = [...members].filter((member) => isWorking(member.association));
      const [only] = working;
      if (only !== undefined && working.length === 1) return only.lsp;
    }
    return undefined;
  }

  group(text: string): AssociationGroup | undefined {
    const known = this.#groups.get(text);
    if (known === undefined) return undefined;
    return { group: known.group, members: [...known.members.values()].sort(byLsp) };
  }

  /** Texts of all groups, ascending. O(n log n). */
  texts(): readonly string[] {
    return [...this.#groups.keys()].sort();
  }

  get size(): number {
    return this.#groups.size;
  }

  /** LSPs of protection groups that others joined or left, or they themselves, since this was asked last. */
  takeChanged(): readonly LspId[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  capture(): CapturedAssociations {
    return {
      reported: [...this.#reported].sort(byFirst),
      wanted: [...this.#wanted].sort(byFirst),
      proposed: Array.from(
        this.#proposed,
        ([operation, { lsp, associations }]) => [operation, lsp, associations] as const,
      ),
    };
  }

  restore(captured: CapturedAssociations): void {
    for (const known of [
      this.#reported,
      this.#wanted,
      this.#proposed,
      this.#ofLsp,
      this.#groups,
      this.#named,
    ])
      known.clear();
    for (const [lsp, associations] of captured.reported) this.#reported.set(lsp, associations);
    for (const [lsp, associations] of captured.wanted) this.#wanted.set(lsp, associations);
    for (const [operation, lsp, associations] of captured.proposed)
      this.#proposed.set(operation, { lsp, associations });
    for (const lsp of [...this.#reported.keys(), ...this.#wanted.keys()]) this.#refresh(lsp);
    for (const { lsp } of this.#proposed.values()) this.#refresh(lsp);
  }

  /** PERF: a text that was looked up before has its hash. */
  #lspIdOf({ pcc, name }: LspState): LspId {
    return this.#lspDb.byName(pcc, name)?.id ?? LspId(pcc, name);
  }

  /** A group that the head-end has taken it out of is not wanted any more either. */
  #report(lsp: LspId, associations: readonly Association[] | undefined): void {
    const before = this.#reported.get(lsp);
    if (before === associations) return;
    if (associations === undefined) this.#reported.delete(lsp);
    else this.#reported.set(lsp, associations);
    const now = new Set((associations ?? NONE).map(({ group }) => groupText(group)));
    const left = new Set(
      (before ?? NONE).map(({ group }) => groupText(group)).filter((text) => !now.has(text)),
    );
    const wanted = this.#wanted.get(lsp);
    if (wanted !== undefined && left.size > 0) {
      const kept = wanted.filter(({ group }) => !left.has(groupText(group)));
      if (kept.length === 0) this.#wanted.delete(lsp);
      else this.#wanted.set(lsp, kept);
    }
    this.#refresh(lsp);
  }

  #propose(id: OperationId | HoldId, lsp: LspId, associations: readonly Association[]): void {
    const before = this.#proposed.get(id);
    this.#proposed.set(id, { lsp, associations });
    if (before !== undefined && before.lsp !== lsp) this.#refresh(before.lsp);
    this.#refresh(lsp);
  }

  /** What was asked for last stands; of an LSP that did not come to be nothing does. */
  #settle(id: OperationId | HoldId, succeeded: boolean): void {
    const proposed = this.#proposed.get(id);
    if (proposed === undefined) return;
    this.#proposed.delete(id);
    const { lsp, associations } = proposed;
    if (succeeded && associations.length === 0) this.#wanted.delete(lsp);
    else if (succeeded) this.#wanted.set(lsp, associations);
    this.#refresh(lsp);
  }

  #refresh(lsp: LspId): void {
    const before = this.of(lsp);
    const members = this.#membersOf(lsp);
    if (structurallyEqual(before, members)) return;
    for (const { association } of before) this.#noteProtected(association);
    for (const { association } of before) this.#leave(lsp, association);
    for (const member of members) this.#join(lsp, member);
    for (const { association } of members) this.#noteProtected(association);
    if (members.length === 0) this.#ofLsp.delete(lsp);
    else this.#ofLsp.set(lsp, members);
  }

  /** What a protection LSP takes depends on who is in its group. */
  #noteProtected({ kind, group }: Association): void {
    if (kind !== 'protection') return;
    for (const lsp of this.#groups.get(groupText(group))?.members.keys() ?? []) this.#changed.add(lsp);
  }

  #membersOf(lsp: LspId): readonly GroupMember[] {
    const reported = this.#reported.get(lsp) ?? NONE;
    let wanted = this.#wanted.get(lsp) ?? NONE;
    for (const { lsp: of, associations } of this.#proposed.values())
      if (of === lsp) for (const one of associations) wanted = withAssociation(wanted, one);
    let all = wanted.map((one) => withoutStatus(one));
    const said = new Set<string>();
    for (const one of reported) {
      const text = groupText(one.group);
      said.add(text);
      const asked = wanted.find(({ group }) => groupText(group) === text);
      const from = asked?.kind === 'disjoint' && one.kind === 'disjoint' ? asked.from : undefined;
      all = [...withAssociation(all, from === undefined ? one : ({ ...one, from } as Association))];
    }
    return all.map((association) => ({
      lsp,
      association,
      reported: said.has(groupText(association.group)),
    }));
  }

  #join(lsp: LspId, member: GroupMember): void {
    const { association } = member;
    const text = groupText(association.group);
    const known = this.#groups.get(text) ?? { group: association.group, members: new Map() };
    known.members.set(lsp, member);
    this.#groups.set(text, known);
    for (const other of fromOf(association)) {
      const groups = this.#named.get(other) ?? new Set();
      this.#named.set(other, groups.add(text));
    }
  }

  #leave(lsp: LspId, association: Association): void {
    const text = groupText(association.group);
    const known = this.#groups.get(text);
    known?.members.delete(lsp);
    if (known?.members.size === 0) this.#groups.delete(text);
    const left = [...(known?.members.values() ?? [])].flatMap((member) => fromOf(member.association));
    for (const other of fromOf(association)) {
      if (left.includes(other)) continue;
      const groups = this.#named.get(other);
      groups?.delete(text);
      if (groups?.size === 0) this.#named.delete(other);
    }
  }
}

const isWorking = (association: Association): boolean =>
  association.kind === 'protection' && association.role === 'working';

const fromOf = (association: Association): readonly LspId[] =>
  association.kind === 'disjoint' ? (association.from ?? []) : [];

/** What a path reached is of that path. */
function withoutStatus(association: Association): Association {
  if (association.kind !== 'disjoint' || association.reached === undefined) return association;
  const { reached: _, ...asked } = association;
  return asked;
}

const byFirst = <Value>([a]: readonly [LspId, Value], [b]: readonly [LspId, Value]): number =>
  a < b ? -1 : 1;
const byLsp = (a: GroupMember, b: GroupMember): number => (a.lsp < b.lsp ? -1 : 1);
