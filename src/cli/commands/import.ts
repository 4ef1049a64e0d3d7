import path from 'node:path';
import { type Command, Option } from 'commander';
import type { ImportReport, TopologyFormat } from '../../graphql/generated/types.js';
import { counted } from '../print/quantities.js';
import { readGiven } from '../read-given.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';

const MUTATION = `mutation Import($input: ImportTopologyInput!) {
  importTopology(input: $input) { source nodes links changes warnings }
}`;

const FORMATS: readonly TopologyFormat[] = [
  'AUTO',
  'CAIRN',
  'SNDLIB_XML',
  'SNDLIB_NATIVE',
  'GRAPHML',
  'REPETITA',
  'RFC8345',
];

interface ImportOptions {
  readonly replace?: true;
  readonly format: TopologyFormat;
  readonly name?: string;
}

export function addImportCommand(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .description('import a topology document: all of it is applied, or nothing')
    .argument('<file>', 'the document; - reads standard input')
    .option('--replace', 'withdraw what the same source said before and the document does not say')
    .addOption(
      new Option('--format <format>', 'how to read it; AUTO: by its content')
        .choices(FORMATS)
        .default('AUTO'),
    )
    .option('--name <name>', 'of the source, where the document has none; otherwise that of the file')
    .action((file: string, options: ImportOptions, command: Command) =>
      withSession(command, terminal, (session) => importDocument(session, file, options)),
    );
}

async function importDocument(session: Session, file: string, options: ImportOptions): Promise<void> {
  const document = await readGiven(session.terminal, file);
  const name = options.name ?? (file === '-' ? undefined : path.parse(file).name);
  const input = { document, format: options.format, replace: options.replace === true, name };
  const data = await session.client.ask<{ importTopology: ImportReport }>(MUTATION, { input });
  present(session, data, ({ importTopology }) => [reportText(importTopology)]);
  if (!session.json)
    for (const warning of data.importTopology.warnings) session.terminal.tell(`warning: ${warning}`);
}

const reportText = ({ source, nodes, links, changes }: ImportReport): string => {
  const effect = changes === 0 ? 'nothing changed' : `${counted(changes, 'event')} added to the log`;
  return `${source}: ${counted(nodes, 'node')}, ${counted(links, 'directed link')}; ${effect}`;
};
