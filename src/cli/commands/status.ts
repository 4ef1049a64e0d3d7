import type { Command } from 'commander';
import type { Link, LspConnection, Pcc, Pce } from '../../graphql/generated/types.js';
import { counted } from '../print/quantities.js';
import { fields } from '../print/table.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { PCC_FIELDS, pccLines, type ShownPcc } from './pccs.js';

const QUERY = `query Status {
  pce { name version startedAt position ready }
  pccs { ${PCC_FIELDS} }
  topology { nodes { id } links { id operational } }
  all: lsps(first: 1) { totalCount }
  up: lsps(first: 1, filter: { operationalState: UP }) { totalCount }
  active: lsps(first: 1, filter: { operationalState: ACTIVE }) { totalCount }
  down: lsps(first: 1, filter: { operationalState: DOWN }) { totalCount }
  delegated: lsps(first: 1, filter: { delegated: true }) { totalCount }
}`;

type Counted = Pick<LspConnection, 'totalCount'>;

interface Data {
  readonly pce: Pick<Pce, 'name' | 'version' | 'startedAt' | 'position' | 'ready'>;
  readonly pccs: readonly ShownPcc[];
  readonly topology: {
    readonly nodes: readonly object[];
    readonly links: readonly Pick<Link, 'operational'>[];
  };
  readonly all: Counted;
  readonly up: Counted;
  readonly active: Counted;
  readonly down: Counted;
  readonly delegated: Counted;
}

export function addStatusCommand(program: Command, terminal: Terminal): void {
  program
    .command('status')
    .description('the PCE at a glance: itself, its head-ends, how many nodes, links and LSPs')
    .action((_options: object, command: Command) => withSession(command, terminal, showStatus));
}

async function showStatus(session: Session): Promise<void> {
  const data = await session.client.ask<Data>(QUERY);
  present(session, data, (shown) => statusLines(shown, session.client.url));
}

function statusLines({ pce, pccs, topology, all, up, active, down, delegated }: Data, url: string) {
  const linksDown = topology.links.filter(({ operational }) => !operational).length;
  const connected = pccs.filter((pcc: Pick<Pcc, 'connected'>) => pcc.connected).length;
  const counts = [
    `${up.totalCount + active.totalCount} up`,
    `${down.totalCount} down`,
    `${delegated.totalCount} delegated`,
  ];
  return [
    ...fields([
      ['PCE', `${pce.name} ${pce.version} at ${url}${pce.ready ? '' : ' (not ready)'}`],
      ['started', pce.startedAt],
      ['position', `${pce.position} (last event that is applied)`],
      [
        'topology',
        `${counted(topology.nodes.length, 'node')}, ${counted(topology.links.length, 'directed link')}, ${linksDown} down`,
      ],
      ['LSPs', `${all.totalCount}: ${counts.join(', ')}`],
      ['head-ends', `${pccs.length}: ${connected} connected`],
    ]),
    ...(pccs.length === 0 ? [] : ['', ...pccLines(pccs)]),
  ];
}
