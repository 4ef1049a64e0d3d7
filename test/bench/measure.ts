/** One result, in the form that docs/performance.md and other tools read. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly higherIsBetter: boolean;
  /** The alternative, measured in the same run; null where there is none to compare with. */
  readonly versus: { readonly name: string; readonly value: number } | null;
  /** Above 1: Cairn is ahead. */
  readonly ratio: number | null;
}

/** A measure with what a reader of the table wants to know beside it. */
export interface Finding extends Measure {
  /** Lowest and highest of the rounds. */
  readonly range?: readonly [number, number];
  readonly note?: string;
}

export interface Benchmark {
  readonly name: string;
  /** One line: what is measured. */
  readonly summary: string;
  /** What the figures do not say, and how they came about. */
  readonly limits: readonly string[];
  run(): Promise<readonly Finding[]>;
}

interface Figures {
  readonly name: string;
  readonly unit: string;
  readonly higherIsBetter: boolean;
  readonly note?: string;
}

/** The median of the rounds, beside the median of the alternative's rounds. */
export function ofRounds(
  figures: Figures,
  rounds: readonly number[],
  versus?: { readonly name: string; readonly rounds: readonly number[] },
): Finding {
  const value = median(rounds);
  const other = versus === undefined ? null : { name: versus.name, value: median(versus.rounds) };
  const ratio = other === null ? null : figures.higherIsBetter ? value / other.value : other.value / value;
  return { ...figures, value, versus: other, ratio, range: [Math.min(...rounds), Math.max(...rounds)] };
}

export const single = (figures: Figures, value: number): Finding => ({
  ...figures,
  value,
  versus: null,
  ratio: null,
});

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Nearest-rank quantile. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const rank = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[rank] ?? Number.NaN;
}

/** Seconds that `work` takes. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** The measure alone, without what is only for people. */
export const plain = ({ name, value, unit, higherIsBetter, versus, ratio }: Finding): Measure => ({
  name,
  value: tidy(value),
  unit,
  higherIsBetter,
  versus: versus === null ? null : { name: versus.name, value: tidy(versus.value) },
  ratio: ratio === null ? null : tidy(ratio),
});

/** Four significant digits say all that a shared machine can tell. */
export const tidy = (value: number): number => Number(value.toPrecision(4));

export const shown = (value: number): string =>
  value >= 10_000 ? Math.round(tidy(value)).toLocaleString('en-US') : String(tidy(value));
