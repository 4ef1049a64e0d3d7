import { compileInstance, type Instance, NONE } from './instance.js';
import type { GlobalProblem } from './problem.js';

/**
 * Minimise `cost * x` with `rowLower <= A x <= rowUpper` and `0 <= x <= columnUpper`. A by columns: the entries of
 * column j are `row[first[j]]`, `value[first[j]]` on.
 */
export interface LinearModel {
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  readonly cost: Float64Array;
  readonly columnUpper: Float64Array;
  readonly first: Int32Array;
  readonly row: Int32Array;
  readonly value: Float64Array;
  /** The sought-after figure is the least cost times this: amounts are scaled so that a solver meets numbers near 1. */
  readonly unit: number;
}

/**
 * PORT: solves a model to optimality. Resolves to the least cost, or undefined if there is none or it was not
 * reached.
 */
export type LinearSolver = (model: LinearModel) => Promise<number | undefined>;

/**
 * The largest utilisation that can't be avoided even if demands could be split. Flows are summed up by destination
 * (and mask), which changes nothing for splittable ones. Metric bounds are left out, so the figure is a bound with
 * them too. (V + E) columns and rows per destination. Expects a path for every demand.
 */
export function minMaxModel(problem: GlobalProblem): LinearModel {
  const instance = compileInstance(problem);
  const flows = flowsOf(instance);
  const builder = new ModelBuilder(unitOf(instance));
  addFlows(builder, instance, flows);
  const capacityRow = addCapacityRows(builder, instance, 0);
  builder.column(1, Number.POSITIVE_INFINITY);
  for (let arc = 0; arc < instance.arcCount; arc++) {
    if (capacityRow[arc] !== NONE) builder.entry(capacityRow[arc]!, -instance.capacity[arc]! / builder.unit);
  }
  return builder.build(1);
}

/**
 * The most bandwidth that can be placed even if demands could be split: minus the least cost, in bit/s after `unit`.
 * Priorities count alike, so with several of them less may be right.
 */
export function maxThroughputModel(problem: GlobalProblem): LinearModel {
  const instance = compileInstance(problem);
  const flows = flowsOf(instance);
  const builder = new ModelBuilder(unitOf(instance));
  addFlows(builder, instance, flows);
  addCapacityRows(builder, instance, 1);
  for (const { rowOf, wanted } of flows) {
    wanted.forEach((bandwidth, node) => {
      if (bandwidth === 0) return;
      builder.column(-1, bandwidth / builder.unit);
      builder.entry(rowOf[node]!, -1);
      builder.setRow(rowOf[node]!, 0, 0);
    });
  }
  return builder.build(builder.unit);
}

/** Everything that goes to one destination under one mask. */
interface Flow {
  readonly target: number;
  readonly mask: Uint8Array | undefined;
  /** Bit/s by node. */
  readonly wanted: Float64Array;
  /** Conservation at each node but the target. */
  readonly rowOf: Int32Array;
}

function flowsOf(instance: Instance): readonly Flow[] {
  const { demandCount, nodeCount, target, maskOf, masks, source, bandwidth } = instance;
  const flows = new Map<string, Flow>();
  for (let demand = 0; demand < demandCount; demand++) {
    const key = `${target[demand]} ${maskOf[demand]}`;
    let flow = flows.get(key);
    if (flow === undefined) {
      flow = {
        target: target[demand]!,
        mask: masks[maskOf[demand]!],
        wanted: new Float64Array(nodeCount),
        rowOf: new Int32Array(nodeCount).fill(NONE),
      };
      flows.set(key, flow);
    }
    flow.wanted[source[demand]!]! += bandwidth[demand]!;
  }
  return [...flows.values()];
}

const unitOf = ({ capacity, arcCount }: Instance): number =>
  capacity.reduce((sum, bits) => sum + bits, 0) / arcCount || 1;

/**
 * The rows of conservation first, then a column per flow and arc, its capacity entry in row `first capacity row +
 * arc`.
 */
function addFlows(builder: ModelBuilder, instance: Instance, flows: readonly Flow[]): void {
  for (const { target, wanted, rowOf } of flows) {
    for (let node = 0; node < instance.nodeCount; node++) {
      if (node === target) continue;
      const bandwidth = wanted[node]! / builder.unit;
      rowOf[node] = builder.addRow(bandwidth, bandwidth);
    }
  }
  const firstCapacityRow = builder.rowCount;
  for (const { target, mask, rowOf } of flows) {
    for (let arc = 0; arc < instance.arcCount; arc++) {
      const [from, to] = [instance.tail[arc]!, instance.head[arc]!];
      if (from === target || instance.capacity[arc] === 0 || mask?.[arc] === 0) continue;
      builder.column(0, Number.POSITIVE_INFINITY);
      builder.entry(rowOf[from]!, 1);
      if (to !== target) builder.entry(rowOf[to]!, -1);
      builder.entry(firstCapacityRow + arc, 1);
    }
  }
}

/** At most `share` of each arc's capacity, less what stays there. Returns the rows. */
function addCapacityRows(
  builder: ModelBuilder,
  { arcCount, capacity, background }: Instance,
  share: number,
): Int32Array {
  return Int32Array.from({ length: arcCount }, (_, arc) =>
    builder.addRow(Number.NEGATIVE_INFINITY, (share * capacity[arc]! - background[arc]!) / builder.unit),
  );
}

class ModelBuilder {
  readonly unit: number;
  private readonly rowLower: number[] = [];
  private readonly rowUpper: number[] = [];
  private readonly cost: number[] = [];
  private readonly columnUpper: number[] = [];
  private readonly first: number[] = [];
  private readonly row: number[] = [];
  private readonly value: number[] = [];

  constructor(unit: number) {
    this.unit = unit;
  }

  get rowCount(): number {
    return this.rowLower.length;
  }

  addRow(lower: number, upper: number): number {
    this.rowLower.push(lower);
    return this.rowUpper.push(upper) - 1;
  }

  setRow(row: number, lower: number, upper: number): void {
    this.rowLower[row] = lower;
    this.rowUpper[row] = upper;
  }

  /** The entries that follow are its. */
  column(cost: number, upper: number): void {
    this.first.push(this.row.length);
    this.cost.push(cost);
    this.columnUpper.push(upper);
  }

  entry(row: number, value: number): void {
    this.row.push(row);
    this.value.push(value);
  }

  build(unit: number): LinearModel {
    return {
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
      cost: Float64Array.from(this.cost),
      columnUpper: Float64Array.from(this.columnUpper),
      first: Int32Array.from([...this.first, this.row.length]),
      row: Int32Array.from(this.row),
      value: Float64Array.from(this.value),
      unit,
    };
  }
}

/**
 * The model in free MPS form, which every solver reads. Expects rows that are equations or have only an upper limit.
 * Yields the text in pieces: of a large model it is too long for one string.
 */
export function* mpsText(model: LinearModel): Iterable<string> {
  const { rowLower, rowUpper, cost, columnUpper, first, row, value } = model;
  yield 'NAME placement\nROWS\n N cost\n';
  yield* pieces(rowUpper.length, (at) => ` ${rowLower[at] === rowUpper[at] ? 'E' : 'L'} r${at}\n`);
  yield 'COLUMNS\n';
  yield* pieces(cost.length, (column) => {
    let lines = cost[column] === 0 ? '' : ` x${column} cost ${cost[column]}\n`;
    for (let at = first[column]!; at < first[column + 1]!; at++)
      lines += ` x${column} r${row[at]} ${value[at]}\n`;
    return lines;
  });
  yield 'RHS\n';
  yield* pieces(rowUpper.length, (at) => (rowUpper[at] === 0 ? '' : ` rhs r${at} ${rowUpper[at]}\n`));
  yield 'BOUNDS\n';
  yield* pieces(cost.length, (column) =>
    columnUpper[column] === Number.POSITIVE_INFINITY ? '' : ` UP bound x${column} ${columnUpper[column]}\n`,
  );
  yield 'ENDATA\n';
}

const PIECE = 4096;

function* pieces(count: number, lineOf: (index: number) => string): Iterable<string> {
  for (let from = 0; from < count; from += PIECE) {
    let text = '';
    for (let index = from; index < Math.min(count, from + PIECE); index++) text += lineOf(index);
    yield text;
  }
}
