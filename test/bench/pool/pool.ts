import { availableParallelism } from 'node:os';
import type { PathComputer, Question } from '../../../src/domain/computation/computer.js';
import { createPathComputer } from '../../../src/domain/computation/engine.js';
import { LinkId, NodeId } from '../../../src/domain/values/identifiers.js';
import { type PathRequest, pathRequest } from '../../../src/domain/values/path-request.js';
import type { TopologyLink, TopologyNode } from '../../../src/domain/values/topology.js';
import { ComputationPool } from '../../../src/main/computation-pool/pool.js';
import { type Benchmark, type Finding, ofRounds, single } from '../measure.js';
import { type BenchLink, generateNetwork } from '../network.js';
import { Random } from '../random.js';

const ROUNDS = 7;
/** Set anew before each burst, so that what is reserved is another state each time. */
const CLAIMS = 100;

export const pool: Benchmark = {
  name: 'pool',
  summary: 'bursts of independent questions: threads over shared memory beside the engine in one thread',
  limits: [
    'one generated network of 1,000 nodes and 5,000 links; random end points, from the burst to the last answer',
    'processor time: the longer of what the main thread needs and what the others need, divided by the workers: about what wall clock is on a machine with idle cores, which a shared one is not',
    'the main thread has nothing else to do; what it is spared is the point where it has sessions to serve',
    'trees are cached where they pay, in each thread for itself: the first burst of a kind does not count',
  ],
  run,
};

interface Burst {
  readonly name: string;
  readonly questions: readonly Question[];
}

/** Microseconds. */
interface Outcome {
  readonly text: string;
  readonly wall: number;
  /** Of the processor: for the main thread, and for everything else in the process, divided by the workers. */
  readonly main: number;
  readonly threads: number;
}

interface Contestant {
  readonly name: string;
  readonly workers: number;
  readonly computer: PathComputer;
  readonly stop: () => Promise<void>;
}

async function run(): Promise<readonly Finding[]> {
  const { nodes, links } = topology();
  const threads = [...new Set([1, 2, availableParallelism()])];
  const contestants: readonly Contestant[] = [
    { name: 'one thread', workers: 0, computer: createPathComputer(), stop: () => Promise.resolve() },
    ...threads.map((workers) => pooled(workers)),
  ];
  for (const { computer } of contestants) computer.setTopology(nodes, links);
  const findings: Finding[] = [];
  let mistakes = 0;
  for (const burst of bursts(nodes)) {
    const outcomes = contestants.map((): Outcome[] => []);
    for (let round = 0; round <= ROUNDS; round++) {
      const ofRound = await inTurns(contestants, burst, links, round);
      mistakes += ofRound.filter(({ text }) => text !== ofRound[0]?.text).length;
      if (round > 0) ofRound.forEach((outcome, at) => outcomes[at]!.push(outcome));
    }
    findings.push(...findingsOf(burst, contestants, outcomes));
  }
  for (const { stop } of contestants) await stop();
  const figures = { name: 'pool: bursts with answers that differ', unit: 'bursts', higherIsBetter: false };
  return [...findings, single(figures, mistakes)];
}

function findingsOf(
  { name, questions }: Burst,
  contestants: readonly Contestant[],
  outcomes: readonly (readonly Outcome[])[],
): readonly Finding[] {
  const perSecond = (of: (outcome: Outcome) => number) => (at: number) =>
    outcomes[at]!.map((outcome) => (questions.length * 1e6) / of(outcome));
  const measures = [
    ['wall clock', perSecond(({ wall }) => wall)],
    ['processor time', perSecond(({ main, threads }) => Math.max(main, threads))],
    ['processor time of the main thread alone', perSecond(({ main }) => main)],
  ] as const;
  return contestants.slice(1).flatMap((contestant, index) =>
    measures.map(([measure, rates]) =>
      ofRounds(
        {
          name: `pool: ${name}, ${contestant.name}, ${measure}`,
          unit: 'questions/s',
          higherIsBetter: true,
          note: `bursts of ${questions.length}`,
        },
        rates(index + 1),
        { name: 'one thread', rounds: rates(0) },
      ),
    ),
  );
}

function pooled(workers: number): Contestant {
  const threads = new ComputationPool({
    workers,
    worthwhile: 0,
    onLost: (detail) => {
      throw new Error(detail);
    },
  });
  const name = `${workers} ${workers === 1 ? 'worker' : 'workers'}`;
  return { name, workers, computer: threads.newComputer(), stop: () => threads.stop() };
}

/** Each on the same state, one after the other. */
async function inTurns(
  contestants: readonly Contestant[],
  { questions }: Burst,
  links: readonly TopologyLink[],
  round: number,
) {
  const outcomes: Outcome[] = [];
  for (const { computer, workers } of contestants) {
    setClaims(computer, links, round);
    const [before, ofThread] = [process.cpuUsage(), process.threadCpuUsage()];
    const started = performance.now();
    const answers = await computer.ask(questions);
    const wall = (performance.now() - started) * 1000;
    const main = sum(process.threadCpuUsage(ofThread));
    const threads = workers === 0 ? 0 : (sum(process.cpuUsage(before)) - main) / workers;
    outcomes.push({ text: JSON.stringify(answers), wall, main, threads });
  }
  return outcomes;
}

const sum = ({ user, system }: NodeJS.CpuUsage): number => user + system;

function setClaims(computer: PathComputer, links: readonly TopologyLink[], round: number): void {
  const random = new Random(round);
  for (let owner = 0; owner < CLAIMS; owner++) {
    const { id, source } = random.pick(links);
    computer.setClaim(`o${owner}`, {
      holdingPriority: 7,
      source,
      routes: [{ bandwidth: 1e9 * (1 + random.below(9)), links: [id] }],
    });
  }
}

function bursts(nodes: readonly TopologyNode[]): readonly Burst[] {
  const random = new Random(3);
  const drawn = (more: Partial<PathRequest>): PathRequest => {
    const source = random.pick(nodes).id;
    let destination = random.pick(nodes).id;
    while (destination === source) destination = random.pick(nodes).id;
    return pathRequest({ source, destination, bandwidth: 1e9 * random.below(9), metric: 'TE', ...more });
  };
  const several = (count: number, question: () => Question): readonly Question[] =>
    Array.from({ length: count }, question);
  const signalling = { setupType: 'RSVP_TE' } as const;
  const path = (more: Partial<PathRequest>): Question => ({
    kind: 'path',
    request: { request: drawn(more), signalling },
  });
  const pair = (): Question => {
    const request = { request: drawn({}), signalling };
    const constraint = { level: 'node', strict: true } as const;
    return { kind: 'set', requests: [request, request], required: { disjointness: constraint } };
  };
  return [
    { name: 'paths under bandwidth', questions: several(4_000, () => path({})) },
    { name: '8 shortest paths', questions: several(400, () => path({ alternatives: 7 })) },
    {
      name: 'paths under a delay bound',
      questions: several(400, () => path({ bounds: [{ metric: 'DELAY', max: 9_000 }] })),
    },
    { name: 'node-disjoint pairs', questions: several(400, pair) },
    { name: 'refusals with their explanation', questions: several(60, () => path({ bandwidth: 300e9 })) },
  ];
}

function topology(): { readonly nodes: readonly TopologyNode[]; readonly links: readonly TopologyLink[] } {
  const { nodes, links } = generateNetwork();
  return {
    nodes: nodes.map(({ id, routerId }) => ({ id: NodeId(id), name: id, routerId })),
    links: links.flatMap((link, index) => [
      linkOf(`${index}`, link),
      linkOf(`${index}r`, {
        ...link,
        from: link.to,
        to: link.from,
        fromAddress: link.toAddress,
        toAddress: link.fromAddress,
      }),
    ]),
  };
}

/** The delay has nothing to do with the metric, so that a bound on it matters. */
const linkOf = (
  id: string,
  { from, to, fromAddress, toAddress, metric, capacity, adminGroups }: BenchLink,
): TopologyLink => ({
  id: LinkId(id),
  source: NodeId(`n${from}`),
  target: NodeId(`n${to}`),
  sourceAddress: fromAddress,
  targetAddress: toAddress,
  igpMetric: metric,
  teMetric: metric,
  delay: 100 + ((metric * 7_919) % 3_000),
  capacity,
  reservable: capacity,
  adminGroups,
  srlgs: [],
  operational: true,
});
