import { formatIpv4 } from '../../../src/domain/values/address.js';
import { encodeMessage } from '../../../src/southbound/pcep/codec/message.js';
import type { StateReport } from '../../../src/southbound/pcep/codec/messages/pcrpt.js';

export const PCCS = 100;
export const LSPS_PER_PCC = 1_000;
export const LSPS = PCCS * LSPS_PER_PCC;

const HOPS = 8;
const LOOPBACKS = 0x0a000000;
const INTERFACES = 0x0b000000;

export const pccName = (pcc: number): string => `pcc-${pcc}.bench`;

/**
 * Report number `number` of a run: reports go round all LSPs, so that the first LSPS of them are of new ones and each
 * later one changes an LSP. The bandwidth in bytes/s is number + 1: no two reports are equal, and the event that comes
 * of it says which report it was.
 */
export function reportMessage(number: number): Uint8Array {
  const pcc = number % PCCS;
  const lsp = Math.floor(number / PCCS) % LSPS_PER_PCC;
  const endpoint = (pcc * 7 + lsp) % LSPS_PER_PCC;
  const report: StateReport = {
    srp: { kind: 'SRP', srpId: 0, remove: false, tlvs: [{ kind: 'PATH-SETUP-TYPE', pathSetupType: 0 }] },
    lsp: {
      kind: 'LSP',
      plspId: lsp + 1,
      delegate: true,
      sync: false,
      remove: false,
      administrative: true,
      operational: 1,
      create: false,
      tlvs: [
        { kind: 'SYMBOLIC-PATH-NAME', text: `lsp-${pcc}-${lsp}` },
        {
          kind: 'IPV4-LSP-IDENTIFIERS',
          sender: formatIpv4(LOOPBACKS + pcc),
          lspId: 1,
          tunnelId: lsp + 1,
          extendedTunnelId: formatIpv4(LOOPBACKS + pcc),
          endpoint: formatIpv4(LOOPBACKS + endpoint),
        },
      ],
    },
    associations: [],
    ero: { kind: 'ERO', subobjects: Array.from({ length: HOPS }, (_, hop) => hopOf(pcc, lsp, hop)) },
    lspa: {
      kind: 'LSPA',
      excludeAny: 0,
      includeAny: 0,
      includeAll: 0,
      setupPriority: 7,
      holdingPriority: 7,
      localProtectionDesired: false,
      tlvs: [],
    },
    bandwidth: { kind: 'BANDWIDTH', of: 'requested', bytesPerSecond: number + 1 },
    metrics: [{ kind: 'METRIC', metricType: 2, bound: false, computed: true, value: 80 }],
    others: [],
  };
  return encodeMessage({ kind: 'PCRpt', reports: [report] });
}

/** Which report an LSP with this bandwidth (bit/s) comes from. */
export const numberOfBandwidth = (bandwidth: number): number => bandwidth / 8 - 1;

const hopOf = (pcc: number, lsp: number, hop: number) =>
  ({
    kind: 'IPv4',
    address: formatIpv4(INTERFACES + ((pcc * 131 + lsp * 17 + hop * 1009) % 5_000)),
    prefixLength: 32,
    loose: false,
  }) as const;
