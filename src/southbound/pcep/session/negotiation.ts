import { parseAddress } from '../../../domain/values/address.js';
import type { OpenObject } from '../codec/objects/open.js';
import { findTlv } from '../codec/tlvs/tlv.js';
import { capabilitiesOf } from '../translate/capabilities.js';
import type { OpenVerdict } from './fsm.js';

/** What this PCE accepts of a peer's Open. */
export interface OpenPolicy {
  /** Seconds; a peer may not send keepalives more often. 0: no limit. */
  readonly minimumKeepalive: number;
}

/** Judges the peer's Open (RFC 5440 6.2, 7.3): version, timers, and what it is capable of. */
export function judgeOpen(open: OpenObject, policy: OpenPolicy): OpenVerdict {
  if (open.version !== 1) {
    return { kind: 'unacceptable', errorType: 1, errorValue: 8, detail: `PCEP version ${open.version}` };
  }
  const capabilities = capabilitiesOf(open);
  if (!capabilities.ok) return { kind: 'unacceptable', ...capabilities.error };
  if (open.keepalive > 0 && open.keepalive < policy.minimumKeepalive) {
    const keepalive = policy.minimumKeepalive;
    const deadTimer = Math.min(255, Math.max(open.deadTimer, 4 * keepalive));
    const detail = `keepalive every ${open.keepalive} s, at least ${keepalive} s wanted`;
    return { kind: 'negotiable', proposal: { ...open, keepalive, deadTimer }, detail };
  }
  if (open.keepalive > 0 && open.deadTimer > 0 && open.deadTimer < open.keepalive) {
    const deadTimer = Math.min(255, 4 * open.keepalive);
    const detail = `dead timer ${open.deadTimer} s is shorter than keepalive ${open.keepalive} s`;
    return { kind: 'negotiable', proposal: { ...open, deadTimer }, detail };
  }
  return { kind: 'acceptable' };
}

/** Whether the timers that a peer proposes to us can be agreed to: any, as long as it leaves liveness detection on. */
export const acceptsProposal = (proposal: OpenObject): boolean =>
  proposal.keepalive > 0 && proposal.deadTimer >= proposal.keepalive;

/** The peer's SPEAKER-ENTITY-ID as text: as it is when it is printable, else in hexadecimal. */
export function speakerEntityIdOf(open: OpenObject): string | undefined {
  const tlv = findTlv(open.tlvs, 'SPEAKER-ENTITY-ID');
  if (tlv === undefined) return undefined;
  const { text, octets } = tlv;
  if (octets === undefined && PRINTABLE.test(text)) return text;
  return `0x${Buffer.from(octets ?? Buffer.from(text, 'utf8')).toString('hex')}`;
}

const PRINTABLE = /^[\x21-\x7e]+$/;

/** A SPEAKER-ENTITY-ID that looks like an address must not pass for the PCC that is known by that address. */
export const namedBy = (speaker: string): string =>
  parseAddress(speaker).ok ? `speaker ${speaker}` : speaker;
