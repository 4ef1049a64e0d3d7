import { expect, test } from '@jest/globals';
import { detectFormat } from '../../../../src/app/topology-documents/detect-format.js';
import { refusal } from './parsed.js';

test.each([
  ['CAIRN', 'cairn: topology/1\nname: n\nnodes: []\n'],
  ['CAIRN', '# <graphml>\ncairn: topology/1\n'],
  ['CAIRN', '{"cairn": "topology/1", "name": "ietf-network:networks", "nodes": []}'],
  ['CAIRN', '{"name": "n", "cairn": "topology/1", "nodes": [{"id": "\\"ietf-network:networks\\""}]}'],
  ['CAIRN', 'anything else'],
  ['CAIRN', ''],
  ['GRAPHML', '<graphml/>'],
  [
    'GRAPHML',
    '\uFEFF\n<?xml version="1.0"?>\n<!-- <network> -->\n<!DOCTYPE graphml>\n<g:graphml xmlns:g="urn:x">',
  ],
  ['SNDLIB_XML', '<?xml version="1.0"?><network xmlns="http://sndlib.zib.de/network" version="1.0">'],
  ['SNDLIB_NATIVE', '?SNDlib native format; type: network; version: 1.0\n'],
  ['REPETITA', 'NODES 11\nlabel x y\n'],
  ['RFC8345', '{"ietf-network:networks": {}}'],
  ['RFC8345', ' {\n "ietf-restconf:data": {"ietf-network:networks": {}}}'],
])('%s is known by its content: %j', (format, text) => {
  expect(detectFormat(text)).toEqual({ ok: true, value: format });
});

test('what can not be a topology is refused with what can', () => {
  expect(refusal('DEMANDS 3\nlabel src dest bw\n')).toBe(
    'line 1: a REPETITA file of demands, which is no topology (allowed: its .graph file)',
  );
  expect(refusal('<svg/>')).toBe(
    'document: XML whose root element is "svg" (allowed: graphml (GraphML), network (SNDlib))',
  );
  expect(refusal('<constructor/>')).toContain('root element is "constructor"');
  expect(refusal('<!-- never closed')).toContain('XML without an element');
});
