import { describe, expect, test } from '@jest/globals';
import type { ObservedLink, TopologyNode } from '../../../../../src/domain/values/topology.js';
import type { Nlri } from '../../../../../src/southbound/bgp-ls/codec/nlri/nlri.js';
import type { Tlv } from '../../../../../src/southbound/bgp-ls/codec/tlvs/tlv.js';
import { LinkStateRib } from '../../../../../src/southbound/bgp-ls/translate/link-state-rib.js';
import { from, link, node, prefix } from '../../../../support/bgp-messages.js';

function told(...routes: readonly (readonly [Nlri, ...Tlv[]])[]) {
  const rib = new LinkStateRib();
  for (const [nlri, ...tlvs] of routes) rib.announce(nlri, tlvs);
  const { nodes, links } = rib.takeChanges() ?? { nodes: [], links: [] };
  return { node: nodes[0] as TopologyNode, link: links[0] as ObservedLink };
}

const linkWith = (...tlvs: readonly Tlv[]): ObservedLink =>
  told([link(1, 2, [from('10.0.0.1')]), ...tlvs]).link;

describe('SRv6', () => {
  const structure = { kind: 'Srv6SidStructure', block: 32, node: 16, function: 16, argument: 0 } as const;
  const parts = { block: 32, node: 16, function: 16, argument: 0 };
  const endX = (sid: string, more: Partial<Extract<Tlv, { kind: 'Srv6EndX' }>> = {}) =>
    ({
      kind: 'Srv6EndX',
      behavior: 5,
      flags: 0,
      algorithm: 0,
      weight: 0,
      neighbor: new Uint8Array(0),
      sid,
      subTlvs: [],
      ...more,
    }) as const;
  const sidNlri = (router: number, sid: string): Nlri => ({
    ...node(router),
    kind: 'Srv6Sid',
    descriptors: [{ kind: 'Srv6SidInformation', address: sid }],
  });
  const behavior = (value: number, algorithm = 0): Tlv => ({
    kind: 'Srv6EndpointBehavior',
    behavior: value,
    flags: 0,
    algorithm,
  });

  test('SIDs of a node come by SID, with behaviour, algorithm and structure', () => {
    const { srv6Sids } = told(
      [node(1)],
      [sidNlri(1, '2001:db8:1:2::'), behavior(1, 128)],
      [sidNlri(1, '2001:db8:1:1::'), behavior(1), structure],
      [sidNlri(1, '2001:db8:1:3::')],
    ).node;
    expect(srv6Sids).toEqual([
      { sid: '2001:db8:1:1::', behavior: 1, structure: parts },
      { sid: '2001:db8:1:2::', behavior: 1, algorithm: 128 },
    ]);
  });

  test('a SID that is withdrawn is gone', () => {
    const rib = new LinkStateRib();
    rib.announce(node(1), []);
    rib.announce(sidNlri(1, '2001:db8:1:1::'), [behavior(1)]);
    expect(rib.takeChanges()?.nodes[0]).toHaveProperty('srv6Sids');
    rib.withdraw(sidNlri(1, '2001:db8:1:1::'));
    expect(rib.takeChanges()?.nodes[0]).not.toHaveProperty('srv6Sids');
  });

  test('SIDs of a link come by SID; a structure that does not fit is none', () => {
    const tooLong = { ...structure, argument: 65 };
    expect(
      linkWith(
        endX('2001:db8:1:f2::', { algorithm: 129, subTlvs: [structure] }),
        endX('2001:db8:1:f1::', { subTlvs: [tooLong] }),
      ).srv6Sids,
    ).toEqual([
      { sid: '2001:db8:1:f1::', behavior: 5 },
      { sid: '2001:db8:1:f2::', behavior: 5, algorithm: 129, structure: parts },
    ]);
  });

  test('a prefix that is a locator is told as one', () => {
    const locator: Tlv = { kind: 'Srv6Locator', flags: 0, algorithm: 128, metric: 10, subTlvs: [] };
    const { srv6Locators } = told(
      [node(1)],
      [{ ...prefix(1, 48, '20010db80001'), kind: 'Ipv6Prefix' }, locator],
    ).node;
    expect(srv6Locators).toEqual([{ prefix: '2001:db8:1::/48', metric: 10, algorithm: 128 }]);
  });
});
