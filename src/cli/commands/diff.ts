import { type Command, Option } from 'commander';
import type { AsOf, Change, ChangeKind, StateDiff } from '../../graphql/generated/types.js';
import { parseMoment } from '../argument-values.js';
import { indented } from '../print/table.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';

const CHANGES = '{ id kind fields before after }';
const QUERY = `query Diff($from: AsOf!, $to: AsOf) {
  diff(from: $from, to: $to) { nodes ${CHANGES} links ${CHANGES} lsps ${CHANGES} }
}`;

const SIGNS: Readonly<Record<ChangeKind, string>> = { ADDED: '+', REMOVED: '-', CHANGED: '~' };

interface DiffOptions {
  readonly from: AsOf;
  readonly to?: AsOf;
}

export function addDiffCommand(program: Command, terminal: Terminal): void {
  program
    .command('diff')
    .description('what is different between two moments: + added, - removed, ~ changed')
    .addOption(
      new Option('--from <moment>', 'the earlier moment: a position in the log, or a time (RFC 3339)')
        .argParser(parseMoment)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--to <moment>', 'the later one; without it, now').argParser(parseMoment))
    .action((options: DiffOptions, command: Command) =>
      withSession(command, terminal, (session) => showDiff(session, options)),
    );
}

async function showDiff(session: Session, { from, to }: DiffOptions): Promise<void> {
  const data = await session.client.ask<{ diff: StateDiff }>(QUERY, { from, to });
  present(session, data, ({ diff }) => diffLines(diff));
}

function diffLines({ nodes, links, lsps }: StateDiff): readonly string[] {
  const parts = [...part('Nodes', nodes), ...part('Links', links), ...part('LSPs', lsps)];
  return parts.length === 0 ? ['no difference'] : parts;
}

function part(title: string, changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  const count = (kind: ChangeKind): string =>
    `${changes.filter((change) => change.kind === kind).length} ${kind.toLowerCase()}`;
  return [
    `${title}: ${count('ADDED')}, ${count('REMOVED')}, ${count('CHANGED')}`,
    ...indented(changes.flatMap(changeLines)),
  ];
}

const changeLines = (change: Change): readonly string[] => [
  `${SIGNS[change.kind]} ${change.id}`,
  ...change.fields.map(
    (field) => `    ${field}: ${valueText(change.before, field)} -> ${valueText(change.after, field)}`,
  ),
];

/** Longer values, such as routes, are for `--json`. */
const LONGEST_VALUE = 60;

function valueText(element: unknown, field: string): string {
  const value: unknown =
    typeof element === 'object' && element !== null
      ? (element as Readonly<Record<string, unknown>>)[field]
      : undefined;
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text;
}
