import { PccId } from '../../src/domain/values/identifiers.js';
import type { NewEvent } from '../../src/events/catalogue/event.js';

/** A small event, told from others by its PLSP-ID. */
export const removed = (plspId: number, name = 'tunnel'): NewEvent => ({
  type: 'LspRemoved',
  data: { pcc: PccId('192.0.2.1'), name, plspId, reason: 'reported' },
});
