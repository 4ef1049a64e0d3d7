import type { LinearModel } from '../../../../../src/domain/computation/global/linear-model.js';

/**
 * Dense two-phase simplex with Bland's rule: slow and plain, for models of a few dozen columns. Undefined: infeasible
 * or unbounded.
 */
export function leastCost(model: LinearModel): number | undefined {
  const rows = rowsOf(model);
  const columns = model.cost.length;
  const slacks = rows.filter(({ isEquation }) => !isEquation).length;
  const width = columns + slacks + rows.length;
  let slack = columns;
  const table = rows.map(({ coefficients, limit, isEquation }, index) => {
    const line = new Float64Array(width + 1);
    line.set(coefficients);
    if (!isEquation) line[slack++] = 1;
    line[width] = limit;
    if (limit < 0) line.forEach((value, at) => (line[at] = -value));
    line[columns + slacks + index] = 1;
    return line;
  });
  const basis = rows.map((_, index) => columns + slacks + index);
  const artificial = new Float64Array(width).fill(1, columns + slacks);
  if (minimise(table, basis, artificial, width) > 1e-7) return undefined;
  const cost = new Float64Array(width).fill(1e6, columns + slacks);
  cost.set(model.cost);
  return minimise(table, basis, cost, columns + slacks);
}

interface Row {
  readonly coefficients: Float64Array;
  readonly limit: number;
  readonly isEquation: boolean;
}

function rowsOf({ rowLower, rowUpper, cost, columnUpper, first, row, value }: LinearModel): readonly Row[] {
  const rows: Row[] = Array.from(rowUpper, (limit, index) => ({
    coefficients: new Float64Array(cost.length),
    limit,
    isEquation: rowLower[index] === limit,
  }));
  cost.forEach((_, column) => {
    for (let at = first[column]!; at < first[column + 1]!; at++)
      rows[row[at]!]!.coefficients[column]! += value[at]!;
  });
  columnUpper.forEach((limit, column) => {
    if (limit === Number.POSITIVE_INFINITY) return;
    const coefficients = new Float64Array(cost.length);
    coefficients[column] = 1;
    rows.push({ coefficients, limit, isEquation: false });
  });
  return rows;
}

/** Pivots among the first `usable` columns until nothing improves; the cost of the basis. */
function minimise(table: Float64Array[], basis: number[], cost: Float64Array, usable: number): number {
  const right = cost.length;
  for (;;) {
    const entering = Array.from({ length: usable }, (_, column) => column).find((column) => {
      const reduced = table.reduce((sum, line, at) => sum - cost[basis[at]!]! * line[column]!, cost[column]!);
      return reduced < -1e-9;
    });
    if (entering === undefined) break;
    let leaving = -1;
    table.forEach((line, at) => {
      if (line[entering]! <= 1e-9) return;
      const best = table[leaving];
      const difference =
        best === undefined ? -1 : line[right]! / line[entering]! - best[right]! / best[entering]!;
      if (difference < -1e-12 || (Math.abs(difference) <= 1e-12 && basis[at]! < basis[leaving]!))
        leaving = at;
    });
    if (leaving < 0) return Number.NEGATIVE_INFINITY;
    const pivot = table[leaving]!;
    const by = pivot[entering]!;
    pivot.forEach((value, at) => (pivot[at] = value / by));
    table.forEach((line, at) => {
      const times = line[entering]!;
      if (at !== leaving && times !== 0)
        line.forEach((value, column) => (line[column] = value - times * pivot[column]!));
    });
    basis[leaving] = entering;
  }
  return table.reduce((sum, line, at) => sum + cost[basis[at]!]! * line[right]!, 0);
}
