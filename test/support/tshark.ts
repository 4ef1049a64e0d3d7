// Wireshark's dissector as an independent reader of PCEP: takes messages, gives back what tshark makes of each.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { peerProgram } from './peers.js';

/** A field of tshark's JSON: text, or a group of fields; a name that repeats holds a list. */
export type TsharkValue = string | TsharkFields | readonly TsharkValue[];
export interface TsharkFields {
  readonly [field: string]: TsharkValue;
}

export interface TsharkMessage {
  /** The tree below `pcep`. */
  readonly fields: TsharkFields;
  /** What the dissector calls malformed, unknown or remarkable. */
  readonly complaints: readonly string[];
}

const PCEP = 4189;

/** The dissection of each message, in order. Each is put into a TCP segment of its own. */
export function dissect(messages: readonly Uint8Array[]): readonly TsharkMessage[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-tshark-'));
  try {
    const capture = path.join(folder, 'messages.pcap');
    writeFileSync(capture, pcapOf(messages));
    const json = execFileSync(
      peerProgram('tshark', 'tshark'),
      ['-r', capture, '-T', 'json', '--no-duplicate-keys', '-o', 'tcp.desegment_tcp_streams:FALSE'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 },
    );
    return (JSON.parse(json) as readonly TsharkPacket[]).map(messageOf);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface TsharkPacket {
  readonly _source: { readonly layers: TsharkFields };
}

function messageOf({ _source: { layers } }: TsharkPacket): TsharkMessage {
  const fields = layers['pcep'];
  const outside = '_ws.malformed' in layers ? ['malformed packet'] : [];
  if (fields === undefined) return { fields: {}, complaints: ['no PCEP message found', ...outside] };
  return { fields: fields as TsharkFields, complaints: [...outside, ...complaintsIn(fields)] };
}

/** Names and texts by which tshark says that it could not read something. */
const COMPLAINT = /_ws\.malformed|_ws\.expert|malformed|non defined|unknown|not defined|unassigned/i;

/**
 * The 128-bit extended tunnel ID of IPV6-LSP-IDENTIFIERS (RFC 8231 section 7.3.1): tshark 4.0 reads it as an integer,
 * fails, calls the TLV malformed and goes on correctly behind it. Complaints beside this field are tshark's own fault.
 */
const MISREAD_FIELD = 'pcep.tlv.ipv6-lsp-id.extended-tunnel-id';

/** SRv6-PCE-CAPABILITY (RFC 9603 section 4.1.1), a sub-TLV that tshark 4.0 does not know yet. */
const UNKNOWN_TO_TSHARK = 'Unknown SubTLV (27). ';

function complaintsIn(value: TsharkValue): readonly string[] {
  if (typeof value === 'string') return [];
  if (Array.isArray(value)) return (value as readonly TsharkValue[]).flatMap(complaintsIn);
  const fields = Object.entries(value as TsharkFields);
  const misread = MISREAD_FIELD in (value as TsharkFields);
  return fields
    .filter(([name]) => !(misread && name.startsWith('_ws.')))
    .flatMap(([name, inner]) => [
      ...(COMPLAINT.test(name) && name !== UNKNOWN_TO_TSHARK ? [name] : []),
      ...(typeof inner === 'string' && COMPLAINT.test(inner) ? [`${name}: ${inner}`] : []),
      ...complaintsIn(inner),
    ]);
}

/** Every value of a field anywhere in a dissection, in order. */
export function valuesOf(value: TsharkValue, field: string): readonly string[] {
  if (typeof value === 'string') return [];
  if (Array.isArray(value))
    return (value as readonly TsharkValue[]).flatMap((inner) => valuesOf(inner, field));
  return Object.entries(value as TsharkFields).flatMap(([name, inner]) =>
    name === field ? textsOf(inner) : valuesOf(inner, field),
  );
}

function textsOf(value: TsharkValue): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? (value as readonly TsharkValue[]).flatMap(textsOf) : [];
}

const ETHERNET_LENGTH = 14;
const IP_LENGTH = 20;
const TCP_LENGTH = 20;

/** A classic pcap file: one Ethernet, IPv4 and TCP packet for each message, in one TCP stream. */
function pcapOf(messages: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(0x40000, 16);
  header.writeUInt32LE(1, 20);
  let sequence = 1;
  const packets = messages.map((message) => {
    const packet = packetOf(message, sequence);
    sequence += message.byteLength;
    return packet;
  });
  return Buffer.concat([header, ...packets]);
}

function packetOf(message: Uint8Array, sequence: number): Buffer {
  const length = ETHERNET_LENGTH + IP_LENGTH + TCP_LENGTH + message.byteLength;
  const record = Buffer.alloc(16);
  record.writeUInt32LE(length, 8);
  record.writeUInt32LE(length, 12);
  const frame = Buffer.alloc(ETHERNET_LENGTH + IP_LENGTH + TCP_LENGTH);
  frame.writeUInt16BE(0x0800, 12);
  const ip = frame.subarray(ETHERNET_LENGTH);
  ip.writeUInt8(0x45, 0);
  ip.writeUInt16BE(length - ETHERNET_LENGTH, 2);
  ip.writeUInt8(64, 8);
  ip.writeUInt8(6, 9);
  ip.set([10, 0, 0, 1, 10, 0, 0, 2], 12);
  const tcp = ip.subarray(IP_LENGTH);
  tcp.writeUInt16BE(PCEP, 0);
  tcp.writeUInt16BE(PCEP, 2);
  tcp.writeUInt32BE(sequence, 4);
  tcp.writeUInt8(0x50, 12);
  tcp.writeUInt8(0x18, 13);
  tcp.writeUInt16BE(0xffff, 14);
  return Buffer.concat([record, frame, message]);
}
