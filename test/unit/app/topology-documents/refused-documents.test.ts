import { describe, expect, test } from '@jest/globals';
import { parseCairnDocument } from '../../../../src/app/topology-documents/cairn-document.js';
import { describeDocumentError } from '../../../../src/app/topology-documents/topology-document.js';

function refusal(text: string): string {
  const document = parseCairnDocument(text);
  if (document.ok) throw new Error('the document was taken');
  return describeDocumentError(document.error);
}

const withLinks = (...links: readonly string[]): string =>
  `cairn: topology/1\nname: n\nnodes: [{id: A}, {id: B}, {id: C}]\nlinks:\n${links.map((link) => `  - {${link}}\n`).join('')}`;
const withNode = (fields: string): string => `cairn: topology/1\nname: n\nnodes:\n  - {${fields}}\n`;

describe('what is refused', () => {
  const wrong: readonly (readonly [string, string, string])[] = [
    [
      'another format version',
      'cairn: topology/2\nname: n\nnodes: []\n',
      'cairn, line 1: "topology/2" is not known (allowed: topology/1)',
    ],
    ['no version', 'name: n\nnodes: []\n', 'line 1: cairn is missing (allowed: cairn: topology/1)'],
    ['no name', 'cairn: topology/1\nnodes: []\n', 'line 1: name is missing'],
    ['no nodes', 'cairn: topology/1\nname: n\n', 'line 1: nodes is missing (allowed: a list of nodes)'],
    [
      'nodes that are no list',
      'cairn: topology/1\nname: n\nnodes: {A: {}}\n',
      'nodes, line 3: a mapping instead of a list',
    ],
    [
      'an unknown key of the document',
      'cairn: topology/1\nname: n\nnodes: []\nlink: []\n',
      'link, line 4: unknown key; did you mean links?',
    ],
    [
      'an unknown key of a node',
      withNode('id: A, routerID: 10.0.0.1'),
      'nodes[0].routerID, line 4: unknown key; did you mean routerId? (allowed: keys id, name,',
    ],
    [
      'an unknown key of a link',
      withLinks('from: A, to: B, capacity: 1, colour: red'),
      'links[0].colour, line 5: unknown key (allowed: keys id, from,',
    ],
    [
      'an unknown management key',
      withNode('id: A, management: {protocol: gnmi, profile: p, address: 10.0.0.1, user: x}'),
      'nodes[0].management.user, line 4: unknown key',
    ],
    [
      'a link to a missing node',
      withLinks('from: A, to: X, capacity: 1'),
      'links[0].to, line 5: no node has the id "X"',
    ],
    ['a link without an end', withLinks('from: A, capacity: 1'), 'links[0], line 5: to is missing'],
    [
      'a link from a node to itself',
      withLinks('from: A, to: A, capacity: 1'),
      'links[0].to, line 5: the link joins "A" with itself',
    ],
    [
      'a repeated node id',
      withNode('id: A}\n  - {id: A'),
      'nodes[1].id, line 5: "A" is already the id of nodes[0]',
    ],
    [
      'a repeated router id',
      withNode('id: A, routerId: 10.0.0.1}\n  - {id: B, routerId: 10.0.0.1'),
      'nodes[1].routerId, line 5: "10.0.0.1" is already the routerId of nodes[0]',
    ],
    [
      'a repeated link id',
      withLinks('from: A, to: B, capacity: 1, id: x', 'from: B, to: C, capacity: 1, id: x'),
      'links[1].id, line 6: the link id "x" is already used by links[0]',
    ],
    [
      'an id that is the default id of another link',
      withLinks('from: A, to: B, capacity: 1', 'from: B, to: C, capacity: 1, id: B-A'),
      'links[1].id, line 6: the link id "B-A" is already used by links[0]',
    ],
    [
      'an own id that is the default of the other direction',
      withLinks('from: A, to: B, capacity: 1, id: B-A'),
      'links[0].id, line 5: the link id "B-A" is already used by links[0]',
    ],
    [
      'a negative capacity',
      withLinks('from: A, to: B, capacity: -1'),
      'links[0].capacity, line 5: -1 is negative (allowed: a number from 0 to 1000000000000000, bit/s, such as 10e9',
    ],
    [
      'a capacity with a unit',
      withLinks('from: A, to: B, capacity: 10G'),
      'links[0].capacity, line 5: "10G" is not a number (allowed: a number from 0 to 1000000000000000, bit/s, such as 10e9 for 10 Gbit/s)',
    ],
    [
      'an infinite capacity',
      withLinks('from: A, to: B, capacity: .inf'),
      'links[0].capacity, line 5: Infinity is too large',
    ],
    [
      'a capacity that is no number',
      withLinks('from: A, to: B, capacity: .nan'),
      'links[0].capacity, line 5: NaN is not a number',
    ],
    [
      'a negative reservable bandwidth',
      withLinks('from: A, to: B, capacity: 1, reservable: -5'),
      'links[0].reservable, line 5: -5 is negative',
    ],
    [
      'a negative metric',
      withLinks('from: A, to: B, capacity: 1, igpMetric: -5'),
      'links[0].igpMetric, line 5: -5 is negative',
    ],
    [
      'a fractional metric',
      withLinks('from: A, to: B, capacity: 1, teMetric: 1.5'),
      'links[0].teMetric, line 5: 1.5 is not a whole number',
    ],
    [
      'a metric beyond its field',
      withLinks('from: A, to: B, capacity: 1, igpMetric: 16777216'),
      'links[0].igpMetric, line 5: 16777216 is too large',
    ],
    [
      'a negative delay',
      withLinks('from: A, to: B, capacity: 1, delay: -1'),
      'links[0].delay, line 5: -1 is negative',
    ],
    [
      'an administrative group beyond bit 2015',
      withLinks('from: A, to: B, capacity: 1, adminGroups: [0, 2016]'),
      'links[0].adminGroups[1], line 5: 2016 is too large (allowed: a whole number from 0 to 2015',
    ],
    [
      'groups that are no list',
      withLinks('from: A, to: B, capacity: 1, srlgs: 101'),
      'links[0].srlgs, line 5: 101 instead of a list',
    ],
    [
      'a list beyond reason',
      withLinks(`from: A, to: B, capacity: 1, srlgs: [${'1,'.repeat(1025)}]`),
      'links[0].srlgs, line 5: a list of 1025 numbers (allowed: at most 1024)',
    ],
    [
      'a reserved label',
      withLinks('from: A, to: B, capacity: 1, adjacencySid: 15'),
      'links[0].adjacencySid, line 5: 15 is too small (allowed: a whole number from 16 to 1048575',
    ],
    [
      'a label of 21 bits',
      withNode('id: A, prefixSid: 1048576'),
      'nodes[0].prefixSid, line 4: 1048576 is too large',
    ],
    [
      'the other direction of a one-way link',
      withLinks('from: A, to: B, capacity: 1, oneWay: true, reverseAdjacencySid: 24000'),
      'links[0].reverseAdjacencySid, line 5: a link with oneWay: true has no other direction',
    ],
    [
      'a flag in words',
      withLinks('from: A, to: B, capacity: 1, oneWay: yes'),
      'links[0].oneWay, line 5: "yes" is not a flag (allowed: true, false)',
    ],
    [
      'a bad router id',
      withNode('id: A, routerId: 10.0.0.256'),
      'nodes[0].routerId, line 4: "10.0.0.256" is not an address',
    ],
    [
      'an address with a prefix length',
      withLinks('from: A, to: B, capacity: 1, toAddress: 10.0.0.1/31'),
      'links[0].toAddress, line 5: "10.0.0.1/31" is not an address',
    ],
    [
      'a latitude beyond the pole',
      withNode('id: A, latitude: 90.1'),
      'nodes[0].latitude, line 4: 90.1 is too large',
    ],
    [
      'a longitude beyond the date line',
      withNode('id: A, longitude: -181'),
      'nodes[0].longitude, line 4: -181 is too small',
    ],
    ['an id that is a number', withNode('id: 7'), 'nodes[0].id, line 4: 7 is not text'],
    ['an empty id', withNode('id: ""'), 'nodes[0].id, line 4: "" is not a valid text here'],
    [
      'an id with a line break',
      withNode('id: "A\\nB"'),
      'nodes[0].id, line 4: "A\\nB" is not a valid text here',
    ],
    ['an id beyond 255 characters', withNode(`id: ${'x'.repeat(256)}`), 'nodes[0].id, line 4:'],
    ['an empty field', withNode('id: A, name: '), 'nodes[0].name, line 4: an empty value instead of text'],
    [
      'an unknown management protocol',
      withNode('id: A, management: {protocol: telnet, profile: p, address: 10.0.0.1}'),
      'nodes[0].management.protocol, line 4: "telnet" is not known (allowed: netconf, gnmi)',
    ],
    [
      'management without its address',
      withNode('id: A, management: {protocol: netconf, profile: p}'),
      'nodes[0].management, line 4: address is missing',
    ],
    [
      'management without its protocol',
      withNode('id: A, management: {profile: p, address: 10.0.0.1}'),
      'nodes[0].management, line 4: protocol is missing (allowed: netconf, gnmi)',
    ],
    [
      'a management port beyond TCP',
      withNode('id: A, management: {protocol: netconf, profile: p, address: 10.0.0.1, port: 65536}'),
      'nodes[0].management.port, line 4: 65536 is too large',
    ],
    [
      'a node that is only a word',
      'cairn: topology/1\nname: n\nnodes: [A]\n',
      'nodes[0], line 3: "A" instead of a mapping',
    ],
    ['a document that is a list', '- a\n', 'line 1: a list instead of a mapping'],
    ['an empty document', '', 'document: an empty value instead of a mapping'],
  ];
  test.each(wrong)('%s', (_, text, message) => expect(refusal(text)).toContain(message));

  test('all problems are told at once, the first twenty in full', () => {
    const text = withLinks(...Array.from({ length: 25 }, () => 'from: A, to: X, capacity: 1'));
    const document = parseCairnDocument(text);
    if (document.ok) throw new Error('the document was taken');
    expect(document.error.problems).toHaveLength(20);
    expect(document.error.omitted).toBe(5);
    expect(describeDocumentError(document.error)).toMatch(/\nand 5 more$/);
  });

  test('JSON is refused with line and path too', () => {
    const json = '{"cairn": "topology/1",\n "name": "n",\n "nodes": [\n  {"id": "A"},\n  {"id": "A"}]}';
    expect(refusal(json)).toContain('nodes[1].id, line 5: "A" is already the id of nodes[0]');
  });
});
