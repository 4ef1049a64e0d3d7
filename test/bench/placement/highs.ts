import {
  type LinearModel,
  type LinearSolver,
  mpsText,
} from '../../../src/domain/computation/global/linear-model.js';

/** Columns beyond which the solver would take minutes. */
const MOST_COLUMNS = 120_000;

interface Model {
  setOptions(options: { readonly output_flag: boolean }): void;
  run(): void;
  getObjectiveValue(): number;
}

interface Highs {
  withModel<Outcome>(source: { format: 'mps'; data: Uint8Array }, use: (model: Model) => Outcome): Outcome;
}

type Load = () => Promise<Highs>;

/** HiGHS, if the package is installed: nothing else of the project needs it. Undefined: not installed. */
export async function highsSolver(): Promise<LinearSolver | undefined> {
  // Not a literal, so that the types are complete without the package.
  const name = 'highs';
  try {
    const { default: loaded } = (await import(name)) as {
      readonly default: Load | { readonly default: Load };
    };
    const highs = await (typeof loaded === 'function' ? loaded : loaded.default)();
    return (model) => Promise.resolve(solve(highs, model));
  } catch (error) {
    if ((error as { readonly code?: string }).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function solve(highs: Highs, model: LinearModel): number | undefined {
  if (model.cost.length > MOST_COLUMNS) return undefined;
  const data = new TextEncoder().encode([...mpsText(model)].join(''));
  return highs.withModel({ format: 'mps', data }, (loaded) => {
    loaded.setOptions({ output_flag: false });
    loaded.run();
    return loaded.getObjectiveValue() * model.unit;
  });
}
