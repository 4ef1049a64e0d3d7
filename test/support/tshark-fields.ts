// What Wireshark must show of a PCEP message that Cairn sends: the fields of each object and TLV in Wireshark's names and
// notation, written down from the RFCs and Wireshark's field list. An object or TLV without an entry here throws, so that
// nothing that Cairn starts to send goes unchecked.
import { decodeObjects } from '../../src/southbound/pcep/codec/message.js';
import type { PcepObject } from '../../src/southbound/pcep/codec/registry.js';
import type { Nai } from '../../src/southbound/pcep/codec/subobjects/nai.js';
import type { EroSubobject } from '../../src/southbound/pcep/codec/subobjects/route-subobject.js';
import { labelOfSid } from '../../src/southbound/pcep/codec/subobjects/sr.js';
import type { Tlv } from '../../src/southbound/pcep/codec/tlvs/tlv.js';
import { type TsharkFields, valuesOf } from './tshark.js';

/** Values by field name, each list in the order of the message. */
export type FieldValues = Readonly<Record<string, readonly string[]>>;

/** A floating point number in as many digits as Wireshark shows of it. */
export const float = (value: number): string => String(Number(value.toPrecision(6)));

export const hex = (value: number, digits: number): string => `0x${value.toString(16).padStart(digits, '0')}`;

class FieldCollector {
  readonly values: Record<string, string[]> = {};

  add(field: string, value: string | number | boolean): void {
    const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
    (this.values[field] ??= []).push(text);
  }

  addAll(prefix: string, fields: Readonly<Record<string, string | number | boolean>>): void {
    for (const [field, value] of Object.entries(fields)) this.add(`${prefix}${field}`, value);
  }
}

/** Numbers of object classes and TLV types come from all over the message: only which ones, not in which order. */
const UNORDERED = new Set(['pcep.object', 'pcep.tlv.type', 'pcep.obj.hdr.flags.p', 'pcep.obj.hdr.flags.i']);
const FLOATS = new Set(['pcep.bandwidth', 'pcep.obj.metric.metric_value']);

/** Wireshark's values of these fields, in the notation of `FieldValues`. */
export function shownFields(shown: TsharkFields, fields: Iterable<string>): FieldValues {
  const read = (field: string): readonly string[] => {
    const values = valuesOf(shown, field);
    if (UNORDERED.has(field)) return [...values].sort();
    return FLOATS.has(field) ? values.map((text) => float(Number(text))) : values;
  };
  return Object.fromEntries([...fields].map((field) => [field, read(field)]));
}

/**
 * What Wireshark must show of this message. Fields that must not appear are there with an empty list, as far as any
 * message of Cairn has them.
 */
export function expectedFields(bytes: Uint8Array): FieldValues {
  const decoded = decodeObjects(bytes);
  if (!decoded.ok) throw new Error(`Cairn can't read its own message: ${decoded.error.what}`);
  const { messageType, objects } = decoded.value;
  const into = new FieldCollector();
  into.add('pcep.msg', messageType);
  into.add('pcep.msg_length', bytes.byteLength);
  for (const object of objects) addObject(into, object);
  const sorted = Object.entries(into.values).map(([field, values]) => [
    field,
    UNORDERED.has(field) ? values.sort() : values,
  ]);
  const absent = VOCABULARY.map((field) => [field, []]);
  return Object.fromEntries([...absent, ...sorted]) as FieldValues;
}

function addObject(into: FieldCollector, object: PcepObject): void {
  into.add('pcep.obj.hdr.flags.p', object.p ?? false);
  into.add('pcep.obj.hdr.flags.i', object.i ?? false);
  const objectClass = CLASS[object.kind];
  if (objectClass === undefined) throw new Error(`no Wireshark fields are known for ${object.kind}`);
  into.add('pcep.object', objectClass);
  ADD_FIELDS[object.kind]?.(into, object);
  if ('tlvs' in object) for (const tlv of object.tlvs) addTlv(into, tlv);
}

const CLASS: Readonly<Partial<Record<PcepObject['kind'], number>>> = {
  OPEN: 1,
  RP: 2,
  'NO-PATH': 3,
  'END-POINTS': 4,
  BANDWIDTH: 5,
  METRIC: 6,
  ERO: 7,
  LSPA: 9,
  IRO: 10,
  NOTIFICATION: 12,
  'PCEP-ERROR': 13,
  CLOSE: 15,
  OF: 21,
  LSP: 32,
  SRP: 33,
  ASSOCIATION: 40,
};

type Add<Kind extends PcepObject['kind']> = (
  into: FieldCollector,
  object: Extract<PcepObject, { kind: Kind }>,
) => void;

const OBJECTS: { readonly [Kind in PcepObject['kind']]?: Add<Kind> } = {
  OPEN: (into, { version, keepalive, deadTimer, sid }) =>
    into.addAll('pcep.obj.open.', { pcep_version: version, keepalive, deadtime: deadTimer, sid }),
  RP: (into, rp) => {
    into.add('pcep.obj.rp.requested_id_number', hex(rp.requestId, 8));
    const { priority: pri, reoptimization: r, bidirectional: b, loose: o, supplyObjectiveFunction: s } = rp;
    // Wireshark shows the priority as a flag: bit by bit it can't be told from it.
    into.addAll('pcep.rp.flags.', { r, b, o, s, pri: pri !== 0 });
  },
  'NO-PATH': (into, { natureOfIssue, unsatisfiedConstraints }) => {
    into.add('pcep.obj.no_path.nature_of_issue', natureOfIssue);
    into.add('pcep.no.path.flags.c', unsatisfiedConstraints);
  },
  ASSOCIATION: (into, { remove, associationType, associationId, source }) => {
    into.addAll('pcep.association.', { 'flags.r': remove, type: associationType, id: associationId });
    into.add(`pcep.association.${source.includes(':') ? 'ipv6' : 'ipv4'}.source`, source);
  },
  'END-POINTS': (into, { source, destination }) => {
    const family = source.includes(':') ? 'ipv6' : 'ipv4';
    into.add(`pcep.obj.end_point.source_${family}_address`, source);
    into.add(`pcep.obj.end_point.destination_${family}_address`, destination);
  },
  BANDWIDTH: (into, { of, bytesPerSecond }) => {
    into.add('pcep.obj.bandwidth.type', of === 'requested' ? 1 : 2);
    into.add('pcep.bandwidth', float(bytesPerSecond));
  },
  METRIC: (into, { metricType, bound, computed, value }) => {
    // Wireshark gives the object type and the metric type the same name.
    into.add('pcep.obj.metric.type', 1);
    into.add('pcep.obj.metric.type', metricType);
    into.addAll('pcep.metric.flags.', { c: computed, b: bound });
    into.add('pcep.obj.metric.metric_value', float(value));
  },
  ERO: (into, { subobjects }) => {
    for (const subobject of subobjects) addSubobject(into, subobject, '');
  },
  IRO: (into, { subobjects }) => {
    for (const subobject of subobjects) addSubobject(into, subobject, 'iro.');
  },
  LSPA: (into, lspa) => {
    into.addAll('pcep.obj.lspa.', {
      exclude_any: hex(lspa.excludeAny, 8),
      include_any: hex(lspa.includeAny, 8),
      include_all: hex(lspa.includeAll, 8),
      setup_priority: lspa.setupPriority,
      holding_priority: lspa.holdingPriority,
    });
    into.add('pcep.lspa.flags.l', lspa.localProtectionDesired);
  },
  NOTIFICATION: (into, { notificationType, notificationValue }) => {
    into.add('pcep.notification.value1', notificationType);
    const field = notificationType === 1 ? 'pcep.notification.type2' : 'pcep.notification.type';
    if (notificationType <= 2) into.add(field, notificationType === 1 ? notificationValue : notificationType);
    into.add('pcep.obj.notification.value', hex(notificationValue, 2));
  },
  'PCEP-ERROR': (into, { errorType, errorValue }) =>
    into.addAll('pcep.error.', { type: errorType, value: errorValue }),
  CLOSE: (into, { reason }) => into.add('pcep.obj.close.reason', reason),
  OF: (into, { code }) => into.add('pcep.obj.of.code', code),
  LSP: (into, lsp) => {
    into.add('pcep.obj.lsp.plsp-id', lsp.plspId);
    const { delegate, sync, remove, administrative, operational, create } = lsp;
    into.addAll('pcep.obj.lsp.flags.', { delegate, sync, remove, administrative, operational, create });
  },
  SRP: (into, { srpId, remove }) => {
    into.add('pcep.obj.srp.id-number', srpId);
    into.add('pcep.obj.srp.flags.remove', remove);
  },
};

const ADD_FIELDS = OBJECTS as Readonly<Record<string, (into: FieldCollector, object: PcepObject) => void>>;

function addSubobject(into: FieldCollector, subobject: EroSubobject, loosePrefix: string): void {
  switch (subobject.kind) {
    case 'IPv4':
    case 'IPv6': {
      const family = subobject.kind.toLowerCase();
      // Wireshark shows the same bit as 0 or 1 in an ERO, as 0x00 or 0x01 in an IRO.
      const loose = loosePrefix === '' ? subobject.loose : hex(Number(subobject.loose), 2);
      into.add(`pcep.${loosePrefix}subobj.${family}.l`, loose);
      into.add(`pcep.subobj.${family}.${family}`, subobject.address);
      into.add(`pcep.subobj.${family}.prefix_length`, subobject.prefixLength);
      return;
    }
    case 'SR': {
      const { sid, sidIsLabel, stackEntryComplete, loose, nai } = subobject;
      into.add('pcep.subobj.sr.l', loose);
      into.add('pcep.subobj.sr.st', naiType(nai));
      into.addAll('pcep.subobj.sr.flags.', {
        m: sidIsLabel,
        c: stackEntryComplete,
        s: sid === undefined,
        f: nai === undefined,
      });
      if (sid !== undefined) into.add('pcep.subobj.sr.sid', sid);
      if (sid !== undefined && sidIsLabel) into.add('pcep.subobj.sr.sid.label', labelOfSid(sid));
      if (nai !== undefined) addNai(into, nai);
      return;
    }
    default:
      throw new Error(`no Wireshark fields are known for the subobject ${subobject.kind}`);
  }
}

/** RFC 8664 4.3.1, table 1. */
function naiType(nai: Nai | undefined): number {
  const types = { IPv4Node: 1, IPv6Node: 2, IPv4Adjacency: 3, IPv6Adjacency: 4 } as const;
  if (nai === undefined) return 0;
  if (nai.kind in types) return types[nai.kind as keyof typeof types];
  throw new Error(`no Wireshark fields are known for the NAI ${nai.kind}`);
}

function addNai(into: FieldCollector, nai: Nai): void {
  const prefix = 'pcep.subobj.sr.nai.';
  if (nai.kind === 'IPv4Node') into.add(`${prefix}ipv4node`, nai.node);
  else if (nai.kind === 'IPv6Node') into.add(`${prefix}ipv6node`, nai.node);
  else if (nai.kind === 'IPv4Adjacency')
    into.addAll(prefix, { localipv4addr: nai.local, remoteipv4addr: nai.remote });
  else if (nai.kind === 'IPv6Adjacency')
    into.addAll(prefix, { localipv6addr: nai.local, remoteipv6addr: nai.remote });
}

function addTlv(into: FieldCollector, tlv: Tlv): void {
  const type = TLV_TYPES[tlv.kind];
  if (type === undefined) throw new Error(`no Wireshark fields are known for the TLV ${tlv.kind}`);
  into.add('pcep.tlv.type', type);
  switch (tlv.kind) {
    case 'NO-PATH-VECTOR':
      into.addAll('pcep.no_path_tlvs.', {
        pce: (tlv.flags & 1) !== 0,
        unk_dest: (tlv.flags & 2) !== 0,
        unk_src: (tlv.flags & 4) !== 0,
      });
      return;
    case 'OF-List':
      for (const code of tlv.codes) into.add('pcep.of_code', code);
      return;
    case 'REQ-MISSING':
      into.add('pcep.request_id', tlv.requestId);
      return;
    case 'STATEFUL-PCE-CAPABILITY':
      into.add('pcep.stateful-pce-capability.lsp-update', tlv.lspUpdate);
      into.add('pcep.sync-capability.include-db-version', tlv.includeDbVersion);
      into.add('pcep.stateful-pce-capability.lsp-instantiation', tlv.lspInstantiation);
      into.add('pcep.stateful-pce-capability.triggered-resync', tlv.triggeredResync);
      into.add('pcep.stateful-pce-capability.delta-lsp-sync', tlv.deltaLspSync);
      into.add('pcep.stateful-pce-capability.triggered-initial-sync', tlv.triggeredInitialSync);
      return;
    case 'PATH-SETUP-TYPE-CAPABILITY':
      into.add('pcep.pst_capability.psts', tlv.pathSetupTypes.length);
      for (const type of tlv.pathSetupTypes) into.add('pcep.pst_capability.pst', type);
      for (const sub of tlv.subTlvs) {
        if (sub.kind === 'SRv6-PCE-CAPABILITY') {
          // Wireshark 4.0 shows no more than that it is there.
          into.add('pcep.path-setup-type-capability-sub-tlv.type', 27);
          continue;
        }
        if (sub.kind !== 'SR-PCE-CAPABILITY')
          throw new Error(`no Wireshark fields are known for ${sub.kind}`);
        const { resolvesNai, unlimitedMsd, msd } = sub;
        into.add('pcep.path-setup-type-capability-sub-tlv.type', 26);
        // Not the single flags: Wireshark 4.0 shows X under the name of N too.
        const flags = (resolvesNai ? 2 : 0) + (unlimitedMsd ? 1 : 0);
        into.add('pcep.sub-tlv.sr-pce-capability.flags', hex(flags, 2));
        into.add('pcep.sub-tlv.sr-pce-capability.msd', msd);
      }
      return;
    case 'ASSOC-Type-List':
    case 'DISJOINTNESS-CONFIGURATION':
    case 'DISJOINTNESS-STATUS':
      // Wireshark 4.0 shows no more than that they are there.
      return;
    case 'PATH-SETUP-TYPE':
      into.add('pcep.pst', tlv.pathSetupType);
      return;
    case 'SYMBOLIC-PATH-NAME':
      into.add('pcep.tlv.symbolic-path-name', tlv.text);
      return;
    case 'SPEAKER-ENTITY-ID':
      into.add('pcep.tlv.speaker-entity-id', tlv.text);
      return;
    case 'AUTO-BANDWIDTH-CAPABILITY':
      // Wireshark knows the number alone.
      return;
    default:
      throw new Error(`no Wireshark fields are known for the TLV ${tlv.kind}`);
  }
}

const TLV_TYPES: Readonly<Partial<Record<Tlv['kind'], number>>> = {
  'AUTO-BANDWIDTH-CAPABILITY': 36,
  'NO-PATH-VECTOR': 1,
  'REQ-MISSING': 3,
  'OF-List': 4,
  'STATEFUL-PCE-CAPABILITY': 16,
  'SYMBOLIC-PATH-NAME': 17,
  'SPEAKER-ENTITY-ID': 24,
  'PATH-SETUP-TYPE': 28,
  'PATH-SETUP-TYPE-CAPABILITY': 34,
  'ASSOC-Type-List': 35,
  'DISJOINTNESS-CONFIGURATION': 46,
  'DISJOINTNESS-STATUS': 47,
};

/** Fields that tell one message from another: where they are not expected, they must not be shown either. */
const VOCABULARY = [
  'pcep.tlv.type',
  'pcep.pst',
  'pcep.bandwidth',
  'pcep.obj.metric.metric_value',
  'pcep.obj.lspa.include_any',
  'pcep.association.id',
  'pcep.obj.end_point.source_ipv4_address',
  'pcep.obj.end_point.source_ipv6_address',
  'pcep.obj.lsp.plsp-id',
  'pcep.obj.srp.id-number',
  'pcep.obj.rp.requested_id_number',
  'pcep.tlv.symbolic-path-name',
  'pcep.subobj.sr.sid.label',
  'pcep.subobj.ipv4.ipv4',
  'pcep.subobj.ipv6.ipv6',
  'pcep.error.type',
  'pcep.obj.notification.value',
  'pcep.obj.close.reason',
  'pcep.obj.no_path.nature_of_issue',
];
