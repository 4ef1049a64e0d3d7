import type { LspId } from './identifiers.js';
import type { SetRequirements } from './set-requirements.js';

/** What a path must not share, and with whose: the present paths of LSPs that are known by id alone (RFC 8051 3.4.3). */
export interface Diversity extends SetRequirements {
  /** Ascending. */
  readonly from: readonly LspId[];
}
