// What several sources say of the network, put together: who names a thing, who is believed, and what a feed that takes
// something back, goes away or comes back means.
import { describe, expect, test } from '@jest/globals';
import { LinkId, NodeId, SourceName } from '../../../../src/domain/values/identifiers.js';
import type { ObservedLink, TopologyLink, TopologyNode } from '../../../../src/domain/values/topology.js';
import { bgpLsSource } from '../../../../src/domain/values/topology-source.js';
import type { TopologyEvent } from '../../../../src/events/catalogue/topology.js';
import { Ted } from '../../../../src/projections/ted/ted.js';
import { recordedEvent } from '../../../support/event-generator.js';

const MAP = SourceName('map');
const FEED = bgpLsSource('192.0.2.7');
const OTHER = bgpLsSource('192.0.2.8');

const node = (id: string, more: Partial<TopologyNode> = {}): TopologyNode => ({
  id: NodeId(id),
  name: id,
  ...more,
});
const link = (id: string, more: Partial<ObservedLink> = {}): ObservedLink => {
  const [source, target] = id.replace(/@.*$/, '').split('-') as [string, string];
  return { id: LinkId(id), source: NodeId(source), target: NodeId(target), operational: true, ...more };
};

const tells = (source: SourceName, element: TopologyNode | ObservedLink): TopologyEvent =>
  'operational' in element
    ? { type: 'LinkObserved', data: { source, link: element } }
    : { type: 'NodeObserved', data: { source, node: element } };
const takesBack = (source: SourceName, id: string): TopologyEvent => ({
  type: 'LinkWithdrawn',
  data: { source, link: LinkId(id) },
});
const opened = (source: SourceName): TopologyEvent => ({
  type: 'TopologyFeedOpened',
  data: { source, address: '192.0.2.7', asNumber: 65_000, routerId: '192.0.2.7', holdTime: 90 },
});
const synchronized = (source: SourceName): TopologyEvent => ({
  type: 'TopologyFeedSynchronized',
  data: { source, nodes: 0, links: 0, removed: 0 },
});
const closed = (source: SourceName): TopologyEvent => ({
  type: 'TopologyFeedClosed',
  data: { source, reason: 'hold timer expired' },
});

function tedAfter(...events: readonly TopologyEvent[]): Ted {
  const ted = new Ted();
  for (const [index, event] of events.entries()) ted.apply(recordedEvent(event, index + 1));
  return ted;
}

/** Two nodes with names that people know, and what IS-IS calls them. */
const MAPPED = [
  tells(MAP, node('Berlin', { routerId: '10.0.0.1', latitude: 52.5, longitude: 13.4 })),
  tells(MAP, node('Munich', { routerId: '10.0.0.2' })),
];
const FED = [
  opened(FEED),
  tells(FEED, node('0000.0000.0001', { name: 'ber1', routerId: '10.0.0.1', prefixSid: 16_001 })),
  tells(FEED, node('0000.0000.0002', { name: 'muc1', routerId: '10.0.0.2', prefixSid: 16_002 })),
];
const THERE = '0000.0000.0001-0000.0000.0002@10.1.2.1';
const BACK = '0000.0000.0002-0000.0000.0001@10.1.2.2';
const there = (more: Partial<ObservedLink> = {}): ObservedLink =>
  link(THERE, { sourceAddress: '10.1.2.1', targetAddress: '10.1.2.2', ...more });
const back = (more: Partial<ObservedLink> = {}): ObservedLink =>
  link(BACK, { sourceAddress: '10.1.2.2', targetAddress: '10.1.2.1', ...more });
const BOTH_WAYS = [tells(FEED, there({ igpMetric: 20, capacity: 10e9 })), tells(FEED, back())];

const only = (ted: Ted): TopologyLink => {
  const [first, ...others] = ted.links().filter(({ source }) => source !== 'Munich');
  expect(others).toEqual([]);
  if (first === undefined) throw new Error('there is no link');
  return first;
};

describe('nodes', () => {
  test('with the same TE router id are one: the document names it, the feed says what it is', () => {
    const ted = tedAfter(...MAPPED, ...FED);
    expect(ted.nodes()).toMatchObject([
      { id: 'Berlin', name: 'Berlin', routerId: '10.0.0.1', latitude: 52.5, prefixSid: 16_001 },
      { id: 'Munich', name: 'Munich', routerId: '10.0.0.2', prefixSid: 16_002 },
    ]);
    const { origins, opinions } = ted.nodeSources(NodeId('Berlin')) ?? {};
    expect(origins).toMatchObject({ name: MAP, latitude: MAP, routerId: FEED, prefixSid: FEED });
    expect(opinions).toHaveLength(2);
  });

  test('are the same whichever source spoke first', () => {
    const nodes = tedAfter(...MAPPED, ...FED).nodes();
    expect(tedAfter(...FED, ...MAPPED).nodes()).toEqual(nodes);
  });

  test('of one source are never the same, and one name for two routers stays two', () => {
    const twice = tedAfter(
      tells(MAP, node('A', { routerId: '10.0.0.1' })),
      tells(MAP, node('B', { routerId: '10.0.0.1' })),
    );
    expect(twice.nodes().map(({ id }) => id)).toEqual(['A', 'B']);
    const homonyms = tedAfter(
      tells(MAP, node('A', { routerId: '10.0.0.1' })),
      tells(FEED, node('A', { routerId: '10.0.0.9' })),
    );
    expect(homonyms.nodes().map(({ id }) => id)).toEqual(['A', `A@${FEED}`]);
  });

  test('that only a feed knows have the name that it gives', () => {
    expect(tedAfter(...FED).nodes()).toMatchObject([{ id: '0000.0000.0001', name: 'ber1' }, {}]);
  });
});

describe('links', () => {
  test('between the same nodes are one when their addresses say so', () => {
    const mapped = link('Berlin-Munich', { sourceAddress: '10.1.2.1', igpMetric: 5, srlgs: [7] });
    const ted = tedAfter(...MAPPED, ...FED, tells(MAP, mapped), ...BOTH_WAYS);
    expect(only(ted)).toMatchObject({
      id: 'Berlin-Munich',
      source: 'Berlin',
      target: 'Munich',
      igpMetric: 20,
      capacity: 10e9,
      srlgs: [7],
    });
    const { origins } = ted.linkSources(LinkId('Berlin-Munich')) ?? {};
    expect(origins).toMatchObject({ igpMetric: FEED, srlgs: MAP });
  });

  test('that have other addresses are others', () => {
    const mapped = link('Berlin-Munich', { sourceAddress: '10.9.9.1' });
    const ted = tedAfter(...MAPPED, ...FED, tells(MAP, mapped), ...BOTH_WAYS);
    const fromBerlin = ted.links().filter(({ source }) => source === 'Berlin');
    expect(fromBerlin.map(({ id }) => id)).toEqual([THERE, 'Berlin-Munich']);
  });

  test('are the same without any address when there is only one on each side', () => {
    const ted = tedAfter(...MAPPED, ...FED, tells(MAP, link('Berlin-Munich')), ...BOTH_WAYS);
    expect(only(ted)).toMatchObject({ id: 'Berlin-Munich', igpMetric: 20, sourceAddress: '10.1.2.1' });
    const parallel = tedAfter(
      ...MAPPED,
      ...FED,
      tells(MAP, link('Berlin-Munich')),
      tells(MAP, link('Berlin-Munich@2')),
      ...BOTH_WAYS,
    );
    expect(parallel.links().filter(({ source }) => source === 'Berlin')).toHaveLength(3);
  });

  test('have the risks that any source knows of, and what no source says is nothing', () => {
    const ted = tedAfter(
      ...MAPPED,
      ...FED,
      tells(MAP, link('Berlin-Munich', { srlgs: [7, 3] })),
      tells(FEED, there({ srlgs: [5, 7] })),
      tells(FEED, back()),
    );
    expect(only(ted)).toMatchObject({ srlgs: [3, 5, 7], capacity: 0, reservable: 0, adminGroups: [] });
  });

  test('that only one end tells of are not used', () => {
    const oneWay = tedAfter(...FED, tells(FEED, there()));
    expect(oneWay.links()).toMatchObject([{ operational: false }]);
    const other = tedAfter(...FED, tells(FEED, there()), tells(FEED, back({ sourceAddress: '10.9.9.9' })));
    expect(other.links().every(({ operational }) => !operational)).toBe(true);
    expect(tedAfter(...FED, ...BOTH_WAYS).links()).toMatchObject([
      { operational: true },
      { operational: true },
    ]);
  });
});

describe('whether a link works', () => {
  const base = [...MAPPED, ...FED, tells(MAP, link('Berlin-Munich')), ...BOTH_WAYS, synchronized(FEED)];

  test('a feed that takes it back says that it is down, though the document still has it', () => {
    expect(only(tedAfter(...base)).operational).toBe(true);
    expect(only(tedAfter(...base, takesBack(FEED, THERE))).operational).toBe(false);
    expect(only(tedAfter(...base, takesBack(FEED, THERE), tells(FEED, there()))).operational).toBe(true);
  });

  test('a document that says down is obeyed', () => {
    const down = tells(MAP, link('Berlin-Munich', { operational: false }));
    expect(only(tedAfter(...base, down)).operational).toBe(false);
  });

  test('as long as another feed tells of it, it works', () => {
    const second = [opened(OTHER), ...FED.slice(1), ...BOTH_WAYS].map((event) => ofOther(event));
    const both = tedAfter(...base, ...second, synchronized(OTHER), takesBack(FEED, THERE));
    expect(only(both).operational).toBe(true);
    expect(only(tedAfter(...base, ...second, takesBack(FEED, THERE))).operational).toBe(false);
  });

  test('what a lost feed said stays, until it has been away for too long', () => {
    const lost = [...base, takesBack(FEED, THERE), closed(FEED)];
    expect(only(tedAfter(...lost)).operational).toBe(false);
    expect(only(tedAfter(...base, closed(FEED)))).toMatchObject({ operational: true, igpMetric: 20 });
    const expired = tedAfter(...lost, { type: 'TopologySourceExpired', data: { source: FEED } });
    expect(only(expired).operational).toBe(true);
    expect(only(expired).igpMetric).toBeUndefined();
    expect(expired.sources().map(({ name }) => name)).toEqual([MAP]);
  });
});

describe('sources', () => {
  test('are fresh once synchronised, and stale once closed', () => {
    const ted = tedAfter(opened(FEED));
    const seen = [ted.source(FEED)?.isFresh];
    for (const [index, event] of [synchronized(FEED), closed(FEED), opened(FEED)].entries()) {
      ted.apply(recordedEvent(event, index + 10));
      seen.push(ted.source(FEED)?.isFresh);
    }
    expect(seen).toEqual([false, true, false, false]);
    expect(ted.source(FEED)?.feed).toMatchObject({ connected: true, synchronized: false });
  });

  test('a fresh feed is believed before a stale one', () => {
    const stale = tells(FEED, there({ igpMetric: 1 }));
    const fresh = tells(OTHER, there({ igpMetric: 2 }));
    const ted = tedAfter(opened(FEED), stale, opened(OTHER), fresh, synchronized(OTHER), closed(FEED));
    expect(ted.links()[0]?.igpMetric).toBe(2);
  });
});

function ofOther(event: TopologyEvent): TopologyEvent {
  return { ...event, data: { ...event.data, source: OTHER } } as TopologyEvent;
}
