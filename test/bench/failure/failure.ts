import { parseCairnDocument } from '../../../src/app/topology-documents/cairn-document.js';
import type { ComputationRequest, PathComputer } from '../../../src/domain/computation/computer.js';
import { createPathComputer } from '../../../src/domain/computation/engine.js';
import type { LinkId } from '../../../src/domain/values/identifiers.js';
import { pathRequest } from '../../../src/domain/values/path-request.js';
import type { TopologyLink } from '../../../src/domain/values/topology.js';
import { type Benchmark, type Finding, ofRounds } from '../measure.js';
import { type BenchNetwork, documentOf, generateNetwork } from '../network.js';
import { Random } from '../random.js';

/** A full mesh of so many edge routers: 9,900 LSPs. */
const EDGES = 100;
const ROUNDS = 3;
const SETUP = { setupType: 'RSVP_TE' } as const;

export const failure: Benchmark = {
  name: 'failure',
  summary:
    'a link that carries some 500 of 9,900 LSPs of a full mesh over 1,000 nodes fails: all of them computed together',
  limits: [
    'the path computer alone: no PCEP, no log; one core',
    'bandwidths from 0.3 to 3 Gbit/s, placed one after the other on the cheapest paths with room, so that the fullest links are full before the failure',
    'sequential: each LSP gives its bandwidth back and takes the cheapest path with room, in the order in which the LSPs were set up',
    'each round has other bandwidths and other edge routers, half of them in one region and half in another',
  ],
  run: async () => measure(),
};

interface Lsp {
  readonly owner: string;
  readonly computation: ComputationRequest;
}

interface Outcome {
  readonly milliseconds: number;
  readonly placed: number;
}

function measure(): readonly Finding[] {
  const network = generateNetwork();
  const together: Outcome[] = [];
  const sequential: Outcome[] = [];
  const victims: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [joint, single] = [0, 1].map(() => failed(network, round)) as [Failed, Failed];
    together.push(timed(() => placedTogether(joint)));
    sequential.push(timed(() => placedInTurn(single)));
    victims.push(joint.victims.length);
  }
  const note = `${victims.join(', ')} LSPs in the rounds`;
  const versus = (values: (outcome: Outcome) => number) => ({
    name: 'one after the other, in the order of set-up',
    rounds: sequential.map(values),
  });
  const share = ({ placed }: Outcome, index: number): number => (100 * placed) / victims[index]!;
  return [
    ofRounds(
      { name: 'failure: all victims computed together', unit: 'ms', higherIsBetter: false, note },
      together.map(({ milliseconds }) => milliseconds),
      versus(({ milliseconds }) => milliseconds),
    ),
    ofRounds(
      { name: 'failure: victims that have a path afterwards', unit: '%', higherIsBetter: true, note },
      together.map(share),
      { name: 'one after the other, in the order of set-up', rounds: sequential.map(share) },
    ),
  ];
}

interface Failed {
  readonly computer: PathComputer;
  readonly victims: readonly Lsp[];
}

/** The network with all LSPs on it, after its fullest link has failed in both directions. */
function failed(network: BenchNetwork, round: number): Failed {
  const document = parseCairnDocument(documentOf(network));
  if (!document.ok) throw new Error('the network is refused');
  const { nodes, links } = document.value;
  const computer = createPathComputer();
  computer.setTopology(nodes, links);
  const lsps = meshOf(network, round);
  for (const { owner, computation } of lsps) place(computer, { owner, computation });
  const fullest = fullestOf(computer, links);
  const ends = new Set([fullest.source, fullest.target]);
  const both = links.filter(({ source, target }) => ends.has(source) && ends.has(target));
  const owners = new Set(both.flatMap(({ id }) => computer.ownersOver(id)));
  computer.updateLinks(both.map((link) => ({ ...link, operational: false })));
  return { computer, victims: lsps.filter(({ owner }) => owners.has(owner)) };
}

function meshOf(network: BenchNetwork, round: number): readonly Lsp[] {
  const random = new Random(100 + round);
  const edges = Array.from({ length: EDGES }, (_, index) => {
    const region = index % 2 === 0 ? 0 : network.nodes.length / 2;
    return network.nodes[region + random.below(EDGES)]!.id;
  });
  return edges.flatMap((source, from) =>
    edges.flatMap((destination, to) => {
      if (source === destination) return [];
      const bandwidth = 1e6 * (300 + random.below(2700));
      const request = pathRequest({ source, destination, bandwidth });
      const owner = `lsp ${from}-${to}`;
      return [
        {
          owner,
          computation: { request, signalling: SETUP, ownClaims: [owner], explanation: 'reasons' as const },
        },
      ];
    }),
  );
}

/** True when it found a path, which it takes. */
function place(computer: PathComputer, { owner, computation }: Lsp): boolean {
  const answer = computer.compute(computation);
  if (answer.kind !== 'path') {
    computer.clearClaim(owner);
    return false;
  }
  const { source, bandwidth } = computation.request;
  computer.setClaim(owner, {
    holdingPriority: 7,
    source,
    routes: [{ links: answer.path.path.links, bandwidth }],
  });
  return true;
}

function fullestOf(computer: PathComputer, links: readonly TopologyLink[]): TopologyLink {
  const uses = (id: LinkId): number => computer.ownersOver(id).length;
  const [fullest] = [...links].sort((a, b) => uses(b.id) - uses(a.id));
  if (fullest === undefined) throw new Error('there is no link');
  return fullest;
}

function placedTogether({ computer, victims }: Failed): number {
  const answers = computer.computeTogether(victims.map(({ computation }) => computation));
  return answers.filter(({ kind }) => kind === 'path').length;
}

const placedInTurn = ({ computer, victims }: Failed): number =>
  victims.filter((lsp) => place(computer, lsp)).length;

function timed(work: () => number): Outcome {
  const started = performance.now();
  const placed = work();
  return { milliseconds: performance.now() - started, placed };
}
