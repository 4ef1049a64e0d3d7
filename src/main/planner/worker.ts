import { type MessagePort, parentPort } from 'node:worker_threads';
import { reoptimize } from '../../domain/computation/global/reoptimize.js';
import type { Reply, Request } from './protocol.js';

/** Entry of the thread that plans reoptimizations, one after the other. */

function answer({ id, problem, wish, effort }: Request): Reply {
  try {
    return { id, kind: 'planned', reoptimization: reoptimize(problem, wish, effort) };
  } catch (error) {
    return { id, kind: 'failed', detail: String(error) };
  }
}

function serve(port: MessagePort): void {
  port.on('message', (request: Request) => port.postMessage(answer(request)));
}

if (parentPort === null) throw new Error('the thread of the planner cannot be started by itself');
serve(parentPort);
