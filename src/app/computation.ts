/** What the northbound API needs to say of a computation; the engine itself stays behind the application. */
export type {
  Computation,
  ComputationRequest,
  DisjointComputation,
  NoPath,
  Relaxation,
  SharedRisks,
  Signalling,
} from '../domain/computation/computer.js';
