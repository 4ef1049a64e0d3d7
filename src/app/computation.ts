/** What the northbound API needs to say of a computation; the engine itself stays behind the application. */
export type {
  Bottleneck,
  CheapestRelaxation,
  Computation,
  ComputationRequest,
  DisjointComputation,
  FlowMeasure,
  FlowRefusal,
  FlowRequest,
  MaxFlow,
  NoPath,
  Relaxation,
  SharedRisks,
  Signalling,
  TreeComputation,
  TreeLeaf,
} from '../domain/computation/computer.js';
