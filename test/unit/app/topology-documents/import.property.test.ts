import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseCairnDocument } from '../../../../src/app/topology-documents/cairn-document.js';
import { diffTopology, type KnownTopology } from '../../../../src/app/topology-documents/diff.js';
import {
  describeDocumentError,
  type TopologyDocument,
} from '../../../../src/app/topology-documents/topology-document.js';
import type { LinkId, NodeId } from '../../../../src/domain/values/identifiers.js';
import type { ObservedLink, TopologyNode } from '../../../../src/domain/values/topology.js';
import type { TopologyChange } from '../../../../src/events/catalogue/topology.js';

type Fields = Record<string, unknown>;
interface Written {
  readonly cairn: 'topology/1';
  readonly name: string;
  readonly nodes: Fields[];
  readonly links: Fields[];
}

const label = fc.integer({ min: 16, max: 1_048_575 });
const ipv4 = fc.ipV4();
const anyNode = fc.record(
  {
    name: fc.stringMatching(/^[A-Za-zéü]{1,12}$/),
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    prefixSid: label,
    management: fc.record({
      protocol: fc.constantFrom('netconf', 'gnmi'),
      profile: fc.constant('openconfig-static-lsp'),
      address: ipv4,
    }),
  },
  { requiredKeys: [] },
);
const anyLink = (nodes: number): fc.Arbitrary<Fields> =>
  fc
    .record(
      {
        ends: fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)),
        capacity: fc.maxSafeNat().map((value) => value % 1e15),
        reservable: fc.nat(1e9),
        oneWay: fc.boolean(),
        operational: fc.boolean(),
        fromAddress: ipv4,
        toAddress: ipv4,
        igpMetric: fc.nat(0xff_ff_ff),
        teMetric: fc.nat(0x7f_ff_ff_ff),
        delay: fc.nat(100_000),
        adminGroups: fc.uniqueArray(fc.nat(31), { maxLength: 5 }),
        srlgs: fc.uniqueArray(fc.nat(1000), { maxLength: 5 }),
        adjacencySid: label,
      },
      { requiredKeys: ['ends', 'capacity'] },
    )
    .map(({ ends: [from, to], ...fields }) => ({
      from: `N${from}`,
      to: `N${to === from ? (to + 1) % nodes : to}`,
      ...fields,
    }));

const anyWritten: fc.Arbitrary<Written> = fc
  .array(anyNode, { minLength: 2, maxLength: 6 })
  .chain((attributes) =>
    fc.record({
      cairn: fc.constant('topology/1' as const),
      name: fc.constant('generated'),
      nodes: fc.constant(attributes.map((fields, index) => ({ id: `N${index}`, ...fields }))),
      links: fc.array(anyLink(attributes.length), { maxLength: 8 }),
    }),
  );

/** Through JSON, which turns -0 into 0. */
const meantNodes = ({ nodes }: Written): unknown =>
  JSON.parse(JSON.stringify(nodes.map((node) => ({ name: node['id'], ...node }))));

/** Independent of the reader: what the contract says that the document means, link ids aside. */
function meantLinks({ links }: Written): Fields[] {
  return links.flatMap(({ from, to, oneWay, fromAddress, toAddress, adjacencySid, ...same }) => {
    const ascending = (list: unknown): number[] => [...((list ?? []) as number[])].sort((a, b) => a - b);
    const shared = {
      reservable: same['capacity'],
      operational: true,
      ...same,
      adminGroups: ascending(same['adminGroups']),
      srlgs: ascending(same['srlgs']),
    };
    const forward = {
      source: from,
      target: to,
      sourceAddress: fromAddress,
      targetAddress: toAddress,
      adjacencySid,
      ...shared,
    };
    const reverse = {
      source: to,
      target: from,
      sourceAddress: toAddress,
      targetAddress: fromAddress,
      ...shared,
    };
    return oneWay === true ? [forward] : [forward, reverse];
  });
}

function parsed(written: Written): TopologyDocument {
  const document = parseCairnDocument(stringify(written));
  if (!document.ok) throw new Error(describeDocumentError(document.error));
  return document.value;
}

const NOTHING_KNOWN: KnownTopology = { nodes: new Map(), links: new Map() };

function applyEvents(known: KnownTopology, events: readonly TopologyChange[]): KnownTopology {
  const nodes = new Map<NodeId, TopologyNode>(known.nodes);
  const links = new Map<LinkId, ObservedLink>(known.links);
  for (const event of events) {
    if (event.type === 'NodeObserved') nodes.set(event.data.node.id, event.data.node);
    else if (event.type === 'LinkObserved') links.set(event.data.link.id, event.data.link);
    else if (event.type === 'NodeWithdrawn') expect(nodes.delete(event.data.node)).toBe(true);
    else expect(links.delete(event.data.link)).toBe(true);
    for (const { source, target } of links.values())
      expect(nodes.has(source) && nodes.has(target)).toBe(true);
  }
  return { nodes, links };
}

const knownFrom = (document: TopologyDocument): KnownTopology =>
  applyEvents(NOTHING_KNOWN, diffTopology(NOTHING_KNOWN, document, false));
const asObjects = ({ nodes, links }: KnownTopology) => ({
  nodes: Object.fromEntries(nodes),
  links: Object.fromEntries(links),
});

/** Every mapping of the document, to put a key into. */
const mappingsOf = (written: Written): Fields[] => [
  written as unknown as Fields,
  ...written.nodes,
  ...written.links,
  ...written.nodes.flatMap(({ management }) => (management === undefined ? [] : [management as Fields])),
];

describe('reading', () => {
  test('a document gives exactly the elements that it describes, as YAML and as JSON', () => {
    fc.assert(
      fc.property(anyWritten, (written) => {
        const document = parsed(written);
        expect(document.nodes).toEqual(meantNodes(written));
        expect(document.links.map((link) => ({ ...link, id: undefined }))).toEqual(meantLinks(written));
        expect(new Set(document.links.map(({ id }) => id)).size).toBe(document.links.length);
        expect(parseCairnDocument(JSON.stringify(written))).toEqual({ ok: true, value: document });
      }),
    );
  });

  test('an unknown key is refused wherever it stands', () => {
    fc.assert(
      fc.property(anyWritten, fc.nat(), fc.stringMatching(/^[a-z]{1,8}X$/), (written, pick, key) => {
        const copy = structuredClone(written);
        const mappings = mappingsOf(copy);
        Object.assign(mappings[pick % mappings.length] ?? {}, { [key]: 1 });
        for (const text of [stringify(copy), JSON.stringify(copy)]) {
          const document = parseCairnDocument(text);
          if (document.ok) throw new Error('the document was taken');
          expect(document.error.problems).toHaveLength(1);
          expect(document.error.problems[0]?.path.endsWith(key)).toBe(true);
        }
      }),
    );
  });

  test('any text is answered with a document or with problems', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          anyWritten.map((written) => stringify(written).slice(3)),
        ),
        (text) => {
          const document = parseCairnDocument(text);
          if (!document.ok) expect(document.error.problems.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('difference', () => {
  test('a second import of the same document makes no event', () => {
    fc.assert(
      fc.property(anyWritten, fc.boolean(), (written, replace) => {
        const document = parsed(written);
        expect(diffTopology(knownFrom(document), document, replace)).toEqual([]);
      }),
    );
  });

  test('replacing leads from any known state to the document, and no link is ever without its nodes', () => {
    fc.assert(
      fc.property(anyWritten, anyWritten, (before, after) => {
        const known = knownFrom(parsed(before));
        const document = parsed(after);
        const reached = applyEvents(known, diffTopology(known, document, true));
        expect(asObjects(reached)).toEqual(asObjects(knownFrom(document)));
      }),
    );
  });

  test('merging withdraws nothing and keeps what the document leaves out', () => {
    fc.assert(
      fc.property(anyWritten, anyWritten, (before, after) => {
        const known = knownFrom(parsed(before));
        const document = parsed(after);
        const events = diffTopology(known, document, false);
        expect(events.filter(({ type }) => type.endsWith('Withdrawn'))).toEqual([]);
        const expected = { nodes: new Map(known.nodes), links: new Map(known.links) };
        for (const node of document.nodes) expected.nodes.set(node.id, node);
        for (const link of document.links) expected.links.set(link.id, link);
        expect(asObjects(applyEvents(known, events))).toEqual(asObjects(expected));
      }),
    );
  });
});
