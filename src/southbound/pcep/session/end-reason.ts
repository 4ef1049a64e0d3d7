import type { SessionEndReason } from '../../../events/catalogue/session.js';
import type { EndReason } from './fsm.js';

/** What the log says of how a session ended. */
export const END_REASONS: Readonly<Record<EndReason['kind'], SessionEndReason>> = {
  'peer-closed': 'closed-by-peer',
  'we-closed': 'closed-by-us',
  'connection-lost': 'connection-lost',
  'dead-timer': 'dead-timer',
  'malformed-message': 'malformed-message',
  'protocol-error': 'protocol-error',
};

export function detailOf(reason: EndReason): string | undefined {
  if (reason.kind === 'peer-closed' && reason.closeReason !== undefined)
    return `Close reason ${reason.closeReason}`;
  return 'detail' in reason ? reason.detail : undefined;
}
