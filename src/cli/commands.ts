import { type Command, Option } from 'commander';
import { addAssociationsCommand } from './commands/associations.js';
import { addAuditCommand } from './commands/audit.js';
import { addAvailabilityCommand } from './commands/availability.js';
import { addBookCommand } from './commands/book.js';
import { addBookingCommand } from './commands/booking.js';
import { addBookingsCommand } from './commands/bookings.js';
import { addDiffCommand } from './commands/diff.js';
import { addEventsCommand } from './commands/events.js';
import { addFlowCommand } from './commands/flow.js';
import { addImportCommand } from './commands/import.js';
import { addLspCommand } from './commands/lsp.js';
import { addLspChangeCommands } from './commands/lsp-changes.js';
import { addLspsCommand } from './commands/lsps.js';
import { addMaintenanceCommand } from './commands/maintenance.js';
import { addMeasureCommands } from './commands/measure.js';
import { addMeasureLinksCommand } from './commands/measure-links.js';
import { addOperationCommand } from './commands/operation.js';
import { addPathCommand } from './commands/path.js';
import { addForgetPccCommand, addPccsCommand } from './commands/pccs.js';
import { addReoptimizationCommand } from './commands/reoptimization.js';
import { addReoptimizeCommand } from './commands/reoptimize.js';
import { addReversionCommand } from './commands/reversion.js';
import { addStatusCommand } from './commands/status.js';
import { addTopologyCommand } from './commands/topology.js';
import { addTreeCommand } from './commands/tree.js';
import { addUnplacedCommand } from './commands/unplaced.js';
import { processTerminal, type Terminal } from './terminal.js';

/**
 * The commands that ask a running PCE, each by GraphQL. Exit codes: 0 done, 1 failed (the reason is on standard error),
 * 2 wrong usage, which is what `program` must make of a CommanderError.
 */
export function addClientCommands(program: Command, terminal: Terminal = processTerminal()): void {
  program
    .configureHelp({ showGlobalOptions: true })
    .commandsGroup('Ask a running PCE:')
    .addOption(
      new Option('--url <url>', 'GraphQL endpoint of the PCE, for the commands that ask one')
        .env('CAIRN_URL')
        .default('http://127.0.0.1:4000/graphql'),
    )
    .option('--json', 'print the data as JSON, with the names of the GraphQL schema');
  const adders = [
    addStatusCommand,
    addPccsCommand,
    addForgetPccCommand,
    addLspsCommand,
    addLspCommand,
    addUnplacedCommand,
    addAssociationsCommand,
    addPathCommand,
    addFlowCommand,
    addTreeCommand,
    addTopologyCommand,
    addImportCommand,
    addMeasureLinksCommand,
    addLspChangeCommands,
    addMeasureCommands,
    addReoptimizeCommand,
    addReoptimizationCommand,
    addReversionCommand,
    addOperationCommand,
    addBookCommand,
    addBookingsCommand,
    addBookingCommand,
    addAvailabilityCommand,
    addMaintenanceCommand,
    addEventsCommand,
    addDiffCommand,
    addAuditCommand,
  ];
  for (const add of adders) add(program, terminal);
}
