import type { ObservedPathRequest, PathAnswer } from '../../../app/ports/pcc-observer.js';
import { leavesOpen } from '../../../domain/values/hop.js';
import type { Metric } from '../../../domain/values/metric.js';
import type { Path } from '../../../domain/values/path.js';
import type { NoPathReason } from '../../../domain/values/path-request.js';
import type { AttributeList } from '../codec/messages/attribute-list.js';
import type { PCRep, Reply } from '../codec/messages/pcrep.js';
import type { PathComputationRequest } from '../codec/messages/pcreq.js';
import type { SynchronizationVector } from '../codec/messages/svec-list.js';
import type { Metric as MetricObject } from '../codec/objects/metric.js';
import type { NoPath as NoPathObject } from '../codec/objects/no-path.js';
import type { Rp } from '../codec/objects/rp.js';
import type { Xro } from '../codec/objects/xro.js';
import { NO_PATH_FLAG } from '../codec/tlvs/no-path-vector.js';
import { associationObject } from './association.js';
import { bandwidthObject, metricObject, metricOf } from './attributes.js';
import { objectiveCodeOf } from './path-request.js';
import { eroOfHops } from './route.js';
import { withSchedule } from './schedule.js';

export interface Answered {
  readonly asked: PathComputationRequest;
  readonly observed: ObservedPathRequest;
  readonly answer: PathAnswer;
}

/**
 * The PCRep to requests that came together (RFC 5440 6.5).
 * @param set what is said of them as a set; the objective function is then not each one's (RFC 5541 3.2)
 */
export const replyMessage = (answered: readonly Answered[], set?: SynchronizationVector): PCRep => ({
  kind: 'PCRep',
  svecs: set === undefined ? [] : [set],
  replies: answered.map((one) =>
    one.answer.kind === 'path' ? positive(one, one.answer, set === undefined) : negative(one, one.answer),
  ),
});

/** This PCE can't answer at the moment (NO-PATH-VECTOR bit 31, RFC 5440 7.5). */
export const unavailableMessage = (asked: readonly PathComputationRequest[]): PCRep => ({
  kind: 'PCRep',
  svecs: [],
  replies: asked.map((request) => ({
    ...replyHead(request),
    noPath: {
      kind: 'NO-PATH',
      natureOfIssue: 0,
      unsatisfiedConstraints: false,
      tlvs: [{ kind: 'NO-PATH-VECTOR', flags: NO_PATH_FLAG['PCE currently unavailable'] }],
    },
    paths: [],
    metrics: [],
    others: [],
  })),
});

function positive(
  { asked, observed }: Answered,
  answer: Extract<PathAnswer, { kind: 'path' }>,
  isAlone: boolean,
): Reply {
  const { path, route } = answer.path;
  const { request } = observed;
  const attributes: AttributeList = {
    ...(asked.rp.supplyObjectiveFunction && isAlone
      ? { of: { kind: 'OF', code: objectiveCodeOf(request.objective), tlvs: [] } as const }
      : {}),
    ...(asked.lspa === undefined ? {} : { lspa: asked.lspa }),
    ...(request.bandwidth === 0 ? {} : { bandwidth: bandwidthObject(request.bandwidth) }),
    metrics: computedMetrics(asked, request.metric, path),
    others: [],
  };
  const ero = { kind: 'ERO', subobjects: eroOfHops(route) } as const;
  const head = replyHead(asked, leavesOpen(route));
  const { schedule } = answer;
  const lsp = head.lsp === undefined || schedule === undefined ? head.lsp : withSchedule(head.lsp, schedule);
  const named = { ...head, ...(lsp === undefined ? {} : { lsp }), ...associationsOf(answer) };
  return { ...named, paths: [{ ero, ...attributes }], metrics: [], others: [] };
}

/** With the status of a path (RFC 8800 5.2), or those that there is no path for (RFC 8697 6.3.3). */
const associationsOf = ({ associations = [] }: PathAnswer): Pick<Reply, 'associations'> =>
  associations.length === 0 ? {} : { associations: associations.map((one) => associationObject(one)) };

/**
 * RP as asked (RFC 5440 7.4.1), LSP if the request had one (RFC 8231 6.5).
 * @param loose whether the path has loose hops
 */
function replyHead({ rp, lsp }: PathComputationRequest, loose = false): Pick<Reply, 'rp' | 'lsp'> {
  const answered: Rp = {
    ...rp,
    p: true,
    loose,
    tlvs: rp.tlvs.filter(({ kind }) => kind === 'PATH-SETUP-TYPE'),
  };
  return lsp === undefined ? { rp: answered } : { rp: answered, lsp };
}

/** The metrics that the request wants to know (C flag), and always the one that was minimised. */
function computedMetrics(
  asked: PathComputationRequest,
  minimised: Metric,
  path: Path,
): readonly MetricObject[] {
  const wanted = new Set<Metric>([minimised]);
  for (const { computed, metricType } of asked.metrics) {
    const metric = computed ? metricOf(metricType) : undefined;
    if (metric !== undefined) wanted.add(metric);
  }
  return [...wanted].flatMap((metric) => {
    const value = valueOf(metric, path);
    return value === undefined ? [] : [metricObject(metric, value, { computed: true })];
  });
}

function valueOf(metric: Metric, path: Path): number | undefined {
  switch (metric) {
    case 'IGP':
      return path.igpMetric;
    case 'TE':
      return path.teMetric;
    case 'HOPS':
      return path.links.length;
    case 'DELAY':
      return path.delay;
    case 'DELAY_VARIATION':
      return path.delayVariation;
    case 'LOSS':
      return path.loss;
    default:
      return undefined;
  }
}

function negative({ asked, observed }: Answered, answer: Extract<PathAnswer, { kind: 'no-path' }>): Reply {
  const { reasons, relaxations } = answer.noPath;
  const failing = unsatisfied(observed, reasons);
  const constraints: AttributeList = {
    ...(failing.has('AFFINITY') && asked.lspa !== undefined ? { lspa: asked.lspa } : {}),
    ...(failing.has('BANDWIDTH')
      ? { bandwidth: bandwidthObject(relaxed(relaxations, 'bandwidth', observed.request.bandwidth)) }
      : {}),
    metrics: failing.has('METRIC_BOUND')
      ? observed.request.bounds.map(({ metric, max }) =>
          metricObject(metric, relaxed(relaxations, `bounds.${metric}`, max), { bound: true }),
        )
      : [],
    ...(failing.has('INCLUSION') && asked.iro !== undefined ? { iro: asked.iro } : {}),
    others: failing.has('EXCLUSION') ? preventing(asked) : [],
  };
  const head = { ...replyHead(asked), noPath: noPathObject(reasons, failing), ...associationsOf(answer) };
  return { ...head, paths: [], ...constraints };
}

/** An XRO beside a NO-PATH: what of the original one prevented a path (RFC 5521 2.1.2). */
function preventing({ xro }: PathComputationRequest): readonly Xro[] {
  if (xro === undefined) return [];
  return [{ ...xro, subobjects: xro.subobjects.filter(({ soft }) => !soft) }];
}

const CONSTRAINTS: readonly NoPathReason[] = [
  'BANDWIDTH',
  'AFFINITY',
  'METRIC_BOUND',
  'INCLUSION',
  'EXCLUSION',
];

const unsatisfied = (
  observed: ObservedPathRequest,
  reasons: readonly NoPathReason[],
): ReadonlySet<NoPathReason> =>
  new Set(
    reasons.filter(
      (reason) => CONSTRAINTS.includes(reason) && (reason !== 'BANDWIDTH' || observed.request.bandwidth > 0),
    ),
  );

/** The value that would have worked, when it is known (RFC 5440 7.5: "optionally with a proposed value"). */
function relaxed(
  relaxations: readonly { readonly constraint: string; readonly to: string }[],
  constraint: string,
  otherwise: number,
): number {
  const proposed = Number(relaxations.find((relaxation) => relaxation.constraint === constraint)?.to);
  return Number.isFinite(proposed) ? proposed : otherwise;
}

/** What the reasons set in the NO-PATH-VECTOR; those that no flag stands for are in the objects that follow. */
const FLAGS: Partial<Readonly<Record<NoPathReason, number>>> = {
  UNKNOWN_SOURCE: NO_PATH_FLAG['unknown source'],
  UNKNOWN_DESTINATION: NO_PATH_FLAG['unknown destination'],
  BANDWIDTH: NO_PATH_FLAG['no resource'],
  DISJOINTNESS: NO_PATH_FLAG['disjoint path not found'],
};

function noPathObject(reasons: readonly NoPathReason[], failing: ReadonlySet<NoPathReason>): NoPathObject {
  const flags = reasons.reduce((set, reason) => set | (FLAGS[reason] ?? 0), 0);
  return {
    kind: 'NO-PATH',
    natureOfIssue: 0,
    unsatisfiedConstraints: failing.size > 0,
    tlvs: flags === 0 ? [] : [{ kind: 'NO-PATH-VECTOR', flags }],
  };
}
