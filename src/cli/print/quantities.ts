/** What stands for a value that is not known. */
export const UNKNOWN = '-';

type Maybe<Value> = Value | null | undefined;

const BANDWIDTH_UNITS = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s'] as const;

/** Bit/s with the unit that leaves the shortest number, up to three decimals: `2.5 Gbit/s`. Negative ones exist. */
export function bandwidthText(bitsPerSecond: Maybe<number>): string {
  if (bitsPerSecond === null || bitsPerSecond === undefined) return UNKNOWN;
  let amount = Math.abs(bitsPerSecond);
  let unit = 0;
  // Rounding comes first: 999 999.9 kbit/s is shown as 1 Gbit/s.
  while (rounded(amount, 3) >= 1000 && unit < BANDWIDTH_UNITS.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${rounded(Math.sign(bitsPerSecond) * amount, 3)} ${BANDWIDTH_UNITS[unit]}`;
}

/** Microseconds as `850 µs`, `2.25 ms` or `12.3 ms`. */
export function delayText(microseconds: Maybe<number>): string {
  if (microseconds === null || microseconds === undefined) return UNKNOWN;
  if (microseconds < 1000) return `${rounded(microseconds, 1)} µs`;
  const milliseconds = microseconds / 1000;
  return `${rounded(milliseconds, milliseconds < 10 ? 2 : 1)} ms`;
}

export const numberText = (value: Maybe<number>): string =>
  value === null || value === undefined ? UNKNOWN : `${value}`;

/** 0.5 is `50.0 %`. */
export const shareText = (share: Maybe<number>): string =>
  share === null || share === undefined ? UNKNOWN : `${(share * 100).toFixed(1)} %`;

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** `1 hop`, `2 hops`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Time between two instants (RFC 3339) as `18 ms`, `2.5 s`, `2 min 5 s`, `3 h 10 min` or `4 d 2 h`. */
export function durationText(from: string, to: string): string {
  const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${rounded(seconds, 1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
