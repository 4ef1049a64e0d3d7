// Wireshark's dissector reads the captures of real BGP-LS speakers as this codec does: every value that it names, in order.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { decodeMessage } from '../../../src/southbound/bgp-ls/codec/message.js';
import type { Nlri } from '../../../src/southbound/bgp-ls/codec/nlri/nlri.js';
import type { Tlv } from '../../../src/southbound/bgp-ls/codec/tlvs/tlv.js';
import { CAPTURES, contextOf, messagesOf, type SenderCapture } from '../../support/bgp-captures.js';
import { describeWithPeers, peerProgram, sharedPath } from '../../support/peers.js';

/** One field of tshark, and where the codec has it. */
interface Field {
  readonly name: string;
  readonly of: (nlri: readonly Nlri[], attribute: readonly Tlv[]) => readonly (number | string)[];
}

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
const values =
  <Kind extends Tlv['kind']>(
    kind: Kind,
    read: (tlv: Extract<Tlv, { readonly kind: Kind }>) => readonly (number | string)[],
  ) =>
  (_nlris: readonly Nlri[], attribute: readonly Tlv[]) =>
    attribute.flatMap((tlv) => (tlv.kind === kind ? read(tlv as Extract<Tlv, { readonly kind: Kind }>) : []));

/** tshark shows megabits a second. */
const megabits = (bytesPerSecond: number): number => Math.round((bytesPerSecond * 8) / 10_000) / 100;

const FIELDS: readonly Field[] = [
  {
    name: 'bgp.ls.tlv.igp_router_id',
    // This dissector does not read SRv6 SID NLRIs.
    of: (nlris) =>
      nlris.flatMap((nlri) =>
        nlri.kind === 'Unknown' || nlri.kind === 'Srv6Sid'
          ? []
          : [...nlri.local, ...('remote' in nlri ? nlri.remote : [])].flatMap((tlv) =>
              tlv.kind === 'IgpRouterId' ? [hex(tlv.octets)] : [],
            ),
      ),
  },
  { name: 'bgp.ls.tlv.te_default_metric_value', of: values('TeMetric', ({ value }) => [value]) },
  { name: 'bgp.ls.tlv.metric_value', of: values('IgpMetric', ({ value }) => [value]) },
  { name: 'bgp.ls.tlv.prefix_metric_value', of: values('PrefixMetric', ({ value }) => [value]) },
  { name: 'bgp.ls.tlv.node_name_value', of: values('NodeName', ({ name }) => [name.text]) },
  { name: 'bgp.ls.tlv.shared_risk_link_group_value', of: values('Srlg', (tlv) => tlv.values) },
  {
    name: 'bgp.ls.tlv.igp_msd_value',
    of: values('NodeMsd', ({ depths }) => depths.map(({ value }) => value)),
  },
  {
    name: 'bgp.ls.sr.tlv.capabilities.range_size',
    of: values('SrCapabilities', ({ ranges }) => ranges.map(({ size }) => size)),
  },
  {
    name: 'bgp.ls.sr.tlv.capabilities.sid.label',
    of: values('SrCapabilities', ({ ranges }) => ranges.map(({ first }) => first.value)),
  },
  { name: 'bgp.ls.sr.tlv.prefix.sid.index', of: values('PrefixSid', ({ sid }) => [sid.value]) },
  { name: 'bgp.ls.sr.tlv.adjacency.sid.label', of: values('AdjacencySid', ({ sid }) => [sid.value]) },
  { name: 'bgp.ls.sr.tlv.peer.sid.label', of: values('PeerNodeSid', ({ sid }) => [sid.value]) },
  { name: 'bgp.ls.igp_te_metric.delay_value', of: values('LinkDelay', ({ value }) => [value]) },
  {
    name: 'bgp.ls.bandwidth_value',
    of: (_nlris, attribute) =>
      attribute.flatMap((tlv) => {
        if (tlv.kind === 'UnreservedBandwidth') return tlv.bytesPerSecond.map(megabits);
        if (tlv.kind === 'MaxLinkBandwidth' || tlv.kind === 'MaxReservableBandwidth')
          return [megabits(tlv.bytesPerSecond)];
        return [];
      }),
  },
];

function decoded(folder: string, capture: SenderCapture): readonly (readonly (number | string)[])[] {
  const all = FIELDS.map((): (number | string)[] => []);
  for (const message of messagesOf(folder, capture)) {
    const result = decodeMessage(message, contextOf(capture));
    if (!result.ok || result.value.message.kind !== 'Update') continue;
    const { attributes } = result.value.message;
    const nlris = attributes.flatMap(({ value }) => ('nlris' in value ? value.nlris : []));
    const tlvs = attributes.flatMap(({ value }) => (value.kind === 'LINK_STATE' ? value.tlvs : []));
    for (const [at, field] of FIELDS.entries()) all[at]?.push(...field.of(nlris, tlvs));
  }
  return all;
}

function dissected(folder: string, { name }: SenderCapture): readonly (readonly (number | string)[])[] {
  const text = execFileSync(
    peerProgram('tshark', 'tshark'),
    [
      `-r${path.join(folder, name)}`,
      '-dtcp.port==1793,bgp',
      '-Ybgp.type == 2',
      '-Tfields',
      '-Eseparator=;',
      '-Eaggregator=,',
      ...FIELDS.flatMap((field) => ['-e', field.name]),
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 16 * 1024 * 1024 },
  );
  const all = FIELDS.map((): (number | string)[] => []);
  for (const line of text.split('\n').filter((row) => row !== '')) {
    for (const [at, cell] of line.split(';').entries()) {
      const shown = cell === '' ? [] : cell.split(',');
      const isText = /router_id|name/.test(FIELDS[at]?.name ?? '');
      all[at]?.push(...shown.map((value) => (isText ? value.replaceAll(':', '') : Number(value))));
    }
  }
  return all;
}

const folder = sharedPath('peers', 'captures');

describeWithPeers(
  ['tshark'],
  'tshark reads the captures',
  () => {
    test.each(CAPTURES)('$name as the codec does', (capture) => {
      const ours = decoded(folder ?? '', capture);
      const theirs = dissected(folder ?? '', capture);
      for (const [at, { name }] of FIELDS.entries()) expect([name, ours[at]]).toEqual([name, theirs[at]]);
      expect(ours.flat().length).toBeGreaterThan(100);
    });
  },
  folder === undefined ? 'needs ../shared/peers/captures beside the project' : undefined,
);
