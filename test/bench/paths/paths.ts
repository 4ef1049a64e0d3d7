import type { Child } from '../child.js';
import { type Benchmark, type Finding, single } from '../measure.js';
import { inScratchFolder } from '../scratch.js';
import type { Changed, PathsQuestion } from './cairn-paths.js';
import type { BenchGraph } from './programs.js';
import { race } from './race.js';

const GRAPHS =
  'Rocketfuel 1239 (315 nodes, 1,944 links) and seeded hierarchies of points of presence with 2,000, 20,000 and 200,000 nodes and 5 links a node; bandwidths such that about a tenth of the questions has no answer';
const TURNS =
  'all take turns at the same questions, processor time counts, ratios are of medians; Cairn repeats the questions for 0.1 s, the programs ask each once after a quarter of them to warm up, so where answers take microseconds (200,000 nodes: 12 questions) the processor caches favour Cairn; sums of costs and the number of refusals must agree with the C program';

export const cspf: Benchmark = {
  name: 'cspf',
  summary: 'best path under bandwidth between two nodes, beside programs in C and C++ and npm libraries',
  limits: [
    GRAPHS,
    TURNS,
    'cached: the trees of the destinations are there, as after some requests; they survive every reservation and failure. Nothing cached: every question is searched from scratch',
    'a whole request is what an application asks of the port: by name, with the route object made, refusals explained at length',
  ],
  run: () =>
    inScratchFolder((folder) =>
      race(
        {
          name: 'cspf',
          yardstick: { name: 'c-bin', program: 'csr', algorithm: 'bin', share: 1 },
          others: [
            { name: 'c-pot (A* on cached trees)', program: 'csr', algorithm: 'pot', share: 1 },
            { name: 'c-tuned-dial', program: 'csr2', algorithm: 'dial', share: 1 },
            { name: 'boost-csr', program: 'boost', algorithm: 'csr', share: 1 },
            { name: 'igraph', program: 'igraph', algorithm: '-', share: 0.5 },
            {
              name: 'ngraph.path A*',
              program: 'npm',
              algorithm: 'ngraph-astar',
              share: 0.25,
              needs: 'ngraph.path',
            },
            {
              name: 'ngraph.path NBA*',
              program: 'npm',
              algorithm: 'ngraph-nba',
              share: 0.25,
              needs: 'ngraph.path',
            },
            {
              name: 'graphology',
              program: 'npm',
              algorithm: 'graphology',
              share: 0.05,
              mostNodes: 20_000,
              needs: 'graphology-shortest-path',
            },
          ],
          hows: [
            { how: 'cached', label: 'trees cached' },
            { how: 'plain', label: 'nothing cached' },
            { how: 'request', label: 'whole request' },
          ],
          questions: [2_000, 500, 100, 12],
          rounds: [5, 5, 5, 3],
          paths: 1,
          more: aboutGraph,
        },
        folder,
      ),
    ),
};

export const kShortest: Benchmark = {
  name: 'k-shortest',
  summary: 'the 8 best loopless paths under bandwidth between two nodes, beside Yen in C and igraph',
  limits: [GRAPHS, TURNS, '8 paths, as the programs beside it are made for 8'],
  run: () =>
    inScratchFolder((folder) =>
      race(
        {
          name: 'k-shortest',
          yardstick: { name: 'c-yen8', program: 'ksp', algorithm: 'yen', share: 1 },
          others: [{ name: 'igraph', program: 'igraphK', algorithm: '-', share: 0.3, mostNodes: 2_000 }],
          hows: [{ how: 'k-shortest', label: 'trees cached' }],
          questions: [60, 60, 12, 3],
          rounds: [5, 5, 3, 1],
          paths: 8,
        },
        folder,
      ),
    ),
};

export const disjoint: Benchmark = {
  name: 'disjoint',
  summary: 'the cheapest link-disjoint pair of paths under bandwidth, beside Suurballe in C and LEMON',
  limits: [GRAPHS, TURNS],
  run: () =>
    inScratchFolder((folder) =>
      race(
        {
          name: 'disjoint',
          yardstick: { name: 'c-suurballe2', program: 'ksp', algorithm: 'suurballe', share: 1 },
          others: [{ name: 'LEMON', program: 'lemon', algorithm: 'sb', share: 1 }],
          hows: [{ how: 'disjoint', label: 'trees cached' }],
          questions: [2_000, 500, 100, 12],
          rounds: [5, 5, 5, 3],
          paths: 2,
        },
        folder,
      ),
    ),
};

/** Whether every link of every answer is right, and what a change of one link costs. */
async function aboutGraph(cairn: Child, graph: BenchGraph, questions: number): Promise<readonly Finding[]> {
  const few = Math.min(questions, graph.nodes > 20_000 ? 4 : 20);
  const wrong = await cairn.ask<number>({ kind: 'check', questions } satisfies PathsQuestion);
  const rise = await cairn.ask<Changed>({
    kind: 'change',
    falls: false,
    questions: few,
  } satisfies PathsQuestion);
  const fall = await cairn.ask<Changed>({
    kind: 'change',
    falls: true,
    questions: few,
  } satisfies PathsQuestion);
  const figure = (name: string, unit: string, value: number, note?: string): Finding =>
    single(
      {
        name: `cspf: ${graph.name}, ${name}`,
        unit,
        higherIsBetter: false,
        ...(note === undefined ? {} : { note }),
      },
      value,
    );
  return [
    figure('paths that differ from the plain search backwards', 'paths', wrong),
    figure('a metric rises: change of the graph', 'us', rise.change, 'no tree ends'),
    figure('a metric rises: next answer', 'us', rise.rebuilt),
    figure(
      'a metric falls on a used link: change of the graph',
      'us',
      fall.change,
      `ends ${fall.ended} trees`,
    ),
    figure('a metric falls on a used link: next answer, tree built again', 'us', fall.rebuilt),
  ];
}
