import { TLV_TYPE } from '../code-points.js';
import { bit, type OtherFlags, type TlvCodec, withOtherFlags } from '../object-codec.js';

/**
 * STATEFUL-PCE-CAPABILITY TLV, RFC 8231 section 7.1.1, RFC 8232 section 7.1, RFC 8281 section 4.1,
 * RFC 8934 section 5.1.
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *    |                  Flags                  |P|B|     |F|D|T|I|S|U|
 */
export interface StatefulPceCapabilityTlv extends OtherFlags {
  readonly kind: 'STATEFUL-PCE-CAPABILITY';
  /** U: updates of delegated LSPs (active stateful). */
  readonly lspUpdate: boolean;
  /** S: state synchronization carries LSP-DB-VERSION. */
  readonly includeDbVersion: boolean;
  /** I: PCE-initiated LSPs. */
  readonly lspInstantiation: boolean;
  /** T: the PCE may ask for resynchronization at any time. */
  readonly triggeredResync: boolean;
  /** D: only changes are synchronized. */
  readonly deltaLspSync: boolean;
  /** F: the PCE starts the initial synchronization. */
  readonly triggeredInitialSync: boolean;
  /** B: LSPs with a schedule. */
  readonly lspScheduling: boolean;
  /** PD, drawn as P: schedules that repeat; counts with B only. */
  readonly periodicScheduling: boolean;
}

const U = 0x01;
const S = 0x02;
const I = 0x04;
const T = 0x08;
const D = 0x10;
const F = 0x20;
const B = 0x200;
const PD = 0x400;
const UNASSIGNED = ~(U | S | I | T | D | F | B | PD);

export const statefulPceCapability: TlvCodec<StatefulPceCapabilityTlv> = {
  kind: 'STATEFUL-PCE-CAPABILITY',
  type: TLV_TYPE['STATEFUL-PCE-CAPABILITY'],
  reference: 'RFC 8231 7.1.1',

  decode(r) {
    const flags = r.u32();
    return withOtherFlags<StatefulPceCapabilityTlv>(
      {
        kind: 'STATEFUL-PCE-CAPABILITY',
        lspUpdate: (flags & U) !== 0,
        includeDbVersion: (flags & S) !== 0,
        lspInstantiation: (flags & I) !== 0,
        triggeredResync: (flags & T) !== 0,
        deltaLspSync: (flags & D) !== 0,
        triggeredInitialSync: (flags & F) !== 0,
        lspScheduling: (flags & B) !== 0,
        periodicScheduling: (flags & PD) !== 0,
      },
      (flags & UNASSIGNED) >>> 0,
    );
  },

  encode(w, value) {
    const assigned =
      bit(value.lspUpdate, U) |
      bit(value.includeDbVersion, S) |
      bit(value.lspInstantiation, I) |
      bit(value.triggeredResync, T) |
      bit(value.deltaLspSync, D) |
      bit(value.triggeredInitialSync, F) |
      bit(value.lspScheduling, B) |
      bit(value.periodicScheduling, PD);
    w.u32((assigned | (value.otherFlags ?? 0)) >>> 0);
  },
};
