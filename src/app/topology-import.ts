import { createHash } from 'node:crypto';
import type { SourceName } from '../domain/values/identifiers.js';
import { ok, type Result } from '../domain/values/result.js';
import { sourceKindOf } from '../domain/values/topology-source.js';
import { topologyStream } from '../events/catalogue/streams.js';
import type { TopologyEvent } from '../events/catalogue/topology.js';
import type { Journal } from './journal.js';
import type { NetworkView } from './network-view.js';
import type { Telemetry } from './ports/telemetry.js';
import { type Rejection, reject } from './rejection.js';
import { diffTopology } from './topology-documents/diff.js';
import { parseTopologyDocument } from './topology-documents/parse-document.js';
import {
  describeDocumentError,
  describeUnknownFormat,
  isTopologyFormat,
  type TopologyDocument,
} from './topology-documents/topology-document.js';

export interface ImportReport {
  readonly source: SourceName;
  /** Elements of the document; links count each direction. */
  readonly nodes: number;
  readonly links: number;
  /** Events appended; 0 when the document says what is known already. */
  readonly changes: number;
  readonly warnings: readonly string[];
}

/** Whose a document is that names no source, without a name beside it. */
const OPERATOR = 'operator';

/** Topology documents become the difference to what their source said before: nothing for an unchanged one. */
export class TopologyImport {
  readonly #view: NetworkView;
  readonly #journal: Journal;
  readonly #telemetry: Telemetry;
  /** One import at a time per process: each is compared with the state that the one before it left. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(view: NetworkView, journal: Journal, telemetry: Telemetry) {
    this.#view = view;
    this.#journal = journal;
    this.#telemetry = telemetry;
  }

  /**
   * @param format one of TOPOLOGY_FORMATS, or AUTO: by the content
   * @param replace what the source said before and the document does not is withdrawn; otherwise it stays
   * @param name of the source, where the document does not name it; without it the operator's own
   */
  async import(
    text: string,
    format: string,
    replace: boolean,
    name = OPERATOR,
  ): Promise<Result<ImportReport, Rejection>> {
    if (format !== BY_CONTENT && !isTopologyFormat(format))
      return reject('NOT_SUPPORTED', describeUnknownFormat(format));
    const parsed = parseTopologyDocument(text, format === BY_CONTENT ? undefined : format, name);
    if (!parsed.ok) return reject('INVALID_DOCUMENT', describeDocumentError(parsed.error));
    return this.#inTurn(() => this.#apply(parsed.value, replace, []));
  }

  /**
   * A file of the configuration, at start. It says all that its source says; but a file that was applied before and
   * has not changed since is left alone, so that a restart takes nothing back that was imported through the API.
   * @param name of the source, where the document does not name it
   */
  async importFile(text: string, name?: string): Promise<Result<ImportReport, Rejection>> {
    const parsed = parseTopologyDocument(text, undefined, name);
    if (!parsed.ok) return reject('INVALID_DOCUMENT', describeDocumentError(parsed.error));
    const document = parsed.value;
    const { source } = document;
    const digest = createHash('sha256').update(text).digest('hex');
    return this.#inTurn(async () => {
      const { nodes, links } = countsOf(document);
      if (this.#view.state.ted.fileOf(source) === digest) {
        return ok({ source, nodes, links, changes: 0, warnings: document.warnings });
      }
      const applied: TopologyEvent = { type: 'TopologyFileApplied', data: { source, digest, nodes, links } };
      return this.#apply(document, true, [applied]);
    });
  }

  #inTurn<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #apply(
    document: TopologyDocument,
    replace: boolean,
    further: readonly TopologyEvent[],
  ): Promise<Result<ImportReport, Rejection>> {
    const { source, warnings } = document;
    if (sourceKindOf(source) !== 'document') {
      const what = `${JSON.stringify(source)} is the name of a ${sourceKindOf(source) === 'bgp-ls' ? 'BGP-LS peer' : 'collector'}`;
      return reject('INVALID_DOCUMENT', `name: ${what} (allowed: a name that does not begin like one)`);
    }
    const changes = diffTopology(this.#view.state.ted.ofSource(source), document, replace);
    const events = [...changes, ...further];
    if (events.length > 0) await this.#journal.append(topologyStream(source), 'any', events);
    const counts = { ...countsOf(document), changes: changes.length };
    this.#telemetry.log({ event: 'topology-imported', source, ...counts });
    return ok({ source, ...counts, warnings });
  }
}

/** As in the GraphQL enumeration `TopologyFormat`. */
const BY_CONTENT = 'AUTO';

const countsOf = ({ nodes, links }: TopologyDocument) => ({ nodes: nodes.length, links: links.length });
