const PREFIXES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
/** SONET (OC-n, ANSI T1.105) and SDH (STM-n, ITU-T G.707). */
const OC_1 = 51.84e6;
const STM_1 = 155.52e6;
/** Plesiochronous rates (ITU-T G.702). */
const NAMED: Readonly<Record<string, number>> = {
  t1: 1.544e6,
  ds1: 1.544e6,
  t3: 44.736e6,
  ds3: 44.736e6,
  e1: 2.048e6,
  e3: 34.368e6,
};

/** `2x10Gb/s`, `155 Mbps`, `34M`, `1GE`: how many, number, prefix. */
const SPEED =
  /(?:(\d+)\s*[x×*]\s*)?(?<![\d.])(\d+(?:\.\d+)?)\s*([kmgt])(?:e|ig(?:e|abit)?|(?:i?b(?:its?)?)?(?:\/s(?:ec)?|ps)?)?(?![a-z])/gi;
/** `OC192`, `STM-64x2`. */
const HIERARCHY = /\b(oc|stm)-?\s?(\d+)c?(?:\s?[x×*]\s?(\d+))?\b/gi;
const NAMED_RATE = /\b(t|e|ds)-?([13])\b/gi;
/** `10-34 Mb/s`, `300M-1Gb/s`, `< 10 Gbps`, `100 Mbps and more`: no single number is meant. */
const NO_SINGLE_NUMBER = /[<>≤≥]|\b(less|more|than|up to|between|from)\b|\d\s*[a-z/]*\s*(-|–|\bto\b)\s*\d/i;

/**
 * The speed (bit/s) that a label written for people names, or undefined when it names none, several, or a range. A
 * number counts before the name of a rate. The case of letters says nothing: people write MB/s for Mbit/s.
 */
export function speedInText(text: string): number | undefined {
  if (NO_SINGLE_NUMBER.test(text)) return undefined;
  const numbers = Array.from(
    text.matchAll(SPEED),
    ([, times = '1', value = '', prefix = '']) =>
      Number(times) * Number(value) * (PREFIXES[prefix.toLowerCase()] ?? 0),
  );
  return numbers.length > 0 ? single(numbers) : single([...hierarchyRates(text), ...namedRates(text)]);
}

const hierarchyRates = (text: string): readonly number[] =>
  Array.from(
    text.matchAll(HIERARCHY),
    ([, kind = '', level = '', times = '1']) =>
      Number(level) * Number(times) * (kind.toLowerCase() === 'oc' ? OC_1 : STM_1),
  );

const namedRates = (text: string): readonly number[] =>
  Array.from(
    text.matchAll(NAMED_RATE),
    ([, kind = '', level = '']) => NAMED[`${kind}${level}`.toLowerCase()] ?? 0,
  );

/** The rate when all of them are the same: OC192/STM64 names one twice. */
function single(rates: readonly number[]): number | undefined {
  const different = new Set(rates.map(Math.round));
  const [rate] = different;
  return different.size === 1 && rate !== undefined && rate > 0 ? rate : undefined;
}

/** A speed as number and unit, such as `2.5` and `G`. */
export function speedInUnits(value: number, unit: string): number | undefined {
  const prefix = /^([kmgt])(b(it)?(ps|\/s))?$/i.exec(unit.trim())?.[1]?.toLowerCase();
  const factor = prefix === undefined ? undefined : PREFIXES[prefix];
  return factor === undefined ? undefined : value * factor;
}
