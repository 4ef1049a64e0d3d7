import { type Command, InvalidArgumentError } from 'commander';
import { failed } from '../main/serve.js';
import type { SimulatePccOptions } from '../simulators/pcc/command.js';

/** `cairn simulate …`: network elements for labs and tests. */
export function addSimulateCommands(program: Command): void {
  const simulate = program.command('simulate').description('simulated network elements, for labs and tests');
  simulate
    .command('pcc')
    .description('head-end routers that report, delegate and obey, each with a PCEP session of its own')
    .requiredOption('--pce <host:port>', 'the PCE; port 4189 if left out')
    .option('--graphql <url>', 'where to ask for the topology; every node becomes a head-end')
    .option('--topology <file>', 'JSON file with the answer to the same query, instead of --graphql')
    .option('--pccs <n>', 'how many of the head-ends', numeric)
    .option('--lsps <n>', 'LSPs in the whole network (default: 100)', numeric)
    .option('--seed <n>', 'the same seed gives the same LSPs (default: 1)', numeric)
    .option('--flap <seconds>', 'mean time between session losses (default: 0, none)', numeric)
    .option('--updates-per-second <n>', 'LSPs reported again with another bandwidth (default: 0)', numeric)
    .option('--fail-setups <p>', 'probability that a set-up fails (default: 0)', numeric)
    .option('--srv6 <sids>', 'announce SRv6 with so many SIDs, 0 for any number (default: no SRv6)', numeric)
    .option('--silent <p>', 'probability that an instruction is not answered (default: 0)', numeric)
    .option('--duration <seconds>', 'end by itself after this time', numeric)
    .option('--local-address <address>', 'first source address (default: 127.1.0.1)')
    .option(
      '--speaker-ids <auto|always>',
      'send SPEAKER-ENTITY-ID only where PCCs share an address, or always',
    )
    .action((options: SimulatePccOptions) => runSimulatePcc(options));
}

async function runSimulatePcc(options: SimulatePccOptions): Promise<void> {
  const { simulatePcc } = await import('../simulators/pcc/command.js');
  const { SimulationError } = await import('../simulators/pcc/simulation-error.js');
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ended.abort());
  // Started by the demo: without it there is nobody left to simulate for.
  process.on('disconnect', () => ended.abort());
  const progress = (line: string): void => {
    process.stderr.write(`simulated PCCs: ${line}\n`);
  };
  const settled = (): void => {
    process.send?.('settled');
  };
  await simulatePcc(options, { progress, signal: ended.signal, settled }).catch((error: unknown) => {
    if (error instanceof SimulationError) failedSimulation(error.message);
    failed(error);
  });
  process.exit(0);
}

function failedSimulation(message: string): never {
  process.stderr.write(`cairn simulate pcc: ${message}\n`);
  process.exit(1);
}

function numeric(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('a number is wanted.');
  return value;
}
