import { expect, test } from '@jest/globals';
import { parseCairnDocument } from '../../../src/app/topology-documents/cairn-document.js';
import { diffTopology } from '../../../src/app/topology-documents/diff.js';
import {
  describeDocumentError,
  type TopologyDocument,
} from '../../../src/app/topology-documents/topology-document.js';
import { readProjectFile } from '../../support/project.js';

function sample(): TopologyDocument {
  const document = parseCairnDocument(readProjectFile('samples/network.yaml'));
  if (!document.ok) throw new Error(describeDocumentError(document.error));
  return document.value;
}

/** How many nodes are reached from the first without the links and the node that are down. */
function reached({ nodes, links }: TopologyDocument, isDown: (id: string) => boolean): number {
  const up = nodes.map(({ id }) => id).filter((id) => !isDown(id));
  const seen = new Set(up.slice(0, 1));
  for (const node of seen) {
    for (const { id, source, target } of links) {
      if (source === node && !isDown(id) && !isDown(target)) seen.add(target);
    }
  }
  return seen.size;
}

test('the sample network parses without warnings and is of a size to try things on', () => {
  const { nodes, links, warnings } = sample();
  expect(warnings).toEqual([]);
  expect(nodes.length).toBeGreaterThanOrEqual(24);
  expect(links.length).toBeGreaterThanOrEqual(80);
});

test('every node has a name, a place, a router id and a prefix SID; every link addresses, metrics and SIDs', () => {
  const { nodes, links } = sample();
  for (const node of nodes) {
    expect(node).toEqual({
      id: expect.any(String),
      name: expect.stringMatching(/^[A-Z][a-z]+$/),
      routerId: expect.any(String),
      latitude: expect.any(Number),
      longitude: expect.any(Number),
      prefixSid: expect.any(Number),
    });
  }
  for (const link of links) {
    const { sourceAddress, targetAddress, igpMetric, teMetric, delay, adjacencySid } = link;
    for (const value of [sourceAddress, targetAddress, igpMetric, teMetric, delay, adjacencySid])
      expect(value).toBeDefined();
    expect([10e9, 100e9, 400e9]).toContain(link.capacity);
  }
});

test('addresses and SIDs are unique', () => {
  const { nodes, links } = sample();
  const addresses = [
    ...nodes.map(({ routerId }) => routerId),
    ...links.map(({ sourceAddress }) => sourceAddress),
  ];
  expect(new Set(addresses).size).toBe(addresses.length);
  const sids = [...nodes.map(({ prefixSid }) => prefixSid), ...links.map(({ adjacencySid }) => adjacencySid)];
  expect(new Set(sids).size).toBe(sids.length);
});

test('no single fibre and no single node cuts it', () => {
  const document = sample();
  const { nodes, links } = document;
  for (let index = 0; index < links.length; index += 2) {
    const fibre = new Set<string>([links[index]?.id ?? '', links[index + 1]?.id ?? '']);
    expect(links[index]?.sourceAddress).toBe(links[index + 1]?.targetAddress);
    expect(reached(document, (id) => fibre.has(id))).toBe(nodes.length);
  }
  for (const { id: down } of nodes) expect(reached(document, (id) => id === down)).toBe(nodes.length - 1);
});

test('the sample cut changes nothing but the operational state of both directions of one link', () => {
  const parsed = parseCairnDocument(readProjectFile('samples/frankfurt-berlin-down.yaml'));
  if (!parsed.ok) throw new Error(describeDocumentError(parsed.error));
  const { nodes, links } = sample();
  const known = {
    nodes: new Map(nodes.map((node) => [node.id, node])),
    links: new Map(links.map((link) => [link.id, link])),
  };
  const changes = diffTopology(known, parsed.value, false);
  const expected = ['BER-FRA', 'FRA-BER'].map((id) => {
    const link = links.find((one) => one.id === id);
    return {
      type: 'LinkObserved',
      data: { source: parsed.value.source, link: { ...link, operational: false } },
    };
  });
  expect(changes).toEqual(expect.arrayContaining(expected));
  expect(changes).toHaveLength(2);
});
