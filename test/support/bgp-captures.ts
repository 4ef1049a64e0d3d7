// The messages that real BGP-LS speakers sent into the captures of the reference folder.
import path from 'node:path';
import type { UpdateContext } from '../../src/southbound/bgp-ls/codec/attributes/attribute-codec.js';
import { EXTENDED_BGP_FRAME_FORMAT } from '../../src/southbound/bgp-ls/codec/framing.js';
import { Framer } from '../../src/southbound/wire/framer.js';
import { readSegments, reassemble } from './pcap.js';

export interface SenderCapture {
  readonly name: string;
  /** The sender's address as the flow names it, and whether it is in the same autonomous system as the receiver. */
  readonly sender: string;
  readonly internal: boolean;
}

export const FRR: SenderCapture = {
  name: 'frr1071-bgpls-producer.pcap',
  sender: '0a000302:',
  internal: true,
};
export const FRR_LINK_FAILURE: SenderCapture = { ...FRR, name: 'frr1071-bgpls-linkfail.pcap' };
export const GOBGP: SenderCapture = { name: 'gobgp48-bgpls.pcap', sender: '7f000001:', internal: false };

export const CAPTURES: readonly SenderCapture[] = [FRR, FRR_LINK_FAILURE, GOBGP];

export const contextOf = ({ internal }: SenderCapture): UpdateContext => ({ fourOctetAs: true, internal });

/** What the sender said, as one stream of bytes. */
export function streamOf(folder: string, { name, sender }: SenderCapture): Buffer {
  const streams = reassemble(readSegments(path.join(folder, name)));
  return Buffer.concat(streams.filter(({ flow }) => flow.startsWith(sender)).map(({ bytes }) => bytes));
}

/** The same, cut into messages. */
export function messagesOf(folder: string, capture: SenderCapture): readonly Uint8Array[] {
  const { frames, failure } = new Framer(EXTENDED_BGP_FRAME_FORMAT).push(streamOf(folder, capture));
  if (failure !== undefined) throw new Error(`${capture.name}: ${failure.what}`);
  return frames;
}
