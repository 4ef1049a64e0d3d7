import { type Command, Option } from 'commander';
import type { AsOf, AuditConnection, AuditedAnswer, AuditFinding } from '../../graphql/generated/types.js';
import { parseList, parseMoment } from '../argument-values.js';
import { PAGE_INFO } from '../pages.js';
import { counted, UNKNOWN } from '../print/quantities.js';
import { table } from '../print/table.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';

const ANSWER = `{
  lspId links igpMetric teMetric delay alternatives reasons
  start end bandwidth laterStart lowerBandwidth relaxations
  signalledRoute { kind address prefixLength remoteAddress label index loose }
}`;
const QUERY = `query Audit($from: AsOf, $to: AsOf, $lsp: ID, $operation: ID, $types: [String!], $after: String) {
  audit(from: $from, to: $to, lsp: $lsp, operation: $operation, types: $types, first: 1000, after: $after) {
    ${PAGE_INFO} reproduced different notComputed
    nodes {
      position type time lspId operationId pccId bookingId verdict computedAt reason
      differences { recorded ${ANSWER} recomputed ${ANSWER} }
    }
  }
}`;
const END_QUERY = 'query End { pce { position } }';

const PROGRESS_EVERY_MS = 2_000;

interface AuditOptions {
  readonly from?: AsOf;
  readonly to?: AsOf;
  readonly lsp?: string;
  readonly operation?: string;
  readonly types?: readonly string[];
  readonly all?: true;
}

interface AuditResult {
  readonly auditedTo: string;
  readonly reproduced: number;
  readonly different: number;
  readonly notComputed: number;
  readonly findings: readonly AuditFinding[];
}

export function addAuditCommand(program: Command, terminal: Terminal): void {
  program
    .command('audit')
    .description(
      'compute the decisions of the log again and compare; exit code 1 when one comes out different',
    )
    .addOption(
      new Option('--from <moment>', 'only decisions after this position, or time (RFC 3339)').argParser(
        parseMoment,
      ),
    )
    .addOption(
      new Option('--to <moment>', 'only decisions up to this one; without it, up to now').argParser(
        parseMoment,
      ),
    )
    .option('--lsp <id>', 'only decisions about this LSP')
    .option('--operation <id>', 'only the decision of this operation')
    .option('--types <names>', 'only these event types, with commas between', parseList)
    .option('--all', 'list what was reproduced too')
    .action((options: AuditOptions, command: Command) =>
      withSession(command, terminal, async (session) => {
        const result = await audit(session, options);
        present(session, { audit: result }, () => resultLines(result));
        if (result.different > 0) terminal.exitCode(1);
      }),
    );
}

/** Page after page, up to a fixed end, so that it also ends while more is decided. */
async function audit(session: Session, { all, ...options }: AuditOptions): Promise<AuditResult> {
  const { client, terminal } = session;
  const { pce } = await client.ask<{ pce: { position: string } }>(END_QUERY);
  const to = options.to ?? { position: pce.position };
  const findings: AuditFinding[] = [];
  const sums = { reproduced: 0, different: 0, notComputed: 0 };
  let shown = Date.now();
  for (let after: string | undefined; ; ) {
    const page: AuditConnection = (
      await client.ask<{ audit: AuditConnection }>(QUERY, { ...options, to, after })
    ).audit;
    sums.reproduced += page.reproduced;
    sums.different += page.different;
    sums.notComputed += page.notComputed;
    findings.push(...page.nodes.filter(({ verdict }) => all === true || verdict !== 'REPRODUCED'));
    after = page.pageInfo.endCursor ?? after;
    if (!page.pageInfo.hasNextPage) return { auditedTo: after ?? '0', ...sums, findings };
    if (Date.now() - shown < PROGRESS_EVERY_MS) continue;
    shown = Date.now();
    terminal.tell(`audited to position ${after ?? 0} of ${pce.position}: ${sumText(sums)}`);
  }
}

const sumText = ({ reproduced, different, notComputed }: Omit<AuditResult, 'auditedTo' | 'findings'>) =>
  `${reproduced} reproduced, ${different} different, ${notComputed} not computed`;

function resultLines(result: AuditResult): readonly string[] {
  const { auditedTo, findings, ...sums } = result;
  const decisions = counted(sums.reproduced + sums.different + sums.notComputed, 'decision');
  return [
    ...(findings.length === 0 ? [] : [...findingTable(findings), '']),
    ...findings.flatMap(differenceLines),
    `${decisions} audited to position ${auditedTo}: ${sumText(sums)}`,
  ];
}

const findingTable = (findings: readonly AuditFinding[]): readonly string[] =>
  table(
    [
      { title: 'POSITION', cell: ({ position }) => position, right: true },
      { title: 'TIME', cell: ({ time }) => time },
      { title: 'EVENT', cell: ({ type }) => type },
      { title: 'LSP, BOOKING', cell: ({ lspId, bookingId }) => lspId ?? bookingId ?? UNKNOWN },
      { title: 'VERDICT', cell: ({ verdict }) => verdict },
      { title: 'WHY', cell: ({ reason, differences }) => reason ?? whyText(differences.length) },
    ],
    findings,
  );

const whyText = (differences: number): string => (differences === 0 ? '' : 'see below');

function differenceLines({ position, differences }: AuditFinding): readonly string[] {
  return differences.flatMap(({ recorded, recomputed }) => [
    `Position ${position}${recorded.lspId === null ? '' : `, ${recorded.lspId}`}:`,
    `  in the log    ${answerText(recorded)}`,
    `  computed now  ${answerText(recomputed)}`,
    '',
  ]);
}

/** Links and what else may differ; the route as it is signalled is in JSON. */
function answerText(answer: AuditedAnswer): string {
  const { links, reasons, igpMetric, teMetric, alternatives, start, end } = answer;
  const when = isGiven(start) && isGiven(end) ? `${start} to ${end}: ` : '';
  if (!isGiven(links))
    return `${when}no path: ${reasons.join(', ') || 'no reason recorded'}${whatFitsText(answer)}`;
  const metrics = isGiven(igpMetric) ? `, IGP ${igpMetric}, TE ${teMetric ?? UNKNOWN}` : '';
  const rate = isGiven(answer.bandwidth) ? `, ${answer.bandwidth} bit/s` : '';
  const others = alternatives.map((path) => `, or ${path.join(' ')}`);
  return `${when}${links.join(' ')}${metrics}${rate}${others.join('')}`;
}

const whatFitsText = ({ laterStart, lowerBandwidth, relaxations }: AuditedAnswer): string =>
  [
    ...(isGiven(laterStart) ? [`later from ${laterStart}`] : []),
    ...(isGiven(lowerBandwidth) ? [`at ${lowerBandwidth} bit/s`] : []),
    ...relaxations,
  ]
    .map((text) => `; ${text}`)
    .join('');

const isGiven = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined;
