import type { ComputationRequest } from '../computer.js';

/** True if whatever is a path for one is one for the other: they may swap their paths. */
export function wantsTheSame(one: ComputationRequest, other: ComputationRequest): boolean {
  const { alternatives: _one, ...first } = one.request;
  const { alternatives: _other, ...second } = other.request;
  return (
    JSON.stringify(first) === JSON.stringify(second) &&
    JSON.stringify(one.signalling) === JSON.stringify(other.signalling)
  );
}
