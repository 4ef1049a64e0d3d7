import { showValue } from '../documents/document-path.js';

/** What a number in a document may be. */
export interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
  /** What the number stands for, with an example where the form is not obvious. */
  readonly meaning?: string;
}

/** RFC 5305 3.7: 24 bits. */
export const IGP_METRIC: NumberRange = { minimum: 0, maximum: 0xff_ff_ff };
/** RFC 3630 2.5.5: 32 bits. */
export const TE_METRIC: NumberRange = { minimum: 0, maximum: 0xff_ff_ff_ff };
/** RFC 8570 4.1: 24 bits. */
export const DELAY: NumberRange = { minimum: 0, maximum: 0xff_ff_ff, meaning: 'microseconds' };
/** Leaves room for exact sums over 9000 such links. */
export const BANDWIDTH: NumberRange = {
  minimum: 0,
  maximum: 1e15,
  meaning: 'bit/s, such as 10e9 for 10 Gbit/s',
};
/** RFC 3630 2.5.9: a 32-bit mask; RFC 7308: as many words as a sub-TLV of IS-IS has room for. */
export const ADMIN_GROUP: NumberRange = {
  minimum: 0,
  maximum: 2015,
  meaning: 'the bit number of an administrative group',
};
/** RFC 4203 1.3: 32 bits. Likewise interface numbers (RFC 9552 5.2.2) and AS numbers (RFC 6793). */
export const NUMBER_32_BITS: NumberRange = { minimum: 0, maximum: 0xff_ff_ff_ff };
export const ONE_BYTE: NumberRange = { minimum: 0, maximum: 255 };
/** RFC 3032 2.1: 20 bits, of which 0 to 15 are reserved. */
export const LABEL: NumberRange = { minimum: 16, maximum: 1_048_575, meaning: 'an MPLS label' };
export const LATITUDE: NumberRange = { minimum: -90, maximum: 90, meaning: 'degrees north' };
export const LONGITUDE: NumberRange = { minimum: -180, maximum: 180, meaning: 'degrees east' };

/** Why the value is no number of the range. */
export function numberProblem(value: unknown, { minimum, maximum }: NumberRange): string | undefined {
  if (typeof value !== 'number' || Number.isNaN(value)) return `${showValue(value)} is not a number`;
  if (value < minimum) return `${value} is ${minimum === 0 ? 'negative' : 'too small'}`;
  return value > maximum ? `${value} is too large` : undefined;
}

export const describeRange = (kind: string, { minimum, maximum, meaning }: NumberRange): string =>
  `${kind} from ${minimum} to ${maximum}${meaning === undefined ? '' : `, ${meaning}`}`;

/** The stored form of events is JSON, which has no minus zero. */
export const withoutMinusZero = (value: number): number => value + 0;

/** A decimal number as text formats write it, or undefined. */
export function decimalNumber(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(text)
    ? withoutMinusZero(Number(text))
    : undefined;
}
