import type { LinkId, SourceName } from '../../domain/values/identifiers.js';
import {
  afterFlap,
  type DampingPolicy,
  type FlapHistory,
  flapsAt,
} from '../../domain/values/link-damping.js';
import type { RecordedEvent } from '../../events/catalogue/event.js';
import type { Projection } from '../projection.js';
import type { MergedLink } from '../ted/merged-links.js';
import type { Ted } from '../ted/ted.js';

export interface CapturedLinkDamping {
  readonly policy?: DampingPolicy;
  /** In the order in which they went down last. */
  readonly flapped: readonly FlappedLink[];
}

/** A link as one source tells of it. */
export interface FlappedLink extends FlapHistory {
  readonly source: SourceName;
  readonly link: LinkId;
}

/** Links that went down and are remembered, those of which it was the longest ago first to be forgotten. */
export const REMEMBERED_FLAPS = 20_000;

/**
 * Which links go down again and again, and are kept out of use for new paths meanwhile (RFC 2439). Follows from what
 * sources said and when, the policy that was recorded, and the timers: never from the clock. Nothing is remembered
 * without a policy. O(1) an event.
 */
export class LinkDamping implements Projection<CapturedLinkDamping> {
  readonly #flapped = new Map<string, FlappedLink>();
  #damped = 0;
  #policy: DampingPolicy | undefined;

  apply(event: RecordedEvent): void {
    switch (event.type) {
      case 'LinkDampingConfigured':
        this.#policy = event.data.policy;
        if (this.#policy === undefined) this.restore({ flapped: [] });
        break;
      case 'TopologySourceExpired':
        for (const { source, link } of this.#flapped.values())
          if (source === event.data.source) this.#delete(dampingId(source, link));
        break;
      case 'SagaTimerFired':
        if (event.data.saga.kind === 'damping') this.#inUseAgain(event.data.saga.id, event.data.due);
        break;
      default:
        break;
    }
  }

  /** Before the TED has applied the event: whether a link that worked does not any more. */
  noteFailure(event: RecordedEvent, ted: Ted): void {
    if (this.#policy === undefined) return;
    if (event.type !== 'LinkObserved' && event.type !== 'LinkWithdrawn') return;
    const { source } = event.data;
    const link = event.type === 'LinkObserved' ? event.data.link.id : event.data.link;
    if (event.type === 'LinkObserved' && event.data.link.operational) return;
    const told = ted.source(source);
    // What a document does not have any more was taken out of the plan; a feed takes back what has failed.
    if (event.type === 'LinkWithdrawn' && told?.kind === 'document') return;
    if (told?.links.get(link)?.element.operational !== true) return;
    const id = dampingId(source, link);
    const history = afterFlap(this.#policy, this.#flapped.get(id), event.time);
    this.#set(id, { source, link, ...history });
  }

  get policy(): DampingPolicy | undefined {
    return this.#policy;
  }

  get size(): number {
    return this.#flapped.size;
  }

  get(id: string): FlappedLink | undefined {
    return this.#flapped.get(id);
  }

  /** Ids of those that are kept out of use now. */
  *damped(): Iterable<string> {
    if (this.#damped === 0) return;
    for (const [id, { dampedUntil }] of this.#flapped) if (dampedUntil !== undefined) yield id;
  }

  /** Whether anything is kept out of use. O(1). */
  get isDamping(): boolean {
    return this.#damped > 0;
  }

  /** Of all who tell of the link, as the TED has put them together, the one that saw it fail most. */
  of(merged: MergedLink | undefined, now: number): { readonly flaps: number; readonly dampedUntil?: number } {
    const policy = this.#policy;
    if (policy === undefined || merged === undefined || this.#flapped.size === 0) return { flaps: 0 };
    const told = merged.opinions.flatMap(
      ({ source, element }) => this.#flapped.get(dampingId(source.name, element.id)) ?? [],
    );
    const flaps = Math.max(0, ...told.map((one) => flapsAt(policy, one, now)));
    const until = Math.max(0, ...told.map(({ dampedUntil }) => dampedUntil ?? 0));
    return until === 0 ? { flaps } : { flaps, dampedUntil: until };
  }

  capture(): CapturedLinkDamping {
    const policy = this.#policy === undefined ? {} : { policy: this.#policy };
    return { ...policy, flapped: [...this.#flapped.values()] };
  }

  restore({ policy, flapped }: CapturedLinkDamping): void {
    this.#policy = policy;
    this.#flapped.clear();
    this.#damped = 0;
    for (const one of flapped) this.#set(dampingId(one.source, one.link), one);
  }

  /** A timer that was set before the link went down once more is of no account. */
  #inUseAgain(id: string, due: number): void {
    const known = this.#flapped.get(id);
    if (known?.dampedUntil === undefined || due < known.dampedUntil) return;
    const { dampedUntil: _, ...rest } = known;
    this.#damped--;
    this.#flapped.set(id, rest);
  }

  #set(id: string, flapped: FlappedLink): void {
    this.#delete(id);
    this.#flapped.set(id, flapped);
    if (flapped.dampedUntil !== undefined) this.#damped++;
    if (this.#flapped.size <= REMEMBERED_FLAPS) return;
    const [oldest] = this.#flapped.keys();
    if (oldest !== undefined) this.#delete(oldest);
  }

  #delete(id: string): void {
    if (this.#flapped.get(id)?.dampedUntil !== undefined) this.#damped--;
    this.#flapped.delete(id);
  }
}

/** Which saga keeps the time of a link. */
export const dampingId = (source: SourceName, link: LinkId): string => `${link}@${source}`;
