/** What the person who started the simulation can put right. The message says how. */
export class SimulationError extends Error {
  override readonly name = 'SimulationError';
}
