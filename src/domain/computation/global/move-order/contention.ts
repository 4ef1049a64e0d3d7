import type { MoveState } from './move-state.js';

/**
 * LSPs of the list that have to do with each other: one waits for a link that the other holds or wants. Groups can be
 * ordered one by one. Ascending. O(sum of path lengths).
 */
export function contendingGroups(
  state: MoveState,
  members: readonly number[],
): readonly (readonly number[])[] {
  const parent = new Map(members.map((lsp) => [lsp, lsp]));
  const rootOf = (lsp: number): number => {
    let root = lsp;
    while (parent.get(root) !== root) root = parent.get(root)!;
    for (let at = lsp; at !== root; ) {
      const next = parent.get(at)!;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  const firstOn = new Map<number, number>();
  for (const lsp of members) {
    for (const link of linksOf(state, lsp)) {
      if (!state.isTight(link)) continue;
      const first = firstOn.get(link);
      if (first === undefined) firstOn.set(link, lsp);
      else {
        const [a, b] = [rootOf(first), rootOf(lsp)];
        parent.set(Math.max(a, b), Math.min(a, b));
      }
    }
  }
  const groups = new Map<number, number[]>();
  for (const lsp of members) {
    const root = rootOf(lsp);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [lsp]);
    else group.push(lsp);
  }
  return [...groups.values()];
}

function linksOf(state: MoveState, lsp: number): readonly number[] {
  const { takesLink, givesLink } = state.leg[lsp]!;
  state.work.done += takesLink.length + givesLink.length;
  return [...takesLink, ...givesLink];
}

/** 1 at each link that some member wants and that has no room for all. */
export function contestedLinks(state: MoveState, members: readonly number[]): Uint8Array {
  const contested = new Uint8Array(state.room.length);
  for (const lsp of members) {
    for (const link of state.leg[lsp]!.takesLink) if (state.isTight(link)) contested[link] = 1;
  }
  return contested;
}

/** LSPs that stay but hold a contested link, so that they could get out of the way. Ascending. */
export function bystanders(state: MoveState, contested: Uint8Array): readonly number[] {
  return [...state.place.keys()].filter(
    (lsp) => state.isPending[lsp] === 0 && state.place[lsp]?.path.some((link) => contested[link] === 1),
  );
}
