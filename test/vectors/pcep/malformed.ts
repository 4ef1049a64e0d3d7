// Messages that a peer must not send, and what RFCs 5440, 8231, 8281, 8408 and 8664 make of each. Written by hand from the
// layouts in those RFCs; no encoder of the project made them. The codec test runs those that need no session; the
// session test sends all of them over a socket.
import { fromPce, partly, reports, requests } from './malformed-entries.js';
import type { MalformedMessage } from './malformed-row.js';
import { headers, opens, others, sessionRules } from './malformed-sessions.js';

export type { MalformedMessage } from './malformed-row.js';

/** Every row, those that need a session last. */
export const MALFORMED_MESSAGES: readonly MalformedMessage[] = Object.freeze([
  ...opens,
  ...headers,
  ...requests,
  ...reports,
  ...fromPce,
  ...others,
  ...partly,
  ...sessionRules,
]);
