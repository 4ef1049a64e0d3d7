import { type MessagePort, parentPort } from 'node:worker_threads';
import { NetworkCopy } from '../../domain/computation/network-copy.js';
import type { DetachedQuestion, NumberedQuestion } from '../../domain/computation/question.js';
import type { Reply, Request } from './protocol.js';
import { unpackTopology } from './topology-bytes.js';

/** Entry of a thread of the computation pool: keeps copies of networks and answers questions on them, one after the other. */

interface Known {
  readonly copy: NetworkCopy;
  /** Of the reservations that it has; -1: of none. */
  version: number;
}

const networks = new Map<number, Known>();

function answer(request: Request): Reply {
  const { forget, network, topology, changes, version, unreserved } = request;
  for (const forgotten of forget) networks.delete(forgotten);
  if (topology !== undefined) {
    const { nodes, links } = unpackTopology(topology);
    networks.set(network, { copy: new NetworkCopy(nodes, links), version: -1 });
  }
  const known = networks.get(network);
  if (known === undefined) throw new Error(`the thread has no network ${network}`);
  if (changes.length > 0) known.copy.updateLinks(changes);
  // Changed links widen what was there before: the version is another one too.
  if (known.version !== version) known.copy.setUnreserved(unreserved);
  known.version = version;
  const started = performance.now();
  const answers = detached(request).map((question) => known.copy.answer(question));
  return { answers: JSON.stringify(answers), milliseconds: performance.now() - started };
}

function detached({ questions, freed }: Request): readonly DetachedQuestion[] {
  const all = (JSON.parse(questions) as NumberedQuestion[]).map((question) => ({
    question,
    ...NOTHING_FREED,
  }));
  for (const { of, ...freedFor } of freed) Object.assign(all[of]!, freedFor);
  return all;
}

const NOTHING_FREED = { freedAt: new Int32Array(0), freed: new Float64Array(0) };

function serve(port: MessagePort): void {
  port.on('message', (request: Request) => {
    let reply: Reply;
    try {
      reply = answer(request);
    } catch (error) {
      // What is left of a network is not certain, nor whether the next request builds on it.
      networks.clear();
      reply = { failure: String(error) };
    }
    port.postMessage(reply);
  });
}

if (parentPort === null) throw new Error('a thread of the computation pool cannot be started by itself');
serve(parentPort);
