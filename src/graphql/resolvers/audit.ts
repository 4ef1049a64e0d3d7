import type { AuditVerdict as Verdict } from '../../app/audit/audit.js';
import type { Moment } from '../../app/moment.js';
import type { Pce } from '../../app/pce.js';
import { type LspId, OperationId } from '../../domain/values/identifiers.js';
import { rejectionError } from '../errors.js';
import { eventTypesOf } from '../event-types.js';
import type { AuditVerdict, QueryResolvers, Resolvers } from '../generated/types.js';
import { momentOf } from '../moments.js';
import { pageSize, positionOfCursor } from '../paging.js';
import { instantText, positionText } from '../scalars.js';

const VERDICTS: Readonly<Record<Verdict, AuditVerdict>> = {
  reproduced: 'REPRODUCED',
  different: 'DIFFERENT',
  'not-computed': 'NOT_COMPUTED',
};

const audit: Required<QueryResolvers>['audit'] = async (_root, args, { pce }) => {
  const types = eventTypesOf(args.types);
  const first = pageSize(args.first);
  const from = await positionOf(pce, momentOf(args.from, 'from') ?? { position: 0 });
  const to = await positionOf(pce, momentOf(args.to, 'to') ?? { position: pce.head() });
  const { findings, auditedTo, hasMore } = await pce.audit({
    ...(typeof args.lsp === 'string' ? { lsp: args.lsp as LspId } : {}),
    ...(typeof args.operation === 'string' ? { operation: OperationId(args.operation) } : {}),
    ...(types === undefined ? {} : { types }),
    after: Math.max(from, positionOfCursor(args.after)),
    to,
    first,
  });
  const count = (wanted: Verdict): number => findings.filter(({ verdict }) => verdict === wanted).length;
  return {
    nodes: findings,
    pageInfo: { endCursor: auditedTo > 0 ? positionText(auditedTo) : null, hasNextPage: hasMore },
    reproduced: count('reproduced'),
    different: count('different'),
    notComputed: count('not-computed'),
  };
};

async function positionOf(pce: Pce, moment: Moment): Promise<number> {
  const position = 'position' in moment ? moment.position : await pce.positionAt(moment.time);
  const head = pce.head();
  if (position <= head) return position;
  const message = `position must be a whole number from 0 to ${head}, the present end of the log`;
  throw rejectionError({ code: 'UNKNOWN_MOMENT', message });
}

const instantOrNull = (instant: number | undefined): string | null =>
  instant === undefined ? null : instantText(instant);

export const auditResolvers: Resolvers = {
  Query: { audit },
  AuditFinding: {
    position: ({ event }) => positionText(event.position),
    type: ({ event }) => event.type,
    time: ({ event }) => instantText(event.time),
    lspId: ({ lsp }) => lsp ?? null,
    operationId: ({ operation }) => operation ?? null,
    pccId: ({ pcc }) => pcc ?? null,
    bookingId: ({ booking }) => booking ?? null,
    verdict: ({ verdict }) => VERDICTS[verdict],
    computedAt: ({ computedAt }) => (computedAt === undefined ? null : positionText(computedAt)),
  },
  AuditedAnswer: {
    lspId: ({ lsp }) => lsp ?? null,
    signalledRoute: ({ path }) => path?.route ?? null,
    igpMetric: ({ path }) => path?.path.igpMetric ?? null,
    teMetric: ({ path }) => path?.path.teMetric ?? null,
    delay: ({ path }) => path?.path.delay ?? null,
    alternatives: ({ alternatives }) => alternatives ?? [],
    reasons: ({ noPath }) => noPath ?? [],
    start: ({ window }) => instantOrNull(window?.start),
    end: ({ window }) => instantOrNull(window?.end),
    laterStart: ({ fits }) => instantOrNull(fits?.laterStart),
    lowerBandwidth: ({ fits }) => fits?.lowerBandwidth ?? null,
    relaxations: ({ fits }) =>
      fits?.relaxations.map(({ constraint, to, links }) => `${constraint} ${to}: ${links.join(' ')}`) ?? [],
  },
};
