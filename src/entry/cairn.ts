import { Command } from 'commander';
import { addClientCommands } from '../cli/commands.js';
import { configure, failed, packageVersion, serve } from '../main/serve.js';
import { addSimulateCommands } from './simulate.js';

const program = new Command('cairn')
  .description('An event-sourced, stateful, active Path Computation Element')
  .version(packageVersion())
  .showHelpAfterError('(--help shows how it is used)')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .commandsGroup('Run:');

program
  .command('serve')
  .description('run the PCE alone, for production: no sample network, no simulators')
  .option('--config <file>', 'YAML file; see docs/operations.md for its keys')
  .action(async ({ config }: { config?: string }) => {
    await serve(configure(config, process.env));
  });

program
  .command('demo')
  .description('run the PCE with a sample network and simulated routers on loopback (what npm start does)')
  .option('--config <file>', 'YAML file; see docs/operations.md for its keys')
  .option('--seed <number>', 'seed of the simulated LSPs', '1')
  .option('--lsps <number>', 'how many LSPs the simulated routers have', '120')
  .action(async (options: { config?: string; seed: string; lsps: string }) => {
    const { demo } = await import('./demo.js');
    await demo(options);
  });

addSimulateCommands(program);
addClientCommands(program);

program.parseAsync(process.argv).catch((error: unknown) => failed(error));
