import { Temporal } from 'temporal-polyfill';
import { ok, type Result } from '../../domain/values/result.js';
import { type Rejection, reject } from '../rejection.js';

/** Milliseconds of an ISO 8601 duration of hours, minutes and seconds, or days of 24 hours. */
export function durationOf(text: string, argument: string): Result<number, Rejection> {
  try {
    const milliseconds = Temporal.Duration.from(text).total({
      unit: 'milliseconds',
      relativeTo: Temporal.PlainDateTime.from('2000-01-01T00:00'),
    });
    if (milliseconds >= 0) return ok(Math.round(milliseconds));
  } catch {
    // Told below, with what is allowed.
  }
  return reject('INVALID_INPUT', `${argument}: ${text} is no ISO 8601 duration such as PT30M or P1D`);
}
