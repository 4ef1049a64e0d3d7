import type { DampingPolicy } from '../domain/values/link-damping.js';

/** What becomes of links that flap, and of LSPs whose path has come back. */
export interface RestorationPolicy {
  /** Absent: links are in use whenever they are up. */
  readonly damping?: DampingPolicy;
  /** Absent: LSPs stay where they were moved to. `wait`: milliseconds for which the path has to have been usable. */
  readonly revert?: { readonly wait: number };
}
