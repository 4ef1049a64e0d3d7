// Reads packet captures: the TCP payloads of a pcap or pcapng file (Ethernet, IPv4 or IPv6, no options that change the
// layout), and the byte streams they make up. Just enough for the captures of real peers; throws on anything else.
import { readFileSync } from 'node:fs';

export interface TcpSegment {
  /** `address:port>address:port`, addresses in hexadecimal. */
  readonly flow: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly syn: boolean;
  readonly payload: Buffer;
}

/** One direction of one TCP connection. */
export interface TcpStream {
  readonly flow: string;
  readonly bytes: Buffer;
}

const PCAP_LITTLE_ENDIAN = 0xa1b2c3d4;
const PCAPNG_SECTION = 0x0a0d0d0a;
const PCAPNG_ENHANCED_PACKET = 6;
const TCP = 6;

/** Every TCP segment of a capture, in capture order. */
export function readSegments(file: string): readonly TcpSegment[] {
  const bytes = readFileSync(file);
  const magic = bytes.readUInt32LE(0);
  const packets =
    magic === PCAP_LITTLE_ENDIAN
      ? pcapPackets(bytes)
      : magic === PCAPNG_SECTION
        ? pcapngPackets(bytes)
        : undefined;
  if (packets === undefined) throw new Error(`${file} is neither a little-endian pcap nor a pcapng file`);
  return packets.flatMap((packet) => tcpSegment(packet) ?? []);
}

function pcapPackets(bytes: Buffer): readonly Buffer[] {
  const packets: Buffer[] = [];
  for (let at = 24; at + 16 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 8);
    packets.push(bytes.subarray(at + 16, at + 16 + length));
    at += 16 + length;
  }
  return packets;
}

function pcapngPackets(bytes: Buffer): readonly Buffer[] {
  const packets: Buffer[] = [];
  for (let at = 0; at + 12 <= bytes.length; at += bytes.readUInt32LE(at + 4)) {
    if (bytes.readUInt32LE(at) !== PCAPNG_ENHANCED_PACKET) continue;
    packets.push(bytes.subarray(at + 28, at + 28 + bytes.readUInt32LE(at + 20)));
  }
  return packets;
}

/** Ethernet II, then IPv4 or IPv6, then TCP; undefined for any other packet. */
function tcpSegment(packet: Buffer): TcpSegment | undefined {
  const etherType = packet.readUInt16BE(12);
  const ip = packet.subarray(14);
  if (etherType === 0x0800 && ip[9] === TCP) {
    const headerLength = (ip.readUInt8(0) & 15) * 4;
    return segmentOf(ip.subarray(12, 16), ip.subarray(16, 20), ip.subarray(headerLength, ip.readUInt16BE(2)));
  }
  if (etherType === 0x86dd && ip[6] === TCP) {
    return segmentOf(ip.subarray(8, 24), ip.subarray(24, 40), ip.subarray(40, 40 + ip.readUInt16BE(4)));
  }
  return undefined;
}

function segmentOf(source: Buffer, destination: Buffer, tcp: Buffer): TcpSegment {
  const sourcePort = tcp.readUInt16BE(0);
  const destinationPort = tcp.readUInt16BE(2);
  return {
    flow: `${source.toString('hex')}:${sourcePort}>${destination.toString('hex')}:${destinationPort}`,
    sourcePort,
    destinationPort,
    sequence: tcp.readUInt32BE(4),
    syn: (tcp.readUInt8(13) & 2) !== 0,
    payload: tcp.subarray((tcp.readUInt8(12) >>> 4) * 4),
  };
}

/** Puts the segments of each direction of each connection together: in order, retransmissions left out. */
export function reassemble(segments: readonly TcpSegment[]): readonly TcpStream[] {
  const streams: { flow: string; next: number; parts: Buffer[] }[] = [];
  for (const segment of segments) {
    let stream = streams.findLast(({ flow }) => flow === segment.flow);
    if (segment.syn || stream === undefined) {
      stream = { flow: segment.flow, next: segment.sequence + (segment.syn ? 1 : 0), parts: [] };
      streams.push(stream);
    }
    const seen = (stream.next - segment.sequence) >>> 0;
    if (segment.payload.length === 0 || segment.syn) continue;
    if (seen > 0x7fff_ffff)
      throw new Error(`${segment.flow}: a segment is missing before ${segment.sequence}`);
    if (seen >= segment.payload.length) continue;
    stream.parts.push(segment.payload.subarray(seen));
    stream.next = (segment.sequence + segment.payload.length) >>> 0;
  }
  return streams.map(({ flow, parts }) => ({ flow, bytes: Buffer.concat(parts) }));
}
