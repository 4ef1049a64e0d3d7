import type { IpAddress } from '../../domain/values/address.js';
import type { Metric } from '../../domain/values/metric.js';
import { OPERATIONAL } from '../../southbound/pcep/codec/code-points.js';
import type { Message } from '../../southbound/pcep/codec/message.js';
import type { PCErr } from '../../southbound/pcep/codec/messages/pcerr.js';
import type { PCRep, Reply } from '../../southbound/pcep/codec/messages/pcrep.js';
import type { PCReq } from '../../southbound/pcep/codec/messages/pcreq.js';
import type { Association } from '../../southbound/pcep/codec/objects/association.js';
import type { Lsp as LspObject } from '../../southbound/pcep/codec/objects/lsp.js';
import type { EroSubobject } from '../../southbound/pcep/codec/subobjects/route-subobject.js';
import { findTlv } from '../../southbound/pcep/codec/tlvs/tlv.js';
import type { HeadEnd } from './head-end.js';
import { attributesIn } from './instructions.js';
import {
  attributesOf,
  bandwidthObject,
  type Lsp,
  type LspNumbers,
  lspaObject,
  objectiveMetric,
  type PathAttributes,
  type PccSetupType,
} from './lsp.js';
import { errorMessage, setupTypeTlvs } from './messages.js';
import type { Timers } from './timers.js';

/** An LSP for which the head-end needs a path. Bandwidth is bit/s. */
export interface WantedPath {
  readonly name: string;
  readonly destination: IpAddress;
  /** Default RSVP_TE. */
  readonly setupType?: PccSetupType;
  readonly bandwidth?: number;
  /** Default 7. */
  readonly setupPriority?: number;
  readonly holdingPriority?: number;
  readonly metric?: Metric;
  /** Whether the LSP is delegated once it has its path. Default true. */
  readonly delegated?: boolean;
  /** The groups that it is in, and its path is for (RFC 8697 6.3.2). */
  readonly associations?: readonly Association[];
  /** Milliseconds to wait for the answer. Default 30,000. */
  readonly timeout?: number;
}

export type PathOutcome =
  /** The LSP is being set up along this route. */
  | { readonly kind: 'path'; readonly ero: readonly EroSubobject[]; readonly bandwidth: number }
  /** `vector`: NO-PATH-VECTOR flags (RFC 5440 7.5), 0 when there were none. */
  | { readonly kind: 'no-path'; readonly vector: number }
  | { readonly kind: 'refused'; readonly errorType: number; readonly errorValue: number }
  /** The PCE is overloaded or gave the request up (PCNtf, RFC 5440 7.14). */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'no-session' };

interface Asked {
  readonly wanted: WantedPath;
  readonly numbers: LspNumbers;
  readonly finish: (outcome: PathOutcome) => void;
}

const TIMEOUT_MILLISECONDS = 30_000;
const REQUEST_ID_MAX = 0xffff_ffff;

/** Path requests of one head-end (RFC 5440 6.4, 6.5). */
export class PathRequests {
  readonly #head: HeadEnd;
  readonly #timers: Timers;
  readonly #asked = new Map<number, Asked>();
  #lastRequestId = 0;

  constructor(head: HeadEnd, timers: Timers) {
    this.#head = head;
    this.#timers = timers;
  }

  /** The LSP is named in the request, so that the PCE knows whose path it is when it is reported. */
  ask(wanted: WantedPath, send: (message: Message) => boolean): Promise<PathOutcome> {
    this.#lastRequestId = this.#lastRequestId >= REQUEST_ID_MAX ? 1 : this.#lastRequestId + 1;
    const requestId = this.#lastRequestId;
    const numbers = this.#head.newNumbers();
    if (!send(requestMessage(requestId, wanted, numbers, this.#head.routerId))) {
      return Promise.resolve({ kind: 'no-session' });
    }
    return new Promise((resolve) => {
      const patience = Math.max(1, wanted.timeout ?? TIMEOUT_MILLISECONDS);
      const cancel = this.#timers.after(patience, () => finish({ kind: 'timed-out' }));
      const finish = (outcome: PathOutcome): void => {
        cancel();
        this.#asked.delete(requestId);
        resolve(outcome);
      };
      this.#asked.set(requestId, { wanted, numbers, finish });
    });
  }

  /** The session is gone: no answer will come. */
  giveUp(): void {
    for (const { finish } of this.#asked.values()) finish({ kind: 'no-session' });
  }

  takeReply({ replies }: PCRep, send: (message: Message) => void): void {
    for (const reply of replies) {
      const asked = this.#asked.get(reply.rp.requestId);
      if (asked === undefined) send(errorMessage(8, 0));
      else asked.finish(this.#use(asked, reply));
    }
  }

  takeError({ entries }: PCErr): void {
    for (const { rps, errors } of entries) {
      const { errorType, errorValue } = errors[0] ?? { errorType: 0, errorValue: 0 };
      for (const { requestId } of rps) {
        this.#asked.get(requestId)?.finish({ kind: 'refused', errorType, errorValue });
      }
    }
  }

  cancelled(requestId: number): void {
    this.#asked.get(requestId)?.finish({ kind: 'cancelled' });
  }

  #use({ wanted, numbers }: Asked, reply: Reply): PathOutcome {
    const [path] = reply.paths;
    if (reply.noPath !== undefined || path === undefined) {
      return { kind: 'no-path', vector: findTlv(reply.noPath?.tlvs ?? [], 'NO-PATH-VECTOR')?.flags ?? 0 };
    }
    const asked = intended(wanted);
    const answered = attributesIn(path, path.ero.subobjects, asked);
    const attributes: PathAttributes = {
      ero: answered.ero,
      lspa: answered.lspa ?? asked.lspa,
      bandwidth: answered.bandwidth ?? asked.bandwidth,
      metrics: asked.metrics,
    };
    this.#head.setUp(requestedLsp(wanted, numbers, attributes));
    return { kind: 'path', ero: answered.ero, bandwidth: wanted.bandwidth ?? 0 };
  }
}

function intended(wanted: WantedPath): PathAttributes {
  const { destination, setupType = 'RSVP_TE', bandwidth = 0, setupPriority = 7, metric } = wanted;
  const holdingPriority = wanted.holdingPriority ?? setupPriority;
  const more = metric === undefined ? {} : { metric };
  return attributesOf({
    setupType,
    destination,
    bandwidth,
    setupPriority,
    holdingPriority,
    route: [],
    ...more,
  });
}

function requestedLsp(wanted: WantedPath, numbers: LspNumbers, attributes: PathAttributes): Lsp {
  const { name, destination, setupType = 'RSVP_TE', delegated = true } = wanted;
  const lspId = setupType === 'RSVP_TE' ? 1 : 0;
  return {
    name,
    setupType,
    destination,
    ...numbers,
    createdByPce: false,
    delegable: delegated,
    delegated,
    administrative: true,
    current: { lspId, operational: OPERATIONAL.GOING_UP, attributes },
    pending: undefined,
    leaving: new Set(),
    schedule: undefined,
    lastLspId: lspId,
    associations: wanted.associations ?? [],
  };
}

function requestMessage(
  requestId: number,
  wanted: WantedPath,
  numbers: LspNumbers,
  source: IpAddress,
): PCReq {
  const { name, destination, setupType = 'RSVP_TE', bandwidth, setupPriority = 7, metric } = wanted;
  const lsp: LspObject = {
    kind: 'LSP',
    plspId: numbers.plspId,
    delegate: false,
    sync: false,
    remove: false,
    administrative: true,
    operational: OPERATIONAL.DOWN,
    create: false,
    tlvs: [{ kind: 'SYMBOLIC-PATH-NAME', text: name }],
  };
  const request = {
    rp: {
      kind: 'RP',
      p: true,
      requestId,
      priority: 0,
      reoptimization: false,
      bidirectional: false,
      loose: false,
      supplyObjectiveFunction: false,
      tlvs: setupTypeTlvs(setupType),
    },
    endPoints: { kind: 'END-POINTS', p: true, source, destination },
    lsp,
    lspa: lspaObject(setupPriority, wanted.holdingPriority ?? setupPriority),
    bandwidth: bandwidth === undefined ? undefined : bandwidthObject(bandwidth),
    metrics: metric === undefined ? [] : [{ ...objectiveMetric(metric), computed: true }],
    associations: (wanted.associations ?? []).map((one) => ({ ...one, p: true })),
    others: [],
  } as const;
  return { kind: 'PCReq', svecs: [], requests: [request] };
}
