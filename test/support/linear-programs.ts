import highsModule from 'highs';

/** The package's types take it for CommonJS, while its code for `import` is an ES module. */
const load = highsModule as unknown as (typeof highsModule)['default'];

/** One unknown: at least 0, at most `upper`. */
export interface Column {
  readonly cost: number;
  readonly upper: number;
  readonly isInteger?: boolean;
  /** Its coefficients by row, each row at most once. */
  readonly entries: readonly (readonly [row: number, coefficient: number])[];
}

/** The least cost with each row between its limits. */
export interface LinearProgram {
  readonly rows: readonly (readonly [lower: number, upper: number])[];
  readonly columns: readonly Column[];
}

const OPTIMAL = 7;
const [CONTINUOUS, INTEGER] = [0, 1];

/** HiGHS as an oracle, in one instance. Gives the least cost of a program, or undefined if nothing meets its rows. */
export async function linearPrograms(): Promise<(program: LinearProgram) => number | undefined> {
  const highs = await load();
  const model = highs.createModel();
  model.raw.setOptionValue('output_flag', false);
  model.raw.setOptionValue('mip_rel_gap', 0);
  // What presolving saves, it costs on programs as small as these.
  model.raw.setOptionValue('presolve', 'off');
  return ({ rows, columns }) => {
    const entries = columns.flatMap((column) => column.entries);
    let filled = 0;
    model.passModel({
      numCols: columns.length,
      numRows: rows.length,
      colCost: columns.map(({ cost }) => cost),
      colLower: columns.map(() => 0),
      colUpper: columns.map(({ upper }) => upper),
      rowLower: rows.map(([lower]) => lower),
      rowUpper: rows.map(([, upper]) => upper),
      matrix: {
        format: 'csc',
        numRows: rows.length,
        numCols: columns.length,
        starts: [0, ...columns.map((column) => (filled += column.entries.length))],
        indices: entries.map(([row]) => row),
        values: entries.map(([, coefficient]) => coefficient),
      },
      ...(columns.some(({ isInteger }) => isInteger)
        ? { integrality: columns.map(({ isInteger }) => (isInteger ? INTEGER : CONTINUOUS)) as (0 | 1)[] }
        : {}),
    });
    model.run();
    return model.getModelStatus() === OPTIMAL ? model.getObjectiveValue() : undefined;
  };
}
