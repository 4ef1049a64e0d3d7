import { expect, test } from '@jest/globals';
import { parseCairnDocument } from '../../../../src/app/topology-documents/cairn-document.js';
import { diffTopology, type KnownTopology } from '../../../../src/app/topology-documents/diff.js';
import {
  describeDocumentError,
  type TopologyDocument,
} from '../../../../src/app/topology-documents/topology-document.js';

function document(nodes: string, links: string): TopologyDocument {
  const parsed = parseCairnDocument(`{cairn: topology/1, name: lab, nodes: [${nodes}], links: [${links}]}`);
  if (!parsed.ok) throw new Error(describeDocumentError(parsed.error));
  return parsed.value;
}

const known = ({ nodes, links }: TopologyDocument): KnownTopology => ({
  nodes: new Map(nodes.map((node) => [node.id, node])),
  links: new Map(links.map((link) => [link.id, link])),
});

const BEFORE = document(
  '{id: C}, {id: B}, {id: A}',
  '{from: B, to: C, capacity: 1}, {from: A, to: B, capacity: 1}',
);
const AFTER = document(
  '{id: D}, {id: B, prefixSid: 16002}, {id: A}',
  '{from: A, to: B, capacity: 2, oneWay: true}, {from: A, to: D, capacity: 1}',
);

const said = (replace: boolean): string[] =>
  diffTopology(known(BEFORE), AFTER, replace).map(({ type, data }) => {
    const element = 'node' in data ? data.node : data.link;
    return `${type} ${typeof element === 'string' ? element : element.id}`;
  });

test('replacing withdraws links, then nodes, and then observes nodes and links', () => {
  expect(said(true)).toEqual([
    'LinkWithdrawn B-A',
    'LinkWithdrawn B-C',
    'LinkWithdrawn C-B',
    'NodeWithdrawn C',
    'NodeObserved D',
    'NodeObserved B',
    'LinkObserved A-B',
    'LinkObserved A-D',
    'LinkObserved D-A',
  ]);
});

test('merging only observes', () => {
  expect(said(false)).toEqual([
    'NodeObserved D',
    'NodeObserved B',
    'LinkObserved A-B',
    'LinkObserved A-D',
    'LinkObserved D-A',
  ]);
});

test('events carry the source and the whole element', () => {
  const event = diffTopology({ nodes: new Map(), links: new Map() }, document('{id: A}', ''), false);
  expect(event).toEqual([{ type: 'NodeObserved', data: { source: 'lab', node: { id: 'A', name: 'A' } } }]);
});

test('the order of the document and of the keys of an element make no difference', () => {
  const shuffled = document(
    '{id: A}, {id: B}, {id: C}',
    '{capacity: 1, to: B, from: A}, {to: C, from: B, capacity: 1}',
  );
  const reordered = {
    ...shuffled,
    links: shuffled.links.map((link) => Object.fromEntries(Object.entries(link).reverse())),
  };
  expect(diffTopology(known(BEFORE), reordered as unknown as TopologyDocument, true)).toEqual([]);
});
