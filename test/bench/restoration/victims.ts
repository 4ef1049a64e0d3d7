import type { PathComputer } from '../../../src/domain/computation/computer.js';
import { createPathComputer } from '../../../src/domain/computation/engine.js';
import type { LinkId } from '../../../src/domain/values/identifiers.js';
import { type PathRequest, pathRequest } from '../../../src/domain/values/path-request.js';
import type { TopologyLink, TopologyNode } from '../../../src/domain/values/topology.js';
import { Random } from '../random.js';

export interface Victim {
  readonly name: string;
  /** Node id of the head-end. */
  readonly head: string;
  readonly request: PathRequest;
  readonly links: readonly LinkId[];
  /** Interfaces that are arrived at. */
  readonly route: readonly string[];
}

/** A failure that meets all LSPs of the network, in the order in which they were set up. */
export interface Failure {
  /** With as little room besides the victims as the LSPs of others leave. */
  readonly links: readonly TopologyLink[];
  /** Both directions. */
  readonly failing: readonly TopologyLink[];
  readonly victims: readonly Victim[];
}

const SETUP = { setupType: 'RSVP_TE' } as const;

/** Head-ends are those whose way to the link is the shortest, so that many paths lead over it, as in a backbone. */
export function failureOf(
  nodes: readonly TopologyNode[],
  links: readonly TopologyLink[],
  wanted: { readonly heads: number; readonly lsps: number; readonly seed: number },
): Failure {
  const random = new Random(wanted.seed);
  const largest = Math.max(...links.map(({ capacity }) => capacity));
  const large = links.filter(({ capacity }) => capacity === largest);
  for (let tried = 0; tried < large.length; tried++) {
    const found = failureOver(random.pick(large), { nodes, links, random, ...wanted });
    if (found !== undefined) return found;
  }
  throw new Error(`no link has ${wanted.lsps} LSPs of ${wanted.heads} head-ends`);
}

interface Situation {
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly TopologyLink[];
  readonly random: Random;
  readonly heads: number;
  readonly lsps: number;
}

function failureOver(link: TopologyLink, situation: Situation): Failure | undefined {
  const { nodes, links, random, heads, lsps } = situation;
  const ends = new Set([link.source, link.target]);
  const failing = links.filter(({ source, target }) => ends.has(source) && ends.has(target));
  const computer = createPathComputer();
  computer.setTopology(nodes, links);
  const distanceTo = new Map(
    nodes.map(({ id }) => {
      if (id === link.source) return [id, 0];
      const request = pathRequest({ source: id, destination: link.source });
      const found = computer.findPath({ request, signalling: SETUP });
      // Its way to the link must not come from the far end of it.
      const isBefore = found !== undefined && !found.path.nodes.includes(link.target);
      return [id, isBefore ? found.path.teMetric : undefined];
    }),
  );
  const near = [...nodes]
    .filter(({ id }) => distanceTo.get(id) !== undefined)
    .sort((a, b) => (distanceTo.get(a.id) ?? 0) - (distanceTo.get(b.id) ?? 0))
    .slice(0, heads);
  const victims: Victim[] = [];
  const bandwidth = (): number =>
    Math.round((link.capacity / lsps / 1e6) * (0.2 + 1.2 * random.next())) * 1e6;
  for (let attempt = 0; victims.length < lsps && attempt < 5 * lsps; attempt++) {
    const head = near[attempt % near.length]!.id;
    const destination = random.pick(nodes).id;
    const pair = { head, destination, bandwidth: bandwidth(), link };
    const victim = placed(computer, pair, victims.length);
    if (victim !== undefined) victims.push(victim);
  }
  const used = new Set(victims.map(({ head }) => head));
  return victims.length < lsps || used.size < heads
    ? undefined
    : { failing, victims, links: crowded(computer, links, random) };
}

/** The share of the rest of each link that others leave: at most so much. */
const LEFT = 0.05;

const crowded = (computer: PathComputer, links: readonly TopologyLink[], random: Random) =>
  links.map((link) => {
    const taken = computer.reserved(link.id);
    const left = (link.reservable - taken) * LEFT * random.next();
    return { ...link, reservable: Math.round(taken + left) };
  });

interface Pair {
  readonly head: string;
  readonly destination: string;
  readonly bandwidth: number;
  readonly link: TopologyLink;
}

interface Stretch {
  readonly nodes: readonly string[];
  readonly links: readonly LinkId[];
  readonly route: readonly string[];
}

/** The cheapest way to the link, the link, and the cheapest way from there, if that meets no node twice. */
function placed(computer: PathComputer, pair: Pair, number: number): Victim | undefined {
  const { head, destination, bandwidth, link } = pair;
  if (head === destination) return undefined;
  const to = stretch(computer, head, link.source, bandwidth);
  const from = stretch(computer, link.target, destination, bandwidth);
  if (to === undefined || from === undefined || computer.available(link.id, 7) < bandwidth) return undefined;
  const nodes = [...to.nodes, ...from.nodes];
  if (new Set(nodes).size < nodes.length) return undefined;
  const links = [...to.links, link.id, ...from.links];
  const name = `lsp-${number}`;
  computer.setClaim(name, { holdingPriority: 7, source: head, routes: [{ links, bandwidth }] });
  const route = [...to.route, link.targetAddress ?? '', ...from.route];
  return { name, head, request: pathRequest({ source: head, destination, bandwidth }), links, route };
}

function stretch(
  computer: PathComputer,
  source: string,
  destination: string,
  bandwidth: number,
): Stretch | undefined {
  if (source === destination) return { nodes: [source], links: [], route: [] };
  const request = pathRequest({ source, destination, bandwidth });
  const found = computer.findPath({ request, signalling: SETUP });
  if (found === undefined) return undefined;
  const route = found.route.flatMap((hop) => (hop.kind === 'address' ? [hop.address] : []));
  return { nodes: found.path.nodes, links: found.path.links, route };
}

export interface Placed {
  readonly blocked: number;
  readonly milliseconds: number;
}

/** How many find no path when each gives up its own and takes the cheapest with room, in an order of chance. */
export function inTurn(nodes: readonly TopologyNode[], failure: Failure, seed: number): Placed {
  const computer = failed(nodes, failure);
  const random = new Random(seed);
  const order = failure.victims.map((victim) => [random.next(), victim] as const).sort(([a], [b]) => a - b);
  const started = performance.now();
  let blocked = 0;
  for (const [, victim] of order) {
    const answer = computer.compute(questionOf(victim));
    if (answer.kind === 'path') claim(computer, victim, answer.path.path.links);
    else {
      computer.clearClaim(victim.name);
      blocked += 1;
    }
  }
  return { blocked, milliseconds: performance.now() - started };
}

/** The same, computed as one set. */
export function together(nodes: readonly TopologyNode[], failure: Failure): Placed {
  const computer = failed(nodes, failure);
  const started = performance.now();
  const answers = computer.computeTogether(failure.victims.map(questionOf));
  const milliseconds = performance.now() - started;
  return { blocked: answers.filter(({ kind }) => kind !== 'path').length, milliseconds };
}

function failed(nodes: readonly TopologyNode[], { failing, victims, links }: Failure): PathComputer {
  const computer = createPathComputer();
  computer.setTopology(nodes, links);
  for (const victim of victims) claim(computer, victim, victim.links);
  computer.updateLinks(failing.map((link) => ({ ...link, operational: false })));
  return computer;
}

const questionOf = ({ name, request }: Victim) => ({ request, signalling: SETUP, ownClaims: [name] });

function claim(computer: PathComputer, { name, head, request }: Victim, links: readonly LinkId[]): void {
  const routes = [{ links, bandwidth: request.bandwidth }];
  computer.setClaim(name, { holdingPriority: 7, source: head, routes });
}
