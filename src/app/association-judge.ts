import { associationFault, type Joined } from '../domain/lsp/association-rules.js';
import {
  type Association,
  type AssociationFault,
  type AssociationKey,
  groupText,
  type JoiningLsp,
} from '../domain/values/association.js';
import { LspId } from '../domain/values/identifiers.js';
import type { LspState } from '../domain/values/lsp.js';
import type { NetworkState } from '../projections/network-state.js';
import type { AssociationJudging } from './ports/pcc-observer.js';

/**
 * Who may join which association group (RFC 8697 6.4): by the members that the state has, and by reports that are on their
 * way to it, so that of two that do not agree in one burst the second is told.
 */
export class AssociationJudge implements AssociationJudging {
  readonly #state: NetworkState;
  /** By LSP: its report on the way, and how many are. */
  readonly #ahead = new Map<LspId, { readonly state: LspState; readonly count: number }>();

  constructor(state: NetworkState) {
    this.#state = state;
  }

  judge(joining: JoiningLsp, association: Association): AssociationFault | undefined {
    const text = groupText(association.group);
    const members = this.#membersOf(text);
    if (members.length === 0 && this.#state.associations.size >= MOST_GROUPS) return 'too-many-groups';
    return associationFault(joining, association, members);
  }

  isKnown(group: AssociationKey): boolean {
    return this.#membersOf(groupText(group)).length > 0;
  }

  /** A report is being recorded: what is to be called when it is. */
  reported(state: LspState, recorded: (() => void) | undefined): (() => void) | undefined {
    if (state.associations === undefined) return recorded;
    const lsp = LspId(state.pcc, state.name);
    this.#ahead.set(lsp, { state, count: (this.#ahead.get(lsp)?.count ?? 0) + 1 });
    return () => {
      const known = this.#ahead.get(lsp);
      if (known === undefined || known.count === 1) this.#ahead.delete(lsp);
      else this.#ahead.set(lsp, { ...known, count: known.count - 1 });
      recorded?.();
    };
  }

  #membersOf(text: string): readonly Joined[] {
    const { associations, lspDb } = this.#state;
    const members = (associations.group(text)?.members ?? []).flatMap(
      ({ lsp, association }): readonly Joined[] => {
        const current = lspDb.get(lsp)?.current;
        return current === undefined || this.#ahead.has(lsp) ? [] : [joinedAs(lsp, current, association)];
      },
    );
    for (const [lsp, { state }] of this.#ahead)
      for (const association of state.associations ?? [])
        if (groupText(association.group) === text) members.push(joinedAs(lsp, state, association));
    return members;
  }
}

/** Groups that are kept of all head-ends together; a head-end must not fill the memory (RFC 8697 7). */
const MOST_GROUPS = 100_000;

const joinedAs = (
  lsp: LspId,
  { source, destination, identifiers }: LspState,
  association: Association,
): Joined => ({ lsp, source, destination, tunnelId: identifiers?.tunnelId, association });
