import { describe, expect, test } from '@jest/globals';
import type { SnapshotStore } from '../../src/events/snapshot.js';

const body = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

/** What the snapshots of every event store must do. */
export function snapshotContract(snapshots: () => SnapshotStore): void {
  describe('snapshots', () => {
    test('the newest of the name and schema at or before a position is loaded', async () => {
      await snapshots().save('lsp-db', { position: 10, schema: 's1', body: body(1) });
      await snapshots().save('lsp-db', { position: 20, schema: 's1', body: body(2) });
      await snapshots().save('lsp-db', { position: 30, schema: 's2', body: body(3) });
      await snapshots().save('ted', { position: 40, schema: 's1', body: body(4) });
      const load = async (schema: string, atMost: number) =>
        (await snapshots().load('lsp-db', schema, atMost))?.position;
      expect(await load('s1', 99)).toBe(20);
      expect(await load('s1', 20)).toBe(20);
      expect(await load('s1', 19)).toBe(10);
      expect(await load('s1', 9)).toBeUndefined();
      expect(await load('s2', 99)).toBe(30);
      expect(await load('s3', 99)).toBeUndefined();
      expect(await snapshots().load('lsp-db', 's1', 99)).toEqual({
        position: 20,
        schema: 's1',
        body: body(2),
      });
    });

    test('are listed, replaced and removed', async () => {
      expect(await snapshots().list('ted')).toEqual([]);
      for (const position of [30, 4, 200])
        await snapshots().save('ted', { position, schema: 's', body: body(1) });
      await snapshots().save('ted', { position: 30, schema: 's', body: body(7, 7) });
      expect(await snapshots().list('ted')).toEqual([4, 30, 200]);
      expect((await snapshots().load('ted', 's', 30))?.body).toEqual(body(7, 7));
      await snapshots().remove('ted', 30);
      await snapshots().remove('ted', 31);
      expect(await snapshots().list('ted')).toEqual([4, 200]);
    });

    test.each([0, 1, 1_048_576, 5_000_001])('a body of %d bytes comes back as it was', async (bytes) => {
      const large = new Uint8Array(bytes).map((_, index) => (index * 31) ^ (index >> 8));
      await snapshots().save('large', { position: 1, schema: 's', body: large });
      const loaded = await snapshots().load('large', 's', 1);
      expect(loaded?.body.byteLength).toBe(bytes);
      expect(Buffer.compare(loaded?.body ?? body(), large)).toBe(0);
    });
  });
}
