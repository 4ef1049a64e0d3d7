import type { Command } from 'commander';
import type { NewAutoBandwidthInput } from '../../graphql/generated/types.js';
import { parseBandwidth, parseWhole } from '../argument-values.js';

/** What the options of addAdjustmentOptions give. */
export type AdjustmentOptions = Pick<
  NewAutoBandwidthInput,
  | 'minimumBandwidth'
  | 'maximumBandwidth'
  | 'sampleInterval'
  | 'adjustmentInterval'
  | 'adjustmentPercentage'
  | 'overflowPercentage'
  | 'overflowCount'
>;

/** The options that say how a bandwidth follows what is measured. */
export const addAdjustmentOptions = (command: Command): Command =>
  command
    .option('--minimum-bandwidth <amount>', 'never less', parseBandwidth)
    .option('--maximum-bandwidth <amount>', 'never more', parseBandwidth)
    .option('--sample-interval <seconds>', 'from one rate to the next', parseWhole)
    .option('--adjustment-interval <seconds>', 'from one change to the next', parseWhole)
    .option('--adjustment-percentage <1-100>', 'difference from which it is adjusted', parseWhole)
    .option('--overflow-percentage <1-100>', 'above the reservation, adjusted at once', parseWhole)
    .option('--overflow-count <1-31>', 'after so many rates in a row (default: 1)', parseWhole);

/** Those that are given; undefined: none. */
export function adjustmentGiven(options: AdjustmentOptions): AdjustmentOptions | undefined {
  const { minimumBandwidth, maximumBandwidth, sampleInterval, adjustmentInterval } = options;
  const { adjustmentPercentage, overflowPercentage, overflowCount } = options;
  const all = {
    minimumBandwidth,
    maximumBandwidth,
    sampleInterval,
    adjustmentInterval,
    adjustmentPercentage,
    overflowPercentage,
    overflowCount,
  };
  return Object.values(all).some((value) => value !== undefined) ? all : undefined;
}
