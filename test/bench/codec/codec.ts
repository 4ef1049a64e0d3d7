import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeMessage, encodeMessage, type Message } from '../../../src/southbound/pcep/codec/message.js';
import type { StateReport } from '../../../src/southbound/pcep/codec/messages/pcrpt.js';
import { type Benchmark, type Finding, ofRounds } from '../measure.js';
import { inScratchFolder } from '../scratch.js';

const ROUNDS = 5;
const MESSAGES = 200_000;
/** A prototype that lies beside the project where the measured anchors do. */
const PROTOTYPE = fileURLToPath(new URL('../../../../shared/perf/codec/node.cjs', import.meta.url));

export const codec: Benchmark = {
  name: 'codec',
  summary: 'decoding and encoding of a 200-octet PCRpt, typed and validated, per second of one thread',
  limits: [
    'one message again and again: branches and caches are at their best, as for any codec measured like this',
    'the prototypes read the same message: one object per PCEP object without any validation, and one flat record that is used again and again; neither could be given to an application as it is',
    'JSON is what the same message takes as text, parsed into the same objects',
  ],
  run: () => inScratchFolder(measure),
};

/** SRP with path setup type, LSP with name and identifiers, five SR hops, LSPA, bandwidth, three metrics: 200 octets. */
function sampleMessage(): Message {
  const report: StateReport = {
    srp: { kind: 'SRP', srpId: 0, remove: false, tlvs: [{ kind: 'PATH-SETUP-TYPE', pathSetupType: 1 }] },
    lsp: {
      kind: 'LSP',
      plspId: 4_711,
      delegate: true,
      sync: false,
      remove: false,
      administrative: true,
      operational: 2,
      create: false,
      tlvs: [
        { kind: 'SYMBOLIC-PATH-NAME', text: 'ams-fra-gold-001' },
        {
          kind: 'IPV4-LSP-IDENTIFIERS',
          sender: '10.0.0.1',
          lspId: 1,
          tunnelId: 2,
          extendedTunnelId: '10.0.0.1',
          endpoint: '10.0.0.9',
        },
      ],
    },
    associations: [],
    ero: { kind: 'ERO', subobjects: [1, 2, 3, 4, 5].map(segmentOf) },
    lspa: {
      kind: 'LSPA',
      excludeAny: 0,
      includeAny: 0,
      includeAll: 0,
      setupPriority: 7,
      holdingPriority: 7,
      localProtectionDesired: true,
      tlvs: [],
    },
    bandwidth: { kind: 'BANDWIDTH', of: 'requested', bytesPerSecond: 125_000_000 },
    metrics: [1, 2, 12].map((metricType) => ({
      kind: 'METRIC',
      metricType,
      bound: false,
      computed: true,
      value: 30,
    })),
    others: [],
  };
  return { kind: 'PCRpt', reports: [report] };
}

const segmentOf = (node: number) =>
  ({
    kind: 'SR',
    loose: false,
    sid: (16_000 + node) << 12,
    sidIsLabel: true,
    stackEntryComplete: false,
    nai: { kind: 'IPv4Node', node: `10.0.0.${node}` },
  }) as const;

async function measure(folder: string): Promise<readonly Finding[]> {
  const bytes = encodeMessage(sampleMessage());
  const decoded = decodeMessage(bytes);
  if (!decoded.ok) throw new Error(`the sample does not decode: ${decoded.error.what}`);
  const { message } = decoded.value;
  const text = JSON.stringify(message);
  const rounds = {
    decode: [] as number[],
    encode: [] as number[],
    parse: [] as number[],
    stringify: [] as number[],
  };
  const prototype: Prototype[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const decode = perSecond(() => Number(decodeMessage(bytes).ok));
    const encode = perSecond(() => encodeMessage(message).length);
    const parse = perSecond(() => Object.keys(JSON.parse(text) as object).length);
    const stringify = perSecond(() => JSON.stringify(message).length);
    if (round < 0) continue;
    rounds.decode.push(decode);
    rounds.encode.push(encode);
    rounds.parse.push(parse);
    rounds.stringify.push(stringify);
    if (existsSync(PROTOTYPE)) prototype.push(runPrototype(folder, bytes));
  }
  const figures = { unit: 'messages/s', higherIsBetter: true, note: `${bytes.length} octets` };
  const findings = [
    ofRounds({ ...figures, name: 'codec: decode, beside JSON' }, rounds.decode, {
      name: 'JSON.parse',
      rounds: rounds.parse,
    }),
    ofRounds({ ...figures, name: 'codec: encode, beside JSON' }, rounds.encode, {
      name: 'JSON.stringify',
      rounds: rounds.stringify,
    }),
  ];
  if (prototype.length === 0) {
    console.error('codec: the prototypes are left out: there is no ../shared/perf/codec beside the project');
    return findings;
  }
  const beside = (name: string, key: keyof Prototype) => ({
    name,
    rounds: prototype.map((result) => result[key]),
  });
  findings.push(
    ofRounds(
      { ...figures, name: 'codec: decode, beside plain objects' },
      rounds.decode,
      beside('prototype, one object per PCEP object, nothing validated', 'decode_objects'),
    ),
    ofRounds(
      { ...figures, name: 'codec: decode, beside a flat record' },
      rounds.decode,
      beside('prototype, one flat record used again and again', 'decode_flat'),
    ),
    ofRounds(
      { ...figures, name: 'codec: encode, beside a flat record' },
      rounds.encode,
      beside('prototype, from a flat record', 'encode_alloc'),
    ),
  );
  return findings;
}

interface Prototype {
  readonly decode_objects: number;
  readonly decode_flat: number;
  readonly encode_alloc: number;
}

function runPrototype(folder: string, bytes: Uint8Array): Prototype {
  mkdirSync(path.join(folder, 'work'), { recursive: true });
  writeFileSync(path.join(folder, 'work', 'pcrpt.bin'), bytes);
  const output = execFileSync(process.execPath, [PROTOTYPE, '300000'], { cwd: folder, encoding: 'utf8' });
  return JSON.parse(output) as Prototype;
}

/** Per second of processor time. The sum keeps the compiler from leaving the work out. */
function perSecond(work: () => number): number {
  const before = process.cpuUsage();
  let sum = 0;
  for (let round = 0; round < MESSAGES; round++) sum += work();
  const { user, system } = process.cpuUsage(before);
  if (sum === 0) throw new Error('nothing was done');
  return (MESSAGES / (user + system)) * 1e6;
}
