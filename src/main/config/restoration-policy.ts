import type { RestorationPolicy } from '../../app/restoration-policy.js';
import type { Config } from './config.js';

/** The application counts milliseconds. */
export function restorationPolicy({ damping }: Config['restoration']): RestorationPolicy {
  const { halfLife, suppress, reuse, longest } = damping;
  if (halfLife === 0) return {};
  // A link that is used again the moment it is kept out of use would be damped for nothing.
  const used = Math.min(reuse, suppress);
  return {
    damping: { halfLife: halfLife * 1000, suppress, reuse: used, longest: longest * 1000 },
  };
}
