import type { Message } from '../../../src/southbound/pcep/codec/message.js';
import type { PathComputationRequest } from '../../../src/southbound/pcep/codec/messages/pcreq.js';
import { answerParent, machineMilliseconds } from '../child.js';
import { type BenchNetwork, generateNetwork } from '../network.js';
import { PccSession } from '../pcc-session.js';
import { Random } from '../random.js';

/** The process that asks for paths: one PCC, random constraints. */

export type RequestQuestion =
  | { readonly kind: 'connect'; readonly port: number }
  /** Poisson arrivals. */
  | { readonly kind: 'offer'; readonly requests: number; readonly perSecond: number }
  /** As many at a time as `outstanding`. */
  | { readonly kind: 'pump'; readonly requests: number; readonly outstanding: number };

export interface Answers {
  /** Milliseconds from sending each request until its reply was decoded. */
  readonly latencies: Float64Array;
  readonly seconds: number;
  readonly withoutPath: number;
}

const BANDWIDTHS = [10e6, 100e6, 1e9, 5e9] as const;
const BITS_PER_BYTE = 8;

const network: BenchNetwork = generateNetwork();
const random = new Random(4);
const sentAt = new Map<number, number>();
let session: PccSession | undefined;
let requestId = 0;
let latencies: number[] = [];
let withoutPath = 0;
let onReply: () => void = () => undefined;

function take(message: Message): void {
  if (message.kind !== 'PCRep') throw new Error(`Cairn answered with ${message.kind}`);
  const now = machineMilliseconds();
  for (const { rp, noPath } of message.replies) {
    latencies.push(now - (sentAt.get(rp.requestId) ?? Number.NaN));
    sentAt.delete(rp.requestId);
    if (noPath !== undefined) withoutPath++;
    onReply();
  }
}

function send(): void {
  sentAt.set(++requestId, machineMilliseconds());
  session?.send({ kind: 'PCReq', svecs: [], requests: [randomRequest(requestId)] });
}

function randomRequest(id: number): PathComputationRequest {
  const source = random.below(network.nodes.length);
  const destination = (source + 1 + random.below(network.nodes.length - 1)) % network.nodes.length;
  const mask = (share: number): number => (random.next() < share ? 1 << random.below(4) : 0);
  return {
    rp: {
      kind: 'RP',
      p: true,
      requestId: id,
      priority: 0,
      reoptimization: false,
      bidirectional: false,
      loose: false,
      supplyObjectiveFunction: false,
      tlvs: [],
    },
    endPoints: {
      kind: 'END-POINTS',
      p: true,
      source: network.nodes[source]?.routerId ?? '',
      destination: network.nodes[destination]?.routerId ?? '',
    },
    associations: [],
    lspa: {
      kind: 'LSPA',
      excludeAny: mask(0.3),
      includeAny: 0,
      includeAll: mask(0.02),
      setupPriority: 7,
      holdingPriority: 7,
      localProtectionDesired: false,
      tlvs: [],
    },
    bandwidth: {
      kind: 'BANDWIDTH',
      of: 'requested',
      bytesPerSecond: random.pick(BANDWIDTHS) / BITS_PER_BYTE,
    },
    metrics: [{ kind: 'METRIC', metricType: random.pick([1, 2]), bound: false, computed: true, value: 0 }],
    others: [],
  };
}

async function offer(requests: number, perSecond: number): Promise<void> {
  let next = machineMilliseconds() + 20;
  const replies = new Promise<void>((resolve) => {
    onReply = () => latencies.length === requests && resolve();
  });
  for (let sent = 0; sent < requests; ) {
    for (; sent < requests && next <= machineMilliseconds(); sent++) {
      send();
      next += (-Math.log(1 - random.next()) * 1000) / perSecond;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await replies;
}

function pump(requests: number, outstanding: number): Promise<void> {
  return new Promise((resolve) => {
    let sent = 0;
    onReply = () => {
      if (latencies.length === requests) resolve();
      else if (sent < requests) {
        sent++;
        send();
      }
    };
    for (; sent < Math.min(outstanding, requests); sent++) send();
  });
}

async function measured(work: Promise<void>): Promise<Answers> {
  latencies = [];
  withoutPath = 0;
  const started = machineMilliseconds();
  await work;
  const seconds = (machineMilliseconds() - started) / 1000;
  return { latencies: Float64Array.from(latencies), seconds, withoutPath };
}

answerParent<RequestQuestion>(async (question) => {
  switch (question.kind) {
    case 'connect':
      session = await PccSession.open(question.port, 'bench-requester', take);
      return null;
    case 'offer':
      return measured(offer(question.requests, question.perSecond));
    default:
      return measured(pump(question.requests, question.outstanding));
  }
});
