// What collectors measure, beside what documents and feeds say of the same links: who is believed about what.
import { describe, expect, test } from '@jest/globals';
import { LinkId, NodeId, SourceName } from '../../../../src/domain/values/identifiers.js';
import type { LinkMeasurement, ObservedLink } from '../../../../src/domain/values/topology.js';
import { bgpLsSource, telemetrySource } from '../../../../src/domain/values/topology-source.js';
import type { TopologyEvent } from '../../../../src/events/catalogue/topology.js';
import { Ted } from '../../../../src/projections/ted/ted.js';
import { recordedEvent } from '../../../support/event-generator.js';

const MAP = SourceName('map');
const FEED = bgpLsSource('192.0.2.7');
const ACTIVE = telemetrySource('active');
const PASSIVE = telemetrySource('passive');
const link = LinkId('a-b');

const tells = (source: SourceName, more: Partial<ObservedLink>): TopologyEvent => ({
  type: 'LinkObserved',
  data: {
    source,
    link: { id: link, source: NodeId('a'), target: NodeId('b'), operational: true, ...more },
  },
});
const measures = (source: SourceName, more: Omit<LinkMeasurement, 'link'>): TopologyEvent => ({
  type: 'LinksMeasured',
  data: { source, links: [{ link, ...more }] },
});
const falls = (source: SourceName): TopologyEvent => ({
  type: 'TopologyFeedClosed',
  data: { source, reason: 'no samples for 180 s' },
});
const PLANNED = tells(MAP, { capacity: 10, delay: 5, minDelay: 4, loss: 0.5 });
const FED: readonly TopologyEvent[] = [
  {
    type: 'TopologyFeedOpened',
    data: { source: FEED, address: '192.0.2.7', asNumber: 1, routerId: '192.0.2.7', holdTime: 90 },
  },
  tells(FEED, { delay: 50, minDelay: 40, utilizedBandwidth: 1 }),
  { type: 'TopologyFeedSynchronized', data: { source: FEED, nodes: 0, links: 1, removed: 0 } },
];
const MEASURED = measures(ACTIVE, { delay: 7, minDelay: 6, maxDelay: 9, utilizedBandwidth: 3 });

function tedAfter(...events: readonly TopologyEvent[]): Ted {
  const ted = new Ted();
  for (const [index, event] of events.entries()) ted.apply(recordedEvent(event, index + 1));
  return ted;
}

const originOf = (ted: Ted, attribute: string): string | undefined =>
  ted.linkSources(link)?.origins[attribute];

describe('a measurement', () => {
  test('comes before what a document says, and leaves the rest of it', () => {
    const ted = tedAfter(PLANNED, MEASURED);
    expect(ted.link(link)).toMatchObject({
      capacity: 10,
      delay: 7,
      minDelay: 6,
      maxDelay: 9,
      utilizedBandwidth: 3,
      loss: 0.5,
    });
    expect([originOf(ted, 'delay'), originOf(ted, 'loss')]).toEqual([ACTIVE, MAP]);
    expect(ted.linkSources(link)?.measuredAt).toBe(recordedEvent(MEASURED, 2).time);
  });

  test('comes before what a feed says, but for the delays that routers themselves go by', () => {
    const ted = tedAfter(PLANNED, ...FED, MEASURED);
    expect(ted.link(link)).toMatchObject({ delay: 7, utilizedBandwidth: 3, minDelay: 40, maxDelay: 9 });
    expect([originOf(ted, 'delay'), originOf(ted, 'minDelay')]).toEqual([ACTIVE, FEED]);
  });

  test('of a silent collector comes after a feed, and before a document', () => {
    const ted = tedAfter(PLANNED, ...FED, MEASURED, falls(ACTIVE));
    expect(ted.link(link)).toMatchObject({ delay: 50, utilizedBandwidth: 1, maxDelay: 9 });
    expect(tedAfter(PLANNED, MEASURED, falls(ACTIVE)).link(link)?.delay).toBe(7);
    expect(ted.source(ACTIVE)?.isFresh).toBe(false);
  });

  test('of several collectors is that of the first by name that is not silent', () => {
    const other = measures(PASSIVE, { delay: 8, loss: 0 });
    const both = tedAfter(PLANNED, other, MEASURED);
    expect(both.link(link)).toMatchObject({ delay: 7, loss: 0 });
    expect(tedAfter(PLANNED, other, MEASURED, falls(ACTIVE)).link(link)?.delay).toBe(8);
  });

  test('replaces the one before, whole', () => {
    const ted = tedAfter(PLANNED, MEASURED, measures(ACTIVE, { utilizedBandwidth: 4 }));
    expect(ted.link(link)).toMatchObject({ delay: 5, utilizedBandwidth: 4 });
  });

  test('of a link that nobody else tells of makes no link', () => {
    expect(tedAfter(MEASURED).links()).toEqual([]);
    expect(tedAfter(MEASURED, PLANNED).link(link)?.delay).toBe(7);
  });

  test('is gone when it is taken back, and with its source', () => {
    const back: TopologyEvent = { type: 'LinksUnmeasured', data: { source: ACTIVE, links: [link] } };
    const expired: TopologyEvent = { type: 'TopologySourceExpired', data: { source: ACTIVE } };
    for (const last of [back, expired]) {
      const ted = tedAfter(PLANNED, MEASURED, last);
      expect(ted.link(link)?.delay).toBe(5);
      expect(ted.linkSources(link)?.measuredAt).toBeUndefined();
    }
  });

  test('says nothing of whether a link works', () => {
    expect(tedAfter(tells(FEED, {}), MEASURED).link(link)?.operational).toBe(false);
  });
});
