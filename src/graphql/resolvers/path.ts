import { lspOwner } from '../../app/claim-owners.js';
import type { DisjointComputation, Signalling } from '../../app/computation.js';
import type { LspId } from '../../domain/values/identifiers.js';
import type { SignalledPath } from '../../domain/values/path.js';
import type { SetBound } from '../../domain/values/set-requirements.js';
import { igpMetricOf, type TopologyLink, teMetricOf } from '../../domain/values/topology.js';
import { inputError } from '../errors.js';
import type { Maybe, QueryResolvers, Resolvers, SetupType, SignalledHopKind } from '../generated/types.js';
import { inScope, isPresent } from '../moments.js';
import type { PathParent, PathResultParent, Scope, SignalledHopParent } from '../parents.js';
import { hopsOf } from '../path-hops.js';
import { pathRequestOf } from '../path-request.js';
import { positionText } from '../scalars.js';
import { LEVELS } from './disjointness.js';
import { noPathOf } from './no-path.js';
import { asInt } from './numbers.js';

const computePath: Required<QueryResolvers>['computePath'] = (_root, args, context) => {
  const request = pathRequestOf(args.request, 'request');
  const signalling = signallingOf(args.setupType, args.maximumSidDepth);
  const asked = { request, signalling };
  return inScope(context, args.asOf, (scope) => {
    const { computer, state } = scope.view;
    const about = { scope, source: request.source, position: state.position };
    if (isPresent(args.asOf)) return { ...about, computation: computer.compute(asked) };
    return computer
      .ask([{ kind: 'path', request: asked }])
      .then(([computation]) => ({ ...about, computation: given(computation, 0) }));
  });
};

/** An answer to each question, which is at its place. */
function given<Answer>(answer: Answer | undefined, index: number): Answer {
  if (answer === undefined) throw new Error(`no result for request ${index}`);
  return answer;
}

const MAXIMUM_REQUESTS = 32;
const MAXIMUM_DISJOINT = 8;

const computePaths: Required<QueryResolvers>['computePaths'] = (_root, args, context) => {
  const { disjointness } = args;
  const objective = args.objective ?? 'CUMULATIVE_COST';
  const bounds = setBoundsOf(args.bounds ?? []);
  const isSmall = disjointness || objective !== 'CUMULATIVE_COST' || bounds.length > 0;
  const most = isSmall ? MAXIMUM_DISJOINT : MAXIMUM_REQUESTS;
  if (args.requests.length > most)
    throw inputError('requests', `are at most ${most}, not ${args.requests.length}`);
  const signalling = signallingOf(args.setupType, args.maximumSidDepth);
  const requests = args.requests.map((input, index) => {
    const request = pathRequestOf(input, `requests[${index}]`);
    if (request.objective === undefined) return { request, signalling };
    throw inputError(`requests[${index}].objective`, `is for a single path: ${request.objective}`);
  });
  return inScope(context, args.asOf, (scope) => {
    const { position } = scope.view.state;
    const constraint = disjointness && {
      level: LEVELS[disjointness.level],
      strict: disjointness.strict ?? true,
    };
    const from = (disjointness?.from ?? []).map((id) => lspOwner(knownLsp(scope, id)));
    const resultOf = (computed: DisjointComputation) => {
      const results = requests.map(({ request: { source } }, index) => {
        return { scope, source, position, computation: given(computed.computations[index], index) };
      });
      if (computed.load === undefined) throw new Error('a set was computed without the load that it makes');
      return { ...computed, load: computed.load, results, position };
    };
    const { computer } = scope.view;
    const required = {
      objective,
      ...(constraint ? { disjointness: constraint } : {}),
      ...(bounds.length === 0 ? {} : { bounds }),
      withLoad: true as const,
    };
    if (isPresent(args.asOf)) return resultOf(computer.computeSet(requests, required, from));
    const asked = { kind: 'set', requests, required, from } as const;
    return computer.ask([asked]).then(([computed]) => resultOf(given(computed, 0)));
  });
};

/** @throws GraphQLError naming the bound that can't be meant. */
function setBoundsOf(bounds: readonly SetBound[]): readonly SetBound[] {
  const bounded = new Set<string>();
  for (const { metric, max } of bounds) {
    if (!(max >= 0)) throw inputError('bounds', `the largest ${metric} must be 0 or more, not ${max}`);
    if (bounded.has(metric)) throw inputError('bounds', `${metric} is bounded twice`);
    bounded.add(metric);
  }
  return bounds.map(({ metric, max }) => ({ metric, max }));
}

function knownLsp(scope: Scope, id: string): LspId {
  const entry = scope.view.state.lspDb.get(id as LspId);
  if (entry === undefined) throw inputError('disjointness.from', `there is no LSP ${id}`);
  return entry.id;
}

function signallingOf(
  setupType: Maybe<SetupType> | undefined,
  maximumSidDepth: Maybe<number> | undefined,
): Signalling {
  if (typeof maximumSidDepth === 'number' && maximumSidDepth < 1) {
    throw inputError('maximumSidDepth', `must be 1 or more, not ${maximumSidDepth}`);
  }
  // MANAGED asks for nothing that only signalling would need: neither addresses nor labels along the path.
  const depth = typeof maximumSidDepth === 'number' ? { maximumSidDepth } : {};
  return { setupType: setupType ?? 'MANAGED', ...depth };
}

const pathParent = ({ scope, source }: PathResultParent, { path, route }: SignalledPath): PathParent => ({
  scope,
  source,
  route,
  known: path,
});

/** The sum over all links of the path, or undefined when a link or its value is not known. */
function total(
  { scope, known }: PathParent,
  valueOf: (link: TopologyLink) => number | undefined,
): number | undefined {
  if (known === undefined) return undefined;
  let sum = 0;
  for (const id of known.links) {
    const link = scope.view.state.ted.link(id);
    const value = link === undefined ? undefined : valueOf(link);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

const HOP_KINDS: Readonly<Record<SignalledHopParent['kind'], SignalledHopKind>> = {
  address: 'ADDRESS',
  unnumbered: 'UNNUMBERED',
  as: 'AUTONOMOUS_SYSTEM',
  segment: 'SEGMENT',
  srv6: 'SRV6_SEGMENT',
  label: 'LABEL',
  opaque: 'OTHER',
};

function addressOf(hop: SignalledHopParent): string | undefined {
  if (hop.kind === 'address') return hop.address;
  if (hop.kind === 'unnumbered') return hop.routerId;
  return hop.kind === 'segment' || hop.kind === 'srv6' ? (hop.node ?? hop.local) : undefined;
}

export const pathResolvers: Resolvers = {
  Query: { computePath, computePaths },
  PathSetResult: {
    results: ({ results }) => results,
    shared: ({ shared }) => shared,
    exact: ({ exact }) => exact,
    position: ({ position }) => positionText(position),
  },
  PathResult: {
    path: (parent) =>
      parent.computation.kind === 'path' ? pathParent(parent, parent.computation.path) : null,
    alternatives: (parent) =>
      parent.computation.kind === 'path'
        ? parent.computation.alternatives.map((alternative) => pathParent(parent, alternative))
        : [],
    noPath: ({ scope, source, computation }) => {
      return computation.kind === 'path' ? null : noPathOf(scope, source, computation.noPath);
    },
    position: ({ position }) => positionText(position),
  },
  Path: {
    hops: hopsOf,
    nodes: ({ known }) => known?.nodes ?? [],
    igpMetric: (path) => asInt(total(path, igpMetricOf)),
    teMetric: (path) => asInt(total(path, teMetricOf)),
    delay: (path) => total(path, ({ delay }) => delay),
    delayVariation: (path) => total(path, ({ delayVariation }) => delayVariation),
    loss: (path) => {
      const exponent = total(path, ({ loss }) => (loss === undefined ? undefined : -Math.log1p(-loss)));
      return exponent === undefined ? undefined : -Math.expm1(-exponent);
    },
    hopCount: ({ known, route }) => known?.links.length ?? route.length,
  },
  Hop: {
    address: ({ address }) => address,
    node: ({ scope, node }) => (node === undefined ? null : { scope, node }),
    link: ({ scope, link }) => (link === undefined ? null : { scope, link }),
    label: ({ label }) => label,
    loose: ({ loose }) => loose,
  },
  SignalledHop: {
    kind: ({ kind }) => HOP_KINDS[kind],
    address: addressOf,
    prefixLength: (hop) => (hop.kind === 'address' ? hop.prefixLength : null),
    remoteAddress: (hop) => (hop.kind === 'segment' || hop.kind === 'srv6' ? hop.remote : null),
    sid: (hop) => (hop.kind === 'srv6' ? hop.sid : null),
    label: (hop) => (hop.kind === 'segment' || hop.kind === 'label' ? asInt(hop.label) : null),
    index: (hop) => (hop.kind === 'segment' ? hop.index : null),
    interfaceId: (hop) => (hop.kind === 'unnumbered' ? hop.interfaceId : null),
    autonomousSystem: (hop) => (hop.kind === 'as' ? hop.as : null),
    loose: (hop) => 'loose' in hop && (hop.loose ?? false),
  },
};
