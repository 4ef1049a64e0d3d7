// Noise instead of messages: random bytes and mutated captures of real peers, over real sockets. The server must not
// crash, hang or grow, and serve a good peer at any time.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PccObserver } from '../../src/app/ports/pcc-observer.js';
import { encodeMessage } from '../../src/southbound/pcep/codec/message.js';
import { PcepServer } from '../../src/southbound/pcep/session/server.js';
import { cases } from '../support/cases.js';
import { readSegments, reassemble } from '../support/pcap.js';
import { FakeTelemetry } from '../support/pce.js';
import { PcepClient } from '../support/pcep-client.js';
import { END_OF_SYNC, KEEPALIVE, openMessage, openObject, pcreq } from '../support/pcep-messages.js';
import { describeWithShared } from '../support/project.js';
import { REFERENCE_NETWORK } from '../support/reference-network.js';
import { listen, ServedPce } from '../support/served-pce.js';

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

let served: ServedPce;
let peers = 0;
const unhandled: unknown[] = [];
const noteUnhandled = (error: unknown): void => void unhandled.push(error);

beforeAll(async () => {
  process.on('unhandledRejection', noteUnhandled);
  served = await ServedPce.start({ topology: REFERENCE_NETWORK });
});

afterAll(async () => {
  process.removeListener('unhandledRejection', noteUnhandled);
  await served.stop();
});

/** As a peer of this name would begin. */
const opening = (name: string): Buffer =>
  Buffer.concat([openMessage(openObject({ speaker: name })), KEEPALIVE, END_OF_SYNC].map(encodeMessage));

/** Sends it all in pieces, ends the connection, and waits until the server has let go too. */
async function pour(port: number, bytes: Uint8Array, piece: number): Promise<void> {
  const client = await PcepClient.connect(port);
  for (let at = 0; at < bytes.byteLength && !client.ended; at += piece) {
    client.write(bytes.subarray(at, at + piece));
    if (piece < 4096) await new Promise((resolve) => setImmediate(resolve));
  }
  client.finish();
  await client.closed;
}

async function expectServing({ port, fatal }: { readonly port: number; readonly fatal: readonly unknown[] }) {
  const peer = await PcepClient.synchronized(port, [], { speaker: `good-${++peers}` });
  peer.send(pcreq({ requestId: 1 }));
  expect((await peer.next('PCRep')).replies[0]?.rp.requestId).toBe(1);
  peer.destroy();
  expect(fatal).toEqual([]);
  expect(unhandled).toEqual([]);
}

const noise = fc.uint8Array({ maxLength: 2_000 });
/** A header that announces a known type and the right length, with anything behind it. */
const framedNoise = fc
  .tuple(fc.integer({ min: 0, max: 14 }), fc.uint8Array({ maxLength: 400 }))
  .map(([type, body]) => {
    const length = 4 + (body.byteLength & ~3);
    return Uint8Array.of(0x20, type, length >>> 8, length & 255, ...body.subarray(0, length - 4));
  });

test('random bytes, framed or not, before and after the Open', async () => {
  const streams = fc.record({
    session: fc.boolean(),
    parts: fc.array(fc.oneof(noise, framedNoise), { minLength: 1, maxLength: 8 }),
    piece: fc.constantFrom(1, 7, 100, 65_536),
  });
  await fc.assert(
    fc.asyncProperty(streams, async ({ session, parts, piece }) => {
      const before = session ? [opening(`noise-${++peers}`)] : [];
      const all = Buffer.concat([...before, ...parts]);
      await pour(served.port, all, Math.max(piece, all.byteLength >> 6));
    }),
    { numRuns: cases(600) },
  );
  await expectServing(served);
});

interface Mutation {
  readonly at: number;
  readonly kind: 'flip' | 'cut' | 'double' | 'length';
  readonly value: number;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(1_000_000),
  kind: fc.constantFrom('flip', 'cut', 'double', 'length'),
  value: fc.integer({ min: 0, max: 255 }),
});

function mutate(bytes: Uint8Array, { at, kind, value }: Mutation): Uint8Array {
  if (bytes.byteLength === 0) return bytes;
  const place = at % bytes.byteLength;
  const copy = Buffer.from(bytes);
  switch (kind) {
    case 'cut':
      return Buffer.concat([copy.subarray(0, place), copy.subarray(place + value)]);
    case 'double':
      return Buffer.concat([copy.subarray(0, place + value), copy.subarray(place)]);
    case 'length':
      copy[place & ~3] = value;
      return copy;
    default:
      copy[place] = (copy[place] ?? 0) ^ (value | 1);
      return copy;
  }
}

describeWithShared('captures of real peers', ['peers', 'captures'], (folder) => {
  const streams = readdirSync(folder)
    .filter((name) => /\.pcap(ng)?$/.test(name))
    .flatMap((name) => reassemble(readSegments(path.join(folder, name))))
    .filter(({ bytes }) => bytes[0] === 0x20 && bytes[1] === 1)
    .map(({ bytes }) => bytes);

  test('are there', () => {
    expect(streams.length).toBeGreaterThan(0);
  });

  test('mutated, one to six times', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(streams.length - 1),
        fc.array(mutation, { minLength: 1, maxLength: 6 }),
        async (which, mutations) => {
          const whole = streams[which] ?? Buffer.alloc(0);
          const bytes = mutations.reduce(mutate, whole.subarray(0, 20_000));
          await pour(served.port, bytes, 65_536);
        },
      ),
      { numRuns: cases(1_000) },
    );
    await expectServing(served);
  });
});

/** Takes everything and keeps nothing: what grows then is the PCEP side itself. */
const forgetful: PccObserver = {
  sessionEstablished: () => undefined,
  sessionClosed: () => undefined,
  associations: { judge: () => undefined, isKnown: () => true },
  lspReported: () => undefined,
  synchronizationEnded: (_pcc, _session, applied) => applied(),
  pathsRequested: async (_pcc, requests) =>
    requests.map(() => ({ kind: 'no-path', noPath: { reasons: ['UNREACHABLE'], relaxations: [] } })),
  operationRefused: () => undefined,
  isBusy: () => false,
  whenDrained: (callback) => callback(),
};

class NoTelemetry extends FakeTelemetry {
  override log(): void {}
  override count(): void {}
  override observe(): void {}
}

test(
  'thousands of bad connections leave no memory behind',
  async () => {
    const server = new PcepServer();
    const port = await listen(server, forgetful, new NoTelemetry(), { maximumSessions: 10_000 });
    const samples = fc.sample(fc.tuple(fc.boolean(), fc.array(framedNoise, { minLength: 1, maxLength: 4 })), {
      seed: 5440,
      numRuns: cases(100),
    });
    const round = async (): Promise<number> => {
      for (let from = 0; from < samples.length; from += 20) {
        const together = samples.slice(from, from + 20);
        await Promise.all(
          together.map(([session, parts], index) =>
            pour(port, Buffer.concat([...(session ? [opening(`heap-${index}`)] : []), ...parts]), 65_536),
          ),
        );
      }
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    for (let warm = 0; warm < 5; warm++) await round();
    const before = await round();
    for (let count = 0; count < 20; count++) await round();
    const after = await round();
    await server.close();
    expect(unhandled).toEqual([]);
    // 2,000 connections later: less than 1.5 kB each, where a session that stays costs some 10 kB.
    expect(after - before).toBeLessThan(3_000_000);
  },
  60_000 * cases(1),
);
