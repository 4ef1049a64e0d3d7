import { NetworkView } from '../../../src/app/network-view.js';
import { parseCairnDocument } from '../../../src/app/topology-documents/cairn-document.js';
import { diffTopology } from '../../../src/app/topology-documents/diff.js';
import { createPathComputer } from '../../../src/domain/computation/engine.js';
import { LspId } from '../../../src/domain/values/identifiers.js';
import type { DomainEvent, RecordedEvent } from '../../../src/events/catalogue/event.js';
import { lspStream } from '../../../src/events/catalogue/streams.js';
import { NetworkState } from '../../../src/projections/network-state.js';
import { answerParent } from '../child.js';
import { HISTORY_LSPS, reports } from '../history.js';
import { documentOf, generateNetwork } from '../network.js';

/** A process that holds a network of 1,000 nodes with as many LSPs as asked for, and a path computer that knows them. */

export interface Used {
  readonly resident: number;
  readonly heap: number;
  /** Typed arrays. */
  readonly buffers: number;
}

const state = new NetworkState();
const view = new NetworkView(state, createPathComputer());

function load(lsps: number): void {
  const network = generateNetwork();
  const parsed = parseCairnDocument(documentOf(network));
  if (!parsed.ok) throw new Error('the generated network is refused');
  for (const event of diffTopology({ nodes: new Map(), links: new Map() }, parsed.value, true)) apply(event);
  let left = Math.min(lsps, HISTORY_LSPS);
  // As text and back: strings and objects are then those of a replay, and nothing is shared with the generator.
  for (const report of reports(network)) {
    if (left-- === 0) break;
    apply(JSON.parse(JSON.stringify(report)) as DomainEvent);
  }
  view.settle();
}

function apply(event: DomainEvent): void {
  const position = state.position + 1;
  const stream =
    event.type === 'LspReported' ? lspStream(LspId(event.data.pcc, event.data.name)) : 'topology-bench';
  const place = {
    id: `bench-${position}`,
    position,
    stream,
    version: 1,
    schemaVersion: 1,
    time: 1_700_000_000_000,
  };
  const recorded: RecordedEvent = { ...event, ...place };
  state.apply(recorded);
  view.note([recorded]);
}

answerParent<{ readonly lsps: number }>(({ lsps }) => {
  load(lsps);
  if (state.lspDb.size !== lsps) throw new Error(`${state.lspDb.size} LSPs`);
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  return { resident: rss, heap: heapUsed, buffers: arrayBuffers } satisfies Used;
});
