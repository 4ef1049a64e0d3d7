import { InvalidArgumentError } from 'commander';

const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/;
const SPAN = /^(\d+(?:\.\d+)?)(s|m|h|d)$/;
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** `90s`, `30m`, `2h` or `1d`: seconds; undefined: it is none of these. */
function secondsOf(text: string): number | undefined {
  const [, amount, unit = ''] = SPAN.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * (SECONDS[unit] ?? Number.NaN);
}

/** An instant (RFC 3339), or `now`, or so long from now (`+90s`, `+2h`). `now` in milliseconds since 1970. */
export function parseInstant(text: string, now: number): string {
  if (text === 'now') return new Date(now).toISOString();
  const ahead = text.startsWith('+') ? secondsOf(text.slice(1)) : undefined;
  if (ahead !== undefined) return new Date(now + Math.round(ahead * 1000)).toISOString();
  const instant = RFC3339.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(instant)) {
    throw new InvalidArgumentError(
      'Give a time with its offset, such as 2026-03-01T12:00:00Z, or one from now, such as +90s, +30m, +2h or +1d.',
    );
  }
  return new Date(instant).toISOString();
}

/** `90s`, `30m`, `2h`, `1d`, or an ISO 8601 duration: an ISO 8601 duration. */
export function parseDuration(text: string): string {
  const [, amount, unit = ''] = SPAN.exec(text) ?? [];
  if (amount !== undefined)
    return unit === 'd' ? `PT${Number(amount) * 24}H` : `PT${amount}${unit.toUpperCase()}`;
  if (/^P[\dDTHMS.]+$/.test(text)) return text;
  throw new InvalidArgumentError('Give a duration such as 90s, 30m, 2h, 1d or PT1H30M.');
}

const MULTIPLIERS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
};

/** Bits of `40TB` (bytes), `40 Tbit`, or a number of bits. */
export function parseVolume(text: string): number {
  const [, amount, prefix = '', unit = ''] =
    /^(\d+(?:\.\d+)?(?:e\d+)?) ?([kKMGTP]?)(B|bit|b)?$/.exec(text.trim()) ?? [];
  const bits = Number(amount) * (MULTIPLIERS[prefix] ?? Number.NaN) * (unit === 'B' ? 8 : 1);
  if (!Number.isFinite(bits)) {
    throw new InvalidArgumentError(
      'Give bytes or bits with k, M, G, T or P before the unit, such as 40TB or 5Gbit.',
    );
  }
  return bits;
}
