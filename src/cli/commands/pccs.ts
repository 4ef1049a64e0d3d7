import type { Command } from 'commander';
import type { AsOf, ForgottenPcc, Pcc, PccCapabilities } from '../../graphql/generated/types.js';
import { counted, numberText, UNKNOWN } from '../print/quantities.js';
import { table } from '../print/table.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption } from './options.js';

export type ShownPcc = Pick<
  Pcc,
  'id' | 'address' | 'connected' | 'synchronized' | 'lspCount' | 'since' | 'lastEnd' | 'capabilities'
>;

/** Selection of ShownPcc. */
export const PCC_FIELDS = `id address connected synchronized lspCount since lastEnd
  capabilities { stateful update initiation setupTypes maximumSidDepth }`;

const QUERY = `query Pccs($asOf: AsOf) { pccs(asOf: $asOf) { ${PCC_FIELDS} } }`;

interface Data {
  readonly pccs: readonly ShownPcc[];
}

const FORGET = 'mutation ForgetPcc($id: ID!) { forgetPcc(id: $id) { id lspCount } }';

interface Forgotten {
  readonly forgetPcc: ForgottenPcc;
}

export function addPccsCommand(program: Command, terminal: Terminal): void {
  program
    .command('pccs')
    .description('head-ends: their sessions, what they can do, how many LSPs they have')
    .addOption(asOfOption())
    .action((options: { asOf?: AsOf }, command: Command) =>
      withSession(command, terminal, (session) => showPccs(session, options.asOf)),
    );
}

export function addForgetPccCommand(program: Command, terminal: Terminal): void {
  program
    .command('forget-pcc')
    .description('remove a head-end that is gone for good, with its LSPs; refused while it has a session')
    .argument('<pcc>', 'its id or address, as pccs shows them')
    .action((id: string, _options: unknown, command: Command) =>
      withSession(command, terminal, async (session) => {
        const forgotten = await session.client.ask<Forgotten>(FORGET, { id });
        present(session, forgotten, ({ forgetPcc }) => [
          `forgot ${forgetPcc.id}, and with it ${counted(forgetPcc.lspCount, 'LSP')}`,
        ]);
      }),
    );
}

async function showPccs(session: Session, asOf: AsOf | undefined): Promise<void> {
  present(session, await session.client.ask<Data>(QUERY, { asOf }), ({ pccs }) => pccLines(pccs));
}

export const pccLines = (pccs: readonly ShownPcc[]): readonly string[] =>
  pccs.length === 0
    ? ['no head-end has had a session yet']
    : table(
        [
          { title: 'ID', cell: ({ id }) => id },
          { title: 'ADDRESS', cell: ({ address }) => address },
          { title: 'SESSION', cell: sessionText },
          { title: 'SINCE', cell: ({ since }) => since },
          { title: 'LSPS', cell: ({ lspCount }) => `${lspCount}`, right: true },
          { title: 'CAN', cell: ({ capabilities }) => abilities(capabilities) },
          { title: 'SETUP', cell: ({ capabilities }) => capabilities.setupTypes.join(',') || UNKNOWN },
          { title: 'MSD', cell: ({ capabilities }) => numberText(capabilities.maximumSidDepth), right: true },
        ],
        pccs,
      );

const sessionText = ({ connected, synchronized, lastEnd }: ShownPcc): string => {
  if (!connected) return `ended: ${lastEnd ?? 'unknown why'}`;
  return synchronized ? 'up' : 'synchronizing';
};

const abilities = ({ stateful, update, initiation }: PccCapabilities): string =>
  [stateful ? 'report' : '', update ? 'update' : '', initiation ? 'initiate' : '']
    .filter(Boolean)
    .join(',') || 'request';
