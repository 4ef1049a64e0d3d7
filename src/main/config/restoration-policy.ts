import type { RestorationPolicy } from '../../app/restoration-policy.js';
import type { Config } from './config.js';

/** The application counts milliseconds. */
export function restorationPolicy({
  damping,
  revert,
  waitToRestore,
}: Config['restoration']): RestorationPolicy {
  const { halfLife, suppress, reuse, longest } = damping;
  return {
    ...(halfLife === 0
      ? {}
      : {
          damping: {
            halfLife: halfLife * 1000,
            suppress,
            // A link that is used again the moment it is kept out of use would be damped for nothing.
            reuse: Math.min(reuse, suppress),
            longest: longest * 1000,
          },
        }),
    ...(revert === 'never' ? {} : { revert: { wait: waitToRestore * 1000 } }),
  };
}
