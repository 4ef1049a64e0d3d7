import type { Serializable } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { DisjointPairs } from '../../../src/domain/computation/algorithm/disjoint-pair.js';
import { createNetwork } from '../../../src/domain/computation/algorithm/network.js';
import { PathSequence } from '../../../src/domain/computation/algorithm/path-sequence.js';
import type { Network } from '../../../src/domain/computation/algorithm/signalled-paths.js';
import type { PathComputer } from '../../../src/domain/computation/computer.js';
import { createPathComputer } from '../../../src/domain/computation/engine.js';
import { BoundTrees } from '../../../src/domain/computation/kernel/bound-trees.js';
import { ANY_LINK } from '../../../src/domain/computation/kernel/link-filter.js';
import { PointToPoint } from '../../../src/domain/computation/kernel/point-to-point.js';
import {
  appendPath,
  SearchLabels,
  searchTowards,
} from '../../../src/domain/computation/kernel/shortest-path.js';
import { sumOf } from '../../../src/domain/computation/objective/path-order.js';
import { LinkId, NodeId } from '../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../../src/domain/values/topology.js';
import { answerParent } from '../child.js';

/** Cairn's side, in a process of its own: one graph, and the questions that are asked of it. */

export type PathsQuestion =
  /** Answers with the number of links. */
  | { readonly kind: 'load'; readonly base: string }
  /** Answers with Answered. */
  | { readonly kind: 'ask'; readonly how: How; readonly questions: number; readonly paths: number }
  /** Answers with the number of answers that aren't link by link those of the plain search backwards. */
  | { readonly kind: 'check'; readonly questions: number }
  /** Both answer with Changed. */
  | { readonly kind: 'change'; readonly falls: boolean; readonly questions: number };

/** `request`: whole requests, by names, with explanation and route object. */
export type How = 'plain' | 'cached' | 'request' | 'k-shortest' | 'disjoint';

export interface Answered {
  /** Per second of processor time. */
  readonly perSecond: number;
  readonly sum: number;
  readonly unreachable: number;
}

export interface Changed {
  /** Of one change, in microseconds. */
  readonly change: number;
  /** Trees ended by one change. */
  readonly ended: number;
  /** Of the next answer for a destination whose tree was ended, its tree built again, in microseconds. */
  readonly rebuilt: number;
}

const LEAST_CPU = 100_000;

interface Loaded {
  readonly network: Network;
  readonly computer: PathComputer;
  readonly plain: PointToPoint;
  readonly pairs: DisjointPairs;
  /** Source, destination and bandwidth of each. */
  readonly asked: Int32Array;
}

let loaded: Loaded | undefined;

const integers = (file: string): Int32Array => {
  const bytes = readFileSync(file);
  return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};

const nodeId = (node: number): NodeId => NodeId(`n${String(node).padStart(6, '0')}`);

function load(base: string): Loaded {
  const numbers = integers(`${base}.gr`);
  const [count = 0, links = 0] = numbers;
  const first = numbers.subarray(2, 3 + count);
  const column = (index: number): Int32Array => {
    const start = 3 + count + index * links;
    return numbers.subarray(start, start + links);
  };
  const [to, metric, available] = [column(0), column(1), column(2)];
  const topology: TopologyLink[] = [];
  for (let node = 0; node < count; node++) {
    for (let link = first[node]!; link < first[node + 1]!; link++) {
      topology.push({
        id: LinkId(`l${String(link).padStart(7, '0')}`),
        source: nodeId(node),
        target: nodeId(to[link]!),
        targetAddress: `10.${link >>> 16}.${(link >>> 8) & 255}.${link & 255}`,
        igpMetric: metric[link]!,
        capacity: available[link]!,
        reservable: available[link]!,
        adminGroups: [],
        srlgs: [],
        operational: true,
      });
    }
  }
  const nodes = Array.from({ length: count }, (_, index) => ({ id: nodeId(index), name: '' }));
  const network = createNetwork(nodes, topology);
  const computer = createPathComputer();
  computer.setTopology(nodes, topology);
  return {
    network,
    computer,
    plain: new PointToPoint(network.graph, new BoundTrees(count), Number.POSITIVE_INFINITY),
    pairs: new DisjointPairs(network.graph, network.paths),
    asked: integers(`${base}.q`).subarray(1),
  };
}

/** Total metric of the answer, -1 when there is none. */
function costOf(loaded: Loaded, how: How, index: number, paths: number): number {
  const { network, asked, plain } = loaded;
  const { graph, filter } = network;
  const weights = graph.igpMetric;
  const [source = 0, destination = 0, bandwidth = 0] = asked.subarray(3 * index, 3 * index + 3);
  const demand = { ...ANY_LINK, bandwidth };
  if (how === 'request') return costOfRequest(loaded, source, destination, bandwidth);
  if (how === 'k-shortest') {
    network.store.renewBudget();
    const query = { ...demand, source, destination, weights, bounds: [], waypoints: [] };
    const sequence = new PathSequence(network, query);
    let sum = -1;
    for (let path = 0; path < paths; path++) {
      const links = sequence.next();
      if (links === undefined) break;
      sum = Math.max(sum, 0) + sumOf(weights, links);
    }
    return sum;
  }
  filter.load(demand, [], []);
  if (how === 'disjoint') {
    const found = loaded.pairs.find({ weights, filter, source, destination, disjointness: 'link' });
    return found.kind === 'found' ? sumOf(weights, found.paths[0]) + sumOf(weights, found.paths[1]) : -1;
  }
  const links: number[] = [];
  const finder = how === 'plain' ? plain : network.paths;
  return finder.append(weights, filter, source, destination, links) ? sumOf(weights, links) : -1;
}

function costOfRequest({ computer }: Loaded, from: number, to: number, bandwidth: number): number {
  const request = pathRequest({ source: nodeId(from), destination: nodeId(to), bandwidth, metric: 'IGP' });
  const answer = computer.compute({ request, signalling: { setupType: 'RSVP_TE' } });
  return answer.kind === 'path' ? answer.path.path.igpMetric : -1;
}

function ask(loaded: Loaded, how: How, questions: number, paths: number): Answered {
  let sum = 0;
  let unreachable = 0;
  const pass = (): void => {
    sum = 0;
    unreachable = 0;
    for (let index = 0; index < questions; index++) {
      const cost = costOf(loaded, how, index, paths);
      if (cost < 0) unreachable += 1;
      else sum += cost;
    }
  };
  buildTrees(loaded, questions);
  pass();
  const before = process.cpuUsage();
  let passes = 0;
  let spent = 0;
  while (spent < LEAST_CPU) {
    pass();
    passes += 1;
    const { user, system } = process.cpuUsage(before);
    spent = user + system;
  }
  return { perSecond: (passes * questions * 1e6) / spent, sum, unreachable };
}

function buildTrees({ network, asked }: Loaded, questions: number): void {
  for (let index = 0; index < questions; index++) {
    network.paths.boundsTowards(network.graph.igpMetric, asked[3 * index + 1]!);
  }
}

function check(loaded: Loaded, questions: number): number {
  const { network, plain, asked } = loaded;
  const { graph, filter, paths } = network;
  const labels = new SearchLabels(graph.nodes.length);
  let wrong = 0;
  for (let index = 0; index < questions; index++) {
    const [source = 0, destination = 0, bandwidth = 0] = asked.subarray(3 * index, 3 * index + 3);
    filter.load({ ...ANY_LINK, bandwidth }, [], []);
    const expected: number[] = [];
    if (searchTowards(graph, graph.igpMetric, filter, destination, source, labels)) {
      appendPath(graph, labels, source, expected);
    }
    for (const finder of [plain, paths]) {
      const links: number[] = [];
      finder.append(graph.igpMetric, filter, source, destination, links);
      if (links.join() !== expected.join()) wrong += 1;
    }
  }
  return wrong;
}

/** Each change on the first link of a cached path, taken back afterwards: a rise hurts no tree, a fall those over the link. */
function change(loaded: Loaded, falls: boolean, questions: number): Changed {
  const { network, asked } = loaded;
  const { graph, paths, filter } = network;
  const weights = graph.igpMetric;
  const took = { change: 0, ended: 0, rebuilt: 0 };
  for (let index = 0; index < questions; index++) {
    buildTrees(loaded, questions);
    const [source = 0, destination = 0] = asked.subarray(3 * index, 3 * index + 2);
    const link = paths.boundsTowards(weights, destination)?.tree.via[source] ?? 0;
    const was = weights[link]!;
    weights[link] = falls ? was - 1 : was + 1;
    const started = performance.now();
    took.ended += paths.weightChanged(weights, link);
    took.change += performance.now() - started;
    filter.load(ANY_LINK, [], []);
    const asking = performance.now();
    paths.boundsTowards(weights, destination);
    paths.append(weights, filter, source, destination, []);
    took.rebuilt += performance.now() - asking;
    weights[link] = was;
    paths.weightChanged(weights, link);
  }
  return {
    change: (1000 * took.change) / questions,
    ended: took.ended / questions,
    rebuilt: (1000 * took.rebuilt) / questions,
  };
}

answerParent<PathsQuestion>((question): Serializable => {
  if (question.kind === 'load') {
    loaded = load(question.base);
    return loaded.network.graph.links.length;
  }
  if (loaded === undefined) throw new Error('nothing is loaded');
  switch (question.kind) {
    case 'ask':
      return { ...ask(loaded, question.how, question.questions, question.paths) };
    case 'check':
      return check(loaded, question.questions);
    default:
      return { ...change(loaded, question.falls, question.questions) };
  }
});
