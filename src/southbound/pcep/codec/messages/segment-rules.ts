import { IMPLICIT_NULL_LABEL } from '../code-points.js';
import { labelOfSid } from '../subobjects/sr.js';

/** What the rules look at: SR subobjects of an ERO or an RRO, and everything else. */
interface RouteSubobject {
  readonly kind: string;
  /** Text: an SRv6 SID. */
  readonly sid?: number | string;
  readonly sidIsLabel?: boolean;
}

/** [error type, error value] and what is wrong. */
export interface RouteFault {
  readonly error: readonly [number, number];
  readonly what: string;
}

type Family = 'SR' | 'SRv6';

const ERO_MIXES: Readonly<Record<Family, RouteFault>> = {
  SR: { error: [10, 5], what: 'ERO mixes SR-ERO with other subobjects' },
  SRv6: { error: [10, 43], what: 'ERO mixes SRv6-ERO with other subobjects' },
};
const RRO_MIXES: Readonly<Record<Family, RouteFault>> = {
  SR: { error: [10, 10], what: 'RRO mixes SR-RRO with other subobjects' },
  SRv6: { error: [10, 36], what: 'RRO mixes SRv6-RRO with other subobjects' },
};
const INCONSISTENT = { error: [10, 20], what: 'segments differ in their form of SID' } as const;
const BAD_LABEL = { error: [10, 2], what: 'implicit null as a segment' } as const;

/** The rules of RFC 8664 section 5.2.1 and RFC 9603 section 5.2.1 that look at the whole list of an ERO. */
export const eroFault = (subobjects: readonly RouteSubobject[]): RouteFault | undefined =>
  mixedRoute(subobjects, ERO_MIXES);

/** The same for a recorded route (section 5.3). */
export const rroFault = (subobjects: readonly RouteSubobject[]): RouteFault | undefined =>
  mixedRoute(subobjects, RRO_MIXES);

/** What a PCC must not accept on top of that: a label that it cannot push. */
export const instructedEroFault = (subobjects: readonly RouteSubobject[]): RouteFault | undefined =>
  eroFault(subobjects) ?? (subobjects.some(isImplicitNull) ? BAD_LABEL : undefined);

/** Of two kinds of segments, the fault is that of the first. */
function mixedRoute(
  subobjects: readonly RouteSubobject[],
  mixes: Readonly<Record<Family, RouteFault>>,
): RouteFault | undefined {
  const [first] = subobjects;
  if (first === undefined) return undefined;
  const family = familyOf(first);
  const form = sidForm(first);
  for (const subobject of subobjects) {
    const other = familyOf(subobject);
    const mixed = other === family ? undefined : (family ?? other);
    if (mixed !== undefined) return mixes[mixed];
    if (family === 'SR' && sidForm(subobject) !== form) return INCONSISTENT;
  }
  return undefined;
}

const familyOf = ({ kind }: RouteSubobject): Family | undefined =>
  kind === 'SR' || kind === 'SRv6' ? kind : undefined;

/** 0 no SID, 1 index, 2 label. */
const sidForm = ({ sid, sidIsLabel }: RouteSubobject): number =>
  sid === undefined ? 0 : sidIsLabel === true ? 2 : 1;

const isImplicitNull = ({ kind, sid, sidIsLabel }: RouteSubobject): boolean =>
  kind === 'SR' && typeof sid === 'number' && sidIsLabel === true && labelOfSid(sid) === IMPLICIT_NULL_LABEL;
