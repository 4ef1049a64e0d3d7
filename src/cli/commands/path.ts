import type { Command } from 'commander';
import type {
  AsOf,
  DisjointnessLevel,
  Maybe,
  SetupType,
  SharedRisks,
} from '../../graphql/generated/types.js';
import { parseDisjointness, parseWhole } from '../argument-values.js';
import { NO_PATH, noPathLines, type ShownNoPath } from '../print/no-path.js';
import {
  hopLines,
  PATH_SUMS,
  PATH_WITH_HOPS,
  type PathSums,
  routeText,
  type ShownPath,
  sumsText,
} from '../print/path.js';
import { delayText, numberText } from '../print/quantities.js';
import { indented, table } from '../print/table.js';
import { present, type Session, withSession } from '../session.js';
import type { Terminal } from '../terminal.js';
import { asOfOption, setupTypeOption } from './options.js';
import { addRequestOptions, pathRequest, type RequestOptions } from './path-request.js';

const QUERY = `query Path($request: PathRequest!, $setupType: SetupType, $maximumSidDepth: Int, $asOf: AsOf) {
  computePath(request: $request, setupType: $setupType, maximumSidDepth: $maximumSidDepth, asOf: $asOf) {
    path { ${PATH_WITH_HOPS} }
    alternatives { ${PATH_SUMS} }
    noPath { ${NO_PATH} }
    position
  }
}`;

interface Computed {
  readonly path?: Maybe<ShownPath>;
  readonly alternatives: readonly PathSums[];
  readonly noPath?: Maybe<ShownNoPath>;
  readonly position: string;
}

interface PathOptions extends RequestOptions {
  readonly alternatives?: number;
  readonly setupType?: SetupType;
  readonly maximumSidDepth?: number;
  readonly asOf?: AsOf;
  readonly disjoint?: DisjointnessLevel;
  readonly bestEffort?: boolean;
}

export function addPathCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('path')
    .description('compute a path without changing anything; where there is none, say why (exit code 1)')
    .argument('<from>', 'node id, name or router id')
    .argument('<to>', 'node id, name or router id');
  addRequestOptions(command)
    .option('--disjoint <level>', 'two paths that share no link, node, srlg or srlg-node', parseDisjointness)
    .option('--best-effort', 'with --disjoint: where there are none, the two that share least')
    .option('--alternatives <count>', 'how many further paths, up to 32', parseWhole)
    .addOption(setupTypeOption('how it would be set up; SR_MPLS adds labels'))
    .option('--maximum-sid-depth <count>', 'deepest label stack, for SR_MPLS', parseWhole)
    .addOption(asOfOption())
    .action((from: string, to: string, options: PathOptions, self: Command) =>
      withSession(self, terminal, (session) =>
        options.disjoint === undefined
          ? showPath(session, from, to, options)
          : showPair(session, from, to, { ...options, disjoint: options.disjoint }),
      ),
    );
}

async function showPath(session: Session, from: string, to: string, options: PathOptions): Promise<void> {
  const { alternatives, setupType, maximumSidDepth, asOf } = options;
  const request = {
    ...pathRequest(from, to, options),
    ...(alternatives === undefined ? {} : { alternatives }),
  };
  const variables = { request, setupType, maximumSidDepth, asOf };
  const data = await session.client.ask<{ computePath: Computed }>(QUERY, variables);
  present(session, data, ({ computePath }) => lines(computePath, from, to));
  if (data.computePath.noPath) session.terminal.exitCode(1);
}

const PAIR_QUERY = `query Pair(
  $requests: [PathRequest!]!, $disjointness: Disjointness, $setupType: SetupType, $maximumSidDepth: Int, $asOf: AsOf
) {
  computePaths(
    requests: $requests, disjointness: $disjointness, setupType: $setupType, maximumSidDepth: $maximumSidDepth, asOf: $asOf
  ) {
    results {
      path { ${PATH_WITH_HOPS} }
      noPath { ${NO_PATH} }
    }
    shared { links nodes srlgs }
    exact
    position
  }
}`;

interface ComputedPair {
  readonly results: readonly Omit<Computed, 'alternatives' | 'position'>[];
  readonly shared: SharedRisks;
  readonly exact: boolean;
  readonly position: string;
}

async function showPair(
  session: Session,
  from: string,
  to: string,
  options: PathOptions & { readonly disjoint: DisjointnessLevel },
): Promise<void> {
  const { disjoint, bestEffort, setupType, maximumSidDepth, asOf } = options;
  const request = pathRequest(from, to, options);
  const disjointness = { level: disjoint, strict: bestEffort !== true };
  const variables = { requests: [request, request], disjointness, setupType, maximumSidDepth, asOf };
  const data = await session.client.ask<{ computePaths: ComputedPair }>(PAIR_QUERY, variables);
  present(session, data, ({ computePaths }) => pairLines(computePaths, from, to));
  if (data.computePaths.results.some(({ noPath }) => noPath)) session.terminal.exitCode(1);
}

function pairLines(
  { results, shared, exact, position }: ComputedPair,
  from: string,
  to: string,
): readonly string[] {
  const isPair = results.every(({ path }) => path);
  const [first] = results;
  return [
    ...(isPair ? results.flatMap(({ path }) => (path ? [...pathLines(path, from, to), ''] : [])) : []),
    ...(!isPair && first?.noPath ? [...noPathLines(first.noPath, from, to), ''] : []),
    ...(isPair ? [`Both use: ${sharedText(shared)}.`] : []),
    ...(exact ? [] : ['The search met its limit: there may be better ones.']),
    `Computed in the network at position ${position}.`,
  ];
}

function sharedText({ links, nodes, srlgs }: SharedRisks): string {
  const shared = [
    ...links.map((link) => `link ${link}`),
    ...nodes.map((node) => `node ${node}`),
    ...srlgs.map((srlg) => `SRLG ${srlg}`),
  ];
  return shared.length === 0 ? 'nothing' : shared.join(', ');
}

const lines = (computed: Computed, from: string, to: string): readonly string[] => [
  ...(computed.path ? pathLines(computed.path, from, to) : []),
  ...(computed.alternatives.length > 0
    ? ['', 'Alternatives:', ...indented(pathTable(computed.alternatives))]
    : []),
  ...(computed.noPath ? noPathLines(computed.noPath, from, to) : []),
  '',
  `Computed in the network at position ${computed.position}.`,
];

const pathLines = (path: ShownPath, from: string, to: string): readonly string[] => [
  `Path from ${from} to ${to}: ${sumsText(path)}`,
  ...indented(hopLines(path)),
];

const pathTable = (paths: readonly PathSums[]): readonly string[] =>
  table<PathSums>(
    [
      { title: 'HOPS', cell: ({ hopCount }) => `${hopCount}`, right: true },
      { title: 'IGP', cell: ({ igpMetric }) => numberText(igpMetric), right: true },
      { title: 'TE', cell: ({ teMetric }) => numberText(teMetric), right: true },
      { title: 'DELAY', cell: ({ delay }) => delayText(delay), right: true },
      { title: 'PATH', cell: routeText },
    ],
    paths,
  );
