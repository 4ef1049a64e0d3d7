// The collections that the formats come from, whole: https://topology-zoo.org, https://github.com/svissicchio/Repetita.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { TopologyDocument } from '../../../../src/app/topology-documents/topology-document.js';
import { describeWithShared } from '../../../support/project.js';
import { taken } from './parsed.js';

const filesOf = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort();
const read = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');
const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
const located = ({ nodes }: TopologyDocument): number =>
  nodes.filter(({ latitude, longitude }) => latitude !== undefined && longitude !== undefined).length;
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

describeWithShared('Topology Zoo', ['data', 'topology-zoo-graphml', 'graphml'], (folder) => {
  /** Nodes, edges, nodes with coordinates, sum of LinkSpeedRaw: counted in the files by other means. */
  const counted: readonly (readonly [string, string, number, number, number, number])[] = [
    ['Atmnet.graphml', 'ATMnet', 21, 22, 21, 3.41e9],
    ['Cesnet1993.graphml', 'CESNET', 10, 9, 9, 220e3],
    ['Geant2009.graphml', 'GEANT', 34, 52, 34, 425.71e9],
    ['Renater2010.graphml', 'Renater', 43, 56, 37, 8.68e9],
    ['Carnet.graphml', 'Carnet', 44, 43, 41, 27.917e9],
    ['SwitchL3.graphml', 'SWITCH', 42, 63, 30, 281e9],
  ];
  test.each(counted)('%s has what the file says', (file, source, nodes, edges, places, speed) => {
    const document = taken(read(folder, file), undefined, file);
    expect(document.source).toBe(source);
    expect(document.nodes).toHaveLength(nodes);
    expect(document.links).toHaveLength(2 * edges);
    expect(located(document)).toBe(places);
    expect(sum(document.links.map(({ capacity }) => capacity))).toBe(2 * speed);
  });

  test('every file is taken, with all its nodes and all its edges in both directions', () => {
    const files = filesOf(folder, '.graphml');
    expect(files).toHaveLength(276);
    let nodes = 0;
    let links = 0;
    let places = 0;
    for (const file of files) {
      const text = read(folder, file);
      const document = taken(text, undefined, path.parse(file).name);
      const selfLoops = ['Interoute.graphml'].includes(file) ? 2 : 0;
      expect([file, document.nodes.length]).toEqual([file, count(text, /<node /g)]);
      expect([file, document.links.length]).toEqual([file, 2 * (count(text, /<edge /g) - selfLoops)]);
      expect(new Set(document.nodes.map(({ name }) => name)).size).toBe(document.nodes.length);
      nodes += document.nodes.length;
      links += document.links.length;
      places += located(document);
    }
    expect({ nodes, links, places }).toEqual({ nodes: 10_952, links: 27_948, places: 8815 });
  }, 120_000);
});

describeWithShared('REPETITA', ['data', 'repetita'], (folder) => {
  /** Nodes, edges, bit/s, weights, delays, nodes with coordinates: counted in the files by other means. */
  const counted: readonly (readonly [string, number, number, number, number, number, number])[] = [
    ['zoo/Colt', 153, 382, 382e9, 3820, 106_856, 149],
    ['zoo/Geant2012', 40, 122, 874_333_304_000, 3492, 167_846, 37],
    ['zoo/Esnet', 68, 184, 1_548_666_560_000, 2760, 271_602, 17],
    ['zoo/Interoute', 110, 312, 312e9, 3120, 110_868, 96],
    ['rocketfuel/rf1239_real_hard', 315, 1944, 15_016.8e9, 631_900, 6228, 0],
    ['defo/synth50_opt_hard', 50, 276, 276e9, 2566, 1630, 0],
  ];
  test.each(counted)('%s has what the file says', (file, nodes, edges, capacity, weight, delay, places) => {
    const document = taken(read(folder, `${file}.graph`), undefined, file);
    const { links } = document;
    expect([document.nodes.length, links.length, located(document)]).toEqual([nodes, edges, places]);
    expect(sum(links.map((link) => link.capacity))).toBe(capacity);
    expect(sum(links.map((link) => link.igpMetric))).toBe(weight);
    expect(sum(links.map((link) => link.delay))).toBe(delay);
  });

  describe.each(['zoo', 'rocketfuel', 'defo'])('%s', (collection) => {
    const below = path.join(folder, collection);
    test.each(filesOf(below, '.graph'))('%s is taken with as many nodes and edges as it says', (file) => {
      const text = read(below, file);
      const document = taken(text, undefined, path.parse(file).name);
      const selfLoops = file === 'Interoute.graph' ? 4 : 0;
      expect(document.nodes).toHaveLength(Number(/^NODES (\d+)/.exec(text)?.[1]));
      expect(document.links).toHaveLength(Number(/^EDGES (\d+)/m.exec(text)?.[1]) - selfLoops);
    });
  });
});
