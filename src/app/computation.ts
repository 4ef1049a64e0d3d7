/** What the northbound API needs to say of a computation; the engine itself stays behind the application. */
export type {
  Bottleneck,
  CheapestRelaxation,
  Computation,
  ComputationRequest,
  FlowMeasure,
  FlowRefusal,
  FlowRequest,
  MaxFlow,
  NoPath,
  Relaxation,
  Signalling,
  TreeComputation,
  TreeLeaf,
} from '../domain/computation/computer.js';
