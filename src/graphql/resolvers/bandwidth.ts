import type { ReportedRate } from '../../app/auto-bandwidth/rate-reports.js';
import { type AutoBandwidthAttributes, MOST_COUNTED } from '../../domain/values/auto-bandwidth.js';
import type { LspId } from '../../domain/values/identifiers.js';
import { lastSample, samplesOf } from '../../projections/measurements/measurements.js';
import { inputError, rejectionError } from '../errors.js';
import type { AutoBandwidthInput, MutationResolvers, Resolvers } from '../generated/types.js';
import { type LspParent, Scope } from '../parents.js';
import { bandwidthOf } from '../path-request.js';
import { instantText, parseInstant } from '../scalars.js';

const reportRates: Required<MutationResolvers>['reportRates'] = async (_root, { rates }, { pce }) => {
  const reported = rates.map(({ lspId, rate, measuredAt }, index): ReportedRate => {
    const at = measuredAt === null || measuredAt === undefined ? undefined : parseInstant(measuredAt);
    return {
      lsp: lspId as LspId,
      rate: bandwidthOf(rate, `rates[${index}].rate`),
      ...(at === undefined ? {} : { measuredAt: at }),
    };
  });
  const taken = await pce.rates.report(reported);
  if (!taken.ok) throw rejectionError(taken.error);
  const { refused, ...counts } = taken.value;
  return { ...counts, refused: refused.map(({ lsp, reason }) => ({ lspId: lsp, reason })) };
};

const setAutoBandwidth: Required<MutationResolvers>['setAutoBandwidth'] = async (
  _root,
  { input },
  { pce },
) => {
  const set = await pce.rates.setPolicy(
    input.lspId as LspId,
    input.enabled ?? undefined,
    attributesOf(input),
  );
  if (!set.ok) throw rejectionError(set.error);
  return { scope: new Scope(pce.live), entry: set.value };
};

type Draft = { -readonly [Key in keyof AutoBandwidthAttributes]: AutoBandwidthAttributes[Key] };

const PLAIN = ['sampleInterval', 'adjustmentInterval', 'downAdjustmentInterval'] as const;
const BANDWIDTHS = ['adjustmentThreshold', 'minimumBandwidth', 'maximumBandwidth'] as const;

/** @param at where the input stands, for the messages of refusals */
export function attributesOf(
  input: Omit<AutoBandwidthInput, 'lspId' | 'enabled'>,
  at = 'input',
): AutoBandwidthAttributes {
  const minimum = bandwidthOf(input.minimumThreshold ?? 0, `${at}.minimumThreshold`);
  const draft: Draft = {};
  for (const field of PLAIN) {
    const seconds = input[field];
    if (typeof seconds === 'number') draft[field] = seconds;
  }
  for (const field of BANDWIDTHS) {
    const bandwidth = input[field];
    if (typeof bandwidth === 'number') draft[field] = bandwidthOf(bandwidth, `${at}.${field}`);
  }
  const percentage = within(input.adjustmentPercentage, 100, `${at}.adjustmentPercentage`);
  if (percentage !== undefined) draft.adjustmentPercentage = { percentage, minimum };
  for (const side of ['overflow', 'underflow'] as const) {
    const share = within(input[`${side}Percentage`], 100, `${at}.${side}Percentage`);
    const count = within(input[`${side}Count`], MOST_COUNTED, `${at}.${side}Count`) ?? 1;
    if (share !== undefined) draft[`${side}Percentage`] = { percentage: share, count, minimum };
  }
  return draft;
}

function within(value: number | null | undefined, most: number, field: string): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (value < 1 || value > most) throw inputError(field, `must be 1 to ${most}, not ${value}`);
  return value;
}

const measurementOf = ({ scope, entry }: LspParent) => scope.view.state.measurements.get(entry.id);

export const bandwidthResolvers: Resolvers = {
  Mutation: { reportRates, setAutoBandwidth },
  Lsp: {
    autoBandwidth: ({ scope, entry }, _args, { pce }) => {
      const policy = pce.rates.policyOf(scope.view, entry);
      return policy === undefined ? null : { origin: policy.origin, ...policy.attributes };
    },
    measuredRate: (parent) => {
      const measured = measurementOf(parent);
      return measured === undefined ? null : lastSample(measured)?.rate;
    },
    measuredRates: (parent) => {
      const measured = measurementOf(parent);
      const samples = measured === undefined ? [] : samplesOf(measured);
      return samples.map(({ at, rate }) => ({ measuredAt: instantText(at), rate }));
    },
    outOfProfile: (parent) => {
      const found = measurementOf(parent)?.outOfProfile;
      return found === undefined ? null : { ...found, since: instantText(found.since) };
    },
  },
};
