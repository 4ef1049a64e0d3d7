import { Option } from 'commander';
import type { SetupType } from '../../graphql/generated/types.js';
import { parseMoment } from '../argument-values.js';

const SETUP_TYPES: readonly SetupType[] = ['RSVP_TE', 'SR_MPLS', 'SRV6', 'MANAGED'];

export const asOfOption = (): Option =>
  new Option('--as-of <moment>', 'at this moment: a position in the log, or a time (RFC 3339)').argParser(
    parseMoment,
  );

export const setupTypeOption = (description: string): Option =>
  new Option('--setup-type <type>', description).choices(SETUP_TYPES);

export const waitOption = (): Option =>
  new Option('--wait', 'follow the operation until its outcome; exit code 1 unless it succeeds');
