import { OBJECT_CLASS } from '../code-points.js';
import { classOf, type Item, type ObjectList } from './object-list.js';

/**
 * Where the entry that starts at `from` ends: PCRpt, PCUpd and PCInitiate are lists of `[<SRP>] <LSP> …`. The next
 * SRP or LSP starts the next entry. Objects in front of the first one make an entry of their own, which then lacks
 * its LSP. An SRP that follows its LSP (no LSP comes after it, and the entry has no SRP yet) is let in.
 */
export function endOfStatefulEntry({ items }: ObjectList, from: number): number {
  let hasSrp = false;
  let hasLsp = false;
  for (let at = from; at < items.length; at++) {
    switch (classAt(items, at)) {
      case OBJECT_CLASS.SRP:
        if (at > from && (hasSrp || !hasLsp || classAt(items, at + 1) === OBJECT_CLASS.LSP)) return at;
        hasSrp = true;
        break;
      case OBJECT_CLASS.LSP:
        if (hasLsp || (at > from && !hasSrp)) return at;
        hasLsp = true;
        break;
      default:
    }
  }
  return items.length;
}

function classAt(items: readonly Item[], at: number): number {
  const item = items[at];
  return item === undefined ? 0 : classOf(item);
}
