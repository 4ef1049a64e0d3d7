import { type MessagePort, parentPort } from 'node:worker_threads';
import highsModule, { type Highs } from 'highs';
import type { LinearModel } from '../../domain/computation/global/linear-model.js';
import type { Reply, Request } from './protocol.js';

/** Entry of the thread of the linear solver: HiGHS as WebAssembly, which blocks the thread until it is done. */

/** The package's types take it for CommonJS, while its code for `import` is an ES module. */
const load = highsModule as unknown as (typeof highsModule)['default'];

function solve(highs: Highs, { model, timeLimit }: Request): Reply {
  return highs.withModel(dataOf(model), (loaded): Reply => {
    loaded.raw.setOptionValue('output_flag', false);
    loaded.raw.setOptionValue('time_limit', timeLimit / 1000);
    loaded.run();
    const status = loaded.getModelStatus();
    const { optimal, infeasible, unboundedOrInfeasible, timeLimit: timeOver } = highs.constants.modelStatus;
    switch (status) {
      case optimal:
        return { kind: 'solved', figure: loaded.getObjectiveValue() * model.unit };
      case infeasible:
      case unboundedOrInfeasible:
        return { kind: 'unsolved', reason: 'INFEASIBLE', detail: 'nothing meets all rows' };
      case timeOver:
        return { kind: 'unsolved', reason: 'TIME_LIMIT', detail: `not solved in ${timeLimit} ms` };
      default:
        return { kind: 'unsolved', reason: 'FAILED', detail: `HiGHS ended with model status ${status}` };
    }
  });
}

const dataOf = ({ rowLower, rowUpper, cost, columnUpper, first, row, value }: LinearModel) => ({
  numCols: cost.length,
  numRows: rowLower.length,
  colCost: cost,
  colLower: new Float64Array(cost.length),
  colUpper: columnUpper,
  rowLower,
  rowUpper,
  matrix: {
    format: 'csc' as const,
    numRows: rowLower.length,
    numCols: cost.length,
    starts: first,
    indices: row,
    values: value,
  },
});

function serve(port: MessagePort): void {
  const loading = load();
  port.on('message', (request: Request) => {
    void loading
      .then((highs) => solve(highs, request))
      .catch((error: unknown): Reply => ({ kind: 'broken', detail: String(error) }))
      .then((reply) => port.postMessage(reply));
  });
}

if (parentPort === null) throw new Error('the thread of the linear solver cannot be started by itself');
serve(parentPort);
