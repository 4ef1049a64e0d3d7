import type { Command } from 'commander';
import type { AutoBandwidthInput } from '../../graphql/generated/types.js';
import { parseBandwidth } from '../argument-values.js';
import { present, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { addAdjustmentOptions } from './adjustment-options.js';

const REPORT = `mutation ReportRates($rates: [MeasuredRateInput!]!) {
  reportRates(rates: $rates) { recorded kept refused { lspId reason } }
}`;
const SET = `mutation SetAutoBandwidth($input: AutoBandwidthInput!) {
  setAutoBandwidth(input: $input) { id autoBandwidth { origin } }
}`;

interface ShownTaken {
  readonly reportRates: {
    readonly recorded: number;
    readonly kept: number;
    readonly refused: readonly { readonly lspId: string; readonly reason: string }[];
  };
}

interface ShownAdjusted {
  readonly setAutoBandwidth: {
    readonly id: string;
    readonly autoBandwidth: { readonly origin: string } | null;
  };
}

interface AdjustOptions extends Omit<AutoBandwidthInput, 'lspId' | 'enabled'> {
  readonly off?: true;
  readonly default?: true;
}

/** measure-lsp and auto-bandwidth: what LSPs carry, and how their bandwidth follows that. */
export function addMeasureCommands(program: Command, terminal: Terminal): void {
  program
    .command('measure-lsp')
    .description('tell what an LSP carries, as telemetry has it')
    .argument('<id>', 'of the LSP, as `cairn lsps` lists it')
    .argument('<rate>', 'bit/s, with k, M, G or T', parseBandwidth)
    .action((lspId: string, rate: number, _options: object, command: Command) =>
      withSession(command, terminal, async (session) => {
        const data = await session.client.ask<ShownTaken>(REPORT, { rates: [{ lspId, rate }] });
        present(session, data, (shown) => [takenText(shown)]);
      }),
    );
  const adjust = program
    .command('auto-bandwidth')
    .description(
      'have the bandwidth of an LSP follow what is measured (RFC 8733), where its head-end does not say so',
    )
    .argument('<id>', 'of the LSP, as `cairn lsps` lists it')
    .option('--off', 'not at all')
    .option('--default', 'as it is configured for every LSP');
  addAdjustmentOptions(adjust);
  adjust.action((lspId: string, { off, default: isDefault, ...rest }: AdjustOptions, command: Command) =>
    withSession(command, terminal, async (session) => {
      const enabled = isDefault === true ? {} : { enabled: off !== true };
      const data = await session.client.ask<ShownAdjusted>(SET, { input: { lspId, ...enabled, ...rest } });
      present(session, data, (shown) => [adjustedText(shown)]);
    }),
  );
}

function takenText({ reportRates: { recorded, refused } }: ShownTaken): string {
  const [first] = refused;
  if (first !== undefined) return `refused: ${first.reason}`;
  return recorded > 0 ? 'recorded' : 'kept until the sample interval is over';
}

const adjustedText = ({ setAutoBandwidth: { id, autoBandwidth } }: ShownAdjusted): string =>
  autoBandwidth === null
    ? `${id}: not adjusted`
    : `${id}: adjusted (${autoBandwidth.origin.toLowerCase().replace('_', '-')})`;
