import type { ComputationRequest } from '../domain/computation/computer.js';
import type { ComputationRecord } from '../events/catalogue/computation.js';

/** What of a computation goes into its record: the place in the log that it saw, and all that it was asked. */
export const computationInputs = (position: number, computed: ComputationRequest): ComputationRecord => ({
  position,
  request: computed.request,
  signalling: computed.signalling,
  ...(computed.holdingPriority === undefined ? {} : { holdingPriority: computed.holdingPriority }),
  ...(computed.previous === undefined ? {} : { previous: computed.previous }),
});
