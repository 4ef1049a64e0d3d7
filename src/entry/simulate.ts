import { failed } from '../main/serve.js';

/** `cairn simulate pcc`: everything after the two words is for the simulator. */
export async function runSimulatePcc(args: readonly string[]): Promise<void> {
  void args;
  failed(new Error('not yet'));
}
