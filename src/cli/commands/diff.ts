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

function changeLines(change: Change): readonly string[] {
  const told = change.fields.flatMap((field) => {
    const before = valueText(change.before, field);
    const after = valueText(change.after, field);
    return before === undefined || after === undefined ? [] : [{ field, text: `${before} -> ${after}` }];
  });
  const others = change.fields.filter((field) => told.every((shown) => shown.field !== field));
  return [
    `${SIGNS[change.kind]} ${change.id}`,
    ...told.map(({ field, text }) => `    ${field}: ${text}`),
    ...(others.length > 0 ? [`    also: ${others.join(', ')}`] : []),
  ];
}

/** Values that fit into a line: simple ones, and routes by their addresses. Undefined: for `--json` only. */
function valueText(element: unknown, field: string): string | undefined {
  const value = isRecord(element) ? element[field] : undefined;
  if (value === undefined || value === null) return 'none';
  if (!Array.isArray(value)) return isRecord(value) ? undefined : JSON.stringify(value);
  if (value.length === 0) return 'none';
  const elements = value.map((item: unknown) => (isRecord(item) ? item['address'] : item));
  return elements.every((item) => typeof item === 'string' || typeof item === 'number')
    ? elements.join(' ')
    : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
