import path from 'node:path';
import { parseCairnDocument } from '../../../src/app/topology-documents/cairn-document.js';
import { SourceName } from '../../../src/domain/values/identifiers.js';
import type { TopologyLink, TopologyNode } from '../../../src/domain/values/topology.js';
import type { Message } from '../../../src/southbound/pcep/codec/message.js';
import { pcrpt, type ReportWords } from '../../support/pcep-messages.js';
import { type Benchmark, type Finding, ofRounds } from '../measure.js';
import { documentOf, generateNetwork } from '../network.js';
import { PccSession } from '../pcc-session.js';
import { type RunningCairn, startCairn } from '../running-cairn.js';
import { inScratchFolder } from '../scratch.js';
import { type Failure, failureOf, inTurn, type Placed, together, type Victim } from './victims.js';

const HEADS = 50;
const LSPS = 1_000;
const ROUNDS = 3;
const FEED = SourceName('bgp-ls:192.0.2.1');

export const restoration: Benchmark = {
  name: 'restoration',
  summary: `a link that ${LSPS} LSPs of ${HEADS} head-ends use fails in a network of 1,000 nodes: until the last PCUpd is at its head-end`,
  limits: [
    'Cairn as `cairn serve` composes it, its store on disk, PCEP over loopback; the link is withdrawn as BGP-LS does it, past the BGP codec',
    'the head-ends run in the same process and share its one thread with Cairn: their decoding and reports count; they signal in no time and never refuse',
    'other LSPs leave 0 to 5 % of what is free on each link, so that not all can be placed by anybody',
    'arrival order: the engine alone, each LSP by itself in an order of chance, every one giving its own bandwidth back first; its time is without PCEP and log',
    'each round has another link, other head-ends and bandwidths, and a new store',
  ],
  run: async () => measure(),
};

async function measure(): Promise<readonly Finding[]> {
  const document = parseCairnDocument(documentOf(generateNetwork()));
  if (!document.ok) throw new Error('the network is refused');
  const { nodes, links } = document.value;
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await play(nodes, links, round));
  const of = (value: (round: Round) => number): readonly number[] => rounds.map(value);
  const ms = { unit: 'ms', higherIsBetter: false };
  const alone = (how: 'inTurn' | 'together', what: keyof Placed) => of((round) => round[how][what]);
  return [
    ofRounds(
      { name: 'restoration: link down to first PCUpd', ...ms },
      of(({ first }) => first),
    ),
    ofRounds(
      { name: 'restoration: link down to last PCUpd', ...ms },
      of(({ last }) => last),
      { name: 'the joint computation alone', rounds: alone('together', 'milliseconds') },
    ),
    ofRounds(
      { name: `restoration: link down to ${LSPS} outcomes in the log`, ...ms },
      of(({ done }) => done),
    ),
    ofRounds({ name: 'restoration: computed together', ...ms }, alone('together', 'milliseconds'), {
      name: 'in arrival order, each by itself',
      rounds: alone('inTurn', 'milliseconds'),
    }),
    ofRounds(
      { name: 'restoration: LSPs without a path afterwards', unit: '', higherIsBetter: false },
      of(({ blocked }) => blocked),
      { name: 'in arrival order, each by itself', rounds: alone('inTurn', 'blocked') },
    ),
  ];
}

/** Milliseconds since the link went down. */
interface Round {
  readonly first: number;
  readonly last: number;
  readonly done: number;
  readonly blocked: number;
  /** By the engine alone. */
  readonly inTurn: Placed;
  readonly together: Placed;
}

const play = (
  nodes: readonly TopologyNode[],
  links: readonly TopologyLink[],
  round: number,
): Promise<Round> =>
  inScratchFolder(async (folder) => {
    const failure = failureOf(nodes, links, { heads: HEADS, lsps: LSPS, seed: 10 + round });
    const cairn = await startCairn({ file: path.join(folder, 'restoration.db') });
    feed(cairn, nodes, failure.links);
    const heads = new Heads(failure.victims, nodes);
    await heads.connect(cairn);
    await until(() => cairn.pce.live.state.lspDb.size === LSPS && !cairn.pce.isBusy());
    // What the LSPs take is counted before the failure, as it would be in a PCE that has been up for a while.
    cairn.pce.live.settle();
    const outcomes = new Outcomes(cairn);
    const started = performance.now();
    fail(cairn, failure);
    await until(() => outcomes.count >= LSPS);
    const done = outcomes.last - started;
    // Who found nothing at first may still get what others have left.
    for (let seen = -1; seen !== outcomes.count; await pause(QUIET)) seen = outcomes.count;
    const blocked = LSPS - heads.updated;
    outcomes.stop();
    heads.close();
    await cairn.stop();
    const { first, last } = heads;
    return {
      first: first - started,
      last: last - started,
      done,
      blocked,
      inTurn: inTurn(nodes, failure, round),
      together: together(nodes, failure),
    };
  });

function feed({ pce }: RunningCairn, nodes: readonly TopologyNode[], links: readonly TopologyLink[]): void {
  pce.feedOpened({
    source: FEED,
    address: '192.0.2.1',
    asNumber: 65_000,
    routerId: '192.0.2.1',
    holdTime: 0,
  });
  pce.topologyObserved(FEED, { nodes, links, withdrawnNodes: [], withdrawnLinks: [] });
  pce.feedSynchronized(FEED);
}

const fail = ({ pce }: RunningCairn, { failing }: Failure): void =>
  pce.topologyObserved(FEED, {
    nodes: [],
    links: [],
    withdrawnNodes: [],
    withdrawnLinks: failing.map(({ id }) => id),
  });

/** Counts the LSPs that are done with: moved, or known to have nowhere to go. */
class Outcomes {
  count = 0;
  last = 0;
  readonly stop: () => void;

  constructor({ pce }: RunningCairn) {
    const take = (events: readonly { readonly type: string }[]): void => {
      for (const { type } of events) {
        if (!ENDS.has(type)) continue;
        this.count += 1;
        this.last = performance.now();
      }
    };
    const subscription = pce.follow(pce.head(), async (events) => take(events), console.error);
    this.stop = () => subscription.close();
  }
}

const ENDS: ReadonlySet<string> = new Set([
  'OperationSucceeded',
  'OperationFailed',
  'OperationTimedOut',
  'LspNotReroutable',
]);

/** Head-ends that do at once what they are told. */
class Heads {
  updated = 0;
  first = 0;
  last = 0;
  readonly #sessions: PccSession[] = [];
  readonly #ofHead = new Map<string, Victim[]>();
  readonly #routerIds: ReadonlyMap<string, string>;

  constructor(victims: readonly Victim[], nodes: readonly TopologyNode[]) {
    this.#routerIds = new Map(nodes.map(({ id, routerId = '' }) => [id, routerId]));
    for (const victim of victims) {
      const own = this.#ofHead.get(victim.head) ?? [];
      own.push(victim);
      this.#ofHead.set(victim.head, own);
    }
  }

  async connect({ port }: RunningCairn): Promise<void> {
    for (const [head, victims] of this.#ofHead) {
      const session: PccSession = await PccSession.open(port, head, (message) =>
        this.#obey(session, victims, message),
      );
      this.#sessions.push(session);
      for (const [at, victim] of victims.entries())
        session.send(pcrpt({ ...this.#wordsOf(victim, at), route: victim.route }));
    }
  }

  close(): void {
    for (const session of this.#sessions) session.close();
  }

  #obey(session: PccSession, victims: readonly Victim[], message: Message): void {
    if (message.kind !== 'PCUpd') return;
    this.last = performance.now();
    for (const { srp, lsp, ero } of message.updates) {
      if (this.updated === 0) this.first = this.last;
      this.updated += 1;
      const victim = victims[lsp.plspId - 1];
      if (victim === undefined) throw new Error(`a PCUpd for PLSP-ID ${lsp.plspId}`);
      const route = ero.subobjects.flatMap((hop) => (hop.kind === 'IPv4' ? [hop.address] : []));
      const words = { ...this.#wordsOf(victim, lsp.plspId - 1), lspId: 2, route };
      session.send(pcrpt({ ...words, srpId: srp.srpId, operational: 4 }, words));
      session.send(pcrpt({ ...words, lspId: 1, remove: true, operational: 0, route: [] }));
    }
  }

  #wordsOf({ name, request }: Victim, at: number): ReportWords {
    const { source, destination, bandwidth } = request;
    return {
      plspId: at + 1,
      name,
      source: this.#routerIds.get(source) ?? '',
      destination: this.#routerIds.get(destination) ?? '',
      bandwidth,
    };
  }
}

const PATIENCE = 60_000;
/** Nothing happens any more when nothing has happened for so long, milliseconds. */
const QUIET = 500;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Looks again every millisecond: what is timed is told by those who see it, not by this. */
async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = performance.now() + PATIENCE; !isSo(); ) {
    if (performance.now() > deadline) throw new Error('it does not come to an end');
    await pause(1);
  }
}
