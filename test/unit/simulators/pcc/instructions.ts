import type { LspDefinition } from '../../../../src/simulators/pcc/lsp.js';
import { bandwidthObject, lspaObject } from '../../../../src/simulators/pcc/lsp.js';
import { encodeMessage } from '../../../../src/southbound/pcep/codec/message.js';
import type { PCInitiate } from '../../../../src/southbound/pcep/codec/messages/pcinitiate.js';
import type { PCUpd } from '../../../../src/southbound/pcep/codec/messages/pcupd.js';
import type { Lsp } from '../../../../src/southbound/pcep/codec/objects/lsp.js';
import type { EroSubobject } from '../../../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import { sidOfLabel } from '../../../../src/southbound/pcep/codec/subobjects/sr.js';
import type { Tlv } from '../../../../src/southbound/pcep/codec/tlvs/tlv.js';
import type { FakeSession } from './fake-pce.js';
import { name } from './fake-pce.js';

export const ROUTER = '10.0.0.1';
export const TAIL = '10.0.0.9';

/** A delegated RSVP-TE LSP of 1 Gbit/s over two hops. */
export const rsvp = (lspName: string, more: Partial<LspDefinition> = {}): LspDefinition => ({
  name: lspName,
  setupType: 'RSVP_TE',
  destination: TAIL,
  bandwidth: 1e9,
  setupPriority: 4,
  holdingPriority: 3,
  delegated: true,
  route: [
    { kind: 'address', address: '10.1.0.2' },
    { kind: 'address', address: '10.1.0.6' },
  ],
  ...more,
});

/** The same segment-routed. */
export const segmentRouted = (lspName: string, more: Partial<LspDefinition> = {}): LspDefinition =>
  rsvp(lspName, {
    setupType: 'SR_MPLS',
    route: [
      { kind: 'segment', label: 16005, node: '10.0.0.5' },
      { kind: 'segment', label: 16009, node: TAIL },
    ],
    ...more,
  });

export const hops = (...addresses: readonly string[]): readonly EroSubobject[] =>
  addresses.map((address) => ({ kind: 'IPv4', address, prefixLength: 32, loose: false }));

export const segments = (...labels: readonly number[]): readonly EroSubobject[] =>
  labels.map((label) => ({
    kind: 'SR',
    loose: false,
    sid: sidOfLabel(label),
    sidIsLabel: true,
    stackEntryComplete: false,
  }));

export const sids = (...nodes: readonly number[]): readonly EroSubobject[] =>
  nodes.map((node) => ({
    kind: 'SRv6',
    loose: false,
    behavior: 1,
    verify: false,
    sid: `2001:db8:${node}::1`,
  }));

/** Without its SID. */
export const namedSegment = (node: string): EroSubobject => ({
  kind: 'SRv6',
  loose: false,
  behavior: 1,
  verify: false,
  nai: { kind: 'IPv6Node', node },
});

export interface Instruction {
  readonly srpId: number;
  readonly plspId?: number;
  readonly name?: string;
  readonly ero?: readonly EroSubobject[];
  readonly setupType?: number;
  readonly delegate?: boolean;
  readonly administrative?: boolean;
  readonly remove?: boolean;
  readonly source?: string;
  readonly withoutEndPoints?: boolean;
  /** In the LSP object. */
  readonly tlvs?: readonly Tlv[];
}

const srpOf = ({ srpId, setupType = 0, remove = false }: Instruction) => {
  const tlvs: readonly Tlv[] = setupType === 0 ? [] : [{ kind: 'PATH-SETUP-TYPE', pathSetupType: setupType }];
  return { kind: 'SRP', srpId, remove, tlvs } as const;
};

const lspOf = ({
  plspId = 0,
  delegate = true,
  administrative = true,
  name: text,
  tlvs = [],
}: Instruction): Lsp => ({
  kind: 'LSP',
  plspId,
  delegate,
  sync: false,
  remove: false,
  administrative,
  operational: 0,
  create: false,
  tlvs: [...(text === undefined ? [] : [name(text)]), ...tlvs],
});

const attributes = { lspa: lspaObject(4, 3), bandwidth: bandwidthObject(2e9), metrics: [], others: [] };

export function update(session: FakeSession, instruction: Instruction): void {
  const message: PCUpd = {
    kind: 'PCUpd',
    updates: [
      {
        srp: srpOf(instruction),
        lsp: lspOf(instruction),
        associations: [],
        ero: { kind: 'ERO', subobjects: instruction.ero ?? [] },
        ...attributes,
      },
    ],
  };
  session.send(message);
}

export function initiate(session: FakeSession, instruction: Instruction): void {
  const { ero, remove = false, source = '0.0.0.0', withoutEndPoints = false } = instruction;
  const ends =
    remove || withoutEndPoints
      ? {}
      : { endPoints: { kind: 'END-POINTS', source, destination: TAIL } as const };
  const message: PCInitiate = {
    kind: 'PCInitiate',
    requests: [
      {
        srp: srpOf(instruction),
        lsp: lspOf(instruction),
        ...ends,
        ...(ero === undefined ? {} : { ero: { kind: 'ERO', subobjects: ero } as const }),
        associations: [],
        ...(remove ? { metrics: [], others: [] } : attributes),
      },
    ],
  };
  session.sendBytes(encodeMessage(message));
}
