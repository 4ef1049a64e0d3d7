import { type Command, Option } from 'commander';
import type {
  AsOf,
  AssociationGroup,
  AssociationKind,
  LspAssociation,
  SharedRisks,
} from '../../graphql/generated/types.js';
import { yesNo } from '../print/quantities.js';
import { fields, indented, table } from '../print/table.js';
import { present, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption } from './options.js';

const KINDS: readonly AssociationKind[] = ['DISJOINT', 'PROTECTION'];

interface ShownMember {
  readonly lspId: string;
  readonly association: Pick<
    LspAssociation,
    'reported' | 'level' | 'strict' | 'shortestFirst' | 'role' | 'secondary' | 'from'
  >;
}

type ShownGroup = Pick<
  AssociationGroup,
  'type' | 'id' | 'source' | 'globalSource' | 'extendedId' | 'kind'
> & {
  readonly members: readonly ShownMember[];
  readonly conflicts: readonly {
    readonly lsps: readonly string[];
    readonly shared: Pick<SharedRisks, 'links' | 'nodes' | 'srlgs'>;
  }[];
};

const QUERY = `query Associations($kind: AssociationKind, $asOf: AsOf) {
  associations(kind: $kind, asOf: $asOf) {
    type id source globalSource extendedId kind
    members { lspId association { reported level strict shortestFirst role secondary from } }
    conflicts { lsps shared { links nodes srlgs } }
  }
}`;

interface Options {
  readonly kind?: AssociationKind;
  readonly asOf?: AsOf;
}

export function addAssociationsCommand(program: Command, terminal: Terminal): void {
  program
    .command('associations')
    .description(
      'groups of LSPs that are to be disjoint or protect each other (RFC 8697), and what they share',
    )
    .addOption(new Option('--kind <kind>', 'only these').choices(KINDS))
    .addOption(asOfOption())
    .action(({ kind, asOf }: Options, command: Command) =>
      withSession(command, terminal, async (session) => {
        const data = await session.client.ask<{ associations: readonly ShownGroup[] }>(QUERY, { kind, asOf });
        present(session, data, ({ associations }) => lines(associations));
      }),
    );
}

const lines = (groups: readonly ShownGroup[]): readonly string[] =>
  groups.length === 0
    ? ['no associations']
    : groups.flatMap((group, index) => [...(index === 0 ? [] : ['']), ...groupLines(group)]);

function groupLines(group: ShownGroup): readonly string[] {
  const { type, id, source, globalSource, extendedId, kind, members, conflicts } = group;
  return [
    ...fields([
      ['group', `${id} of ${source} (type ${type}, ${kind.toLowerCase()})`],
      ['global source', globalSource === null || globalSource === undefined ? undefined : `${globalSource}`],
      ['extended id', extendedId ?? undefined],
    ]),
    ...indented(
      table(
        [
          { title: 'LSP', cell: ({ lspId }) => lspId },
          { title: 'IS', cell: ({ association }) => partText(association) },
          { title: 'REPORTED', cell: ({ association }) => yesNo(association.reported) },
        ],
        members,
      ),
    ),
    ...conflicts.map(({ lsps, shared }) => `  ${lsps.join(' and ')} share ${sharedText(shared)}`),
  ];
}

/** `working`, `secondary protection`, `node-disjoint, best effort, away from 10.0.0.1/gold` */
function partText({
  level,
  strict,
  shortestFirst,
  role,
  secondary,
  from,
}: ShownMember['association']): string {
  if (role !== null && role !== undefined)
    return `${secondary === true ? 'secondary ' : ''}${role.toLowerCase()}`;
  return [
    level === null || level === undefined
      ? 'member'
      : `${level.toLowerCase().replace('_', '-')}-disjoint${strict === false ? ', best effort' : ''}`,
    shortestFirst === true ? 'shortest first' : '',
    from.length === 0 ? '' : `away from ${from.join(' ')}`,
  ]
    .filter(Boolean)
    .join(', ');
}

const sharedText = ({ links, nodes, srlgs }: ShownGroup['conflicts'][number]['shared']): string =>
  [...links, ...nodes, ...srlgs.map((srlg) => `SRLG ${srlg}`)].join(', ');
