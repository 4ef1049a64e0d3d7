import highsModule, { type Highs } from 'highs';
import {
  type LinearModel,
  type LinearSolver,
  mpsText,
} from '../../../src/domain/computation/global/linear-model.js';

/** The package's types take it for CommonJS, while its code for `import` is an ES module. */
const load = highsModule as unknown as (typeof highsModule)['default'];

/** Columns beyond which the solver would take minutes. */
const MOST_COLUMNS = 120_000;

/** HiGHS, as WebAssembly in this process. */
export async function highsSolver(): Promise<LinearSolver> {
  const highs = await load();
  return (model) => Promise.resolve(solve(highs, model));
}

function solve(highs: Highs, model: LinearModel): number | undefined {
  if (model.cost.length > MOST_COLUMNS) return undefined;
  const data = new TextEncoder().encode([...mpsText(model)].join(''));
  return highs.withModel({ format: 'mps', data }, (loaded) => {
    loaded.raw.setOptionValue('output_flag', false);
    loaded.run();
    return loaded.getObjectiveValue() * model.unit;
  });
}
