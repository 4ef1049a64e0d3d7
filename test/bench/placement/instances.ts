import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GlobalProblem } from '../../../src/domain/computation/global/problem.js';
import { buildTeGraph } from '../../../src/domain/computation/graph/te-graph.js';
import { LinkId, NodeId } from '../../../src/domain/values/identifiers.js';

/** Reference material that may lie beside the project. */
const SHARED = fileURLToPath(new URL('../../../../shared/', import.meta.url));
const DATA = path.join(SHARED, 'data', 'repetita');
const YARDSTICK = path.join(SHARED, 'perf', 'placement', 'yardstick.json');

export interface Instance {
  /** As in the yardstick: zoo-NAME, rfNUMBER, defo-NAME. */
  readonly name: string;
  readonly graphFile: string;
  readonly demandFile: string;
}

/** What others reached, as utilisation of the most utilised link. */
export interface Yardstick {
  readonly lp: number;
  readonly unsplit_lb: number;
  /** Best single-path placement known. */
  readonly best: number;
}

/** The demand sets with a yardstick whose files are here. */
export function instances(): readonly Instance[] {
  const known = yardsticks();
  const inFolder = (
    folder: string,
    suffix: string,
    nameOf: (file: string) => string,
    demands: string,
  ): Instance[] => {
    const inside = path.join(DATA, folder);
    if (!existsSync(inside)) return [];
    return readdirSync(inside)
      .filter((file) => file.endsWith(suffix))
      .map((file) => ({
        name: nameOf(file.slice(0, -suffix.length)),
        graphFile: path.join(inside, file),
        demandFile: path.join(inside, file.replace('.graph', demands)),
      }));
  };
  return [
    ...inFolder('zoo', '.graph', (name) => `zoo-${name}`, '.0000.demands'),
    ...inFolder('rocketfuel', '_real_hard.graph', (name) => name, '.0000.demands'),
    ...inFolder('defo', '_hard.graph', (name) => `defo-${name}`, '.demands'),
  ].filter(({ name }) => known.has(name));
}

export function yardsticks(): ReadonlyMap<string, Yardstick> {
  if (!existsSync(YARDSTICK)) return new Map();
  return new Map(Object.entries(JSON.parse(readFileSync(YARDSTICK, 'utf8')) as Record<string, Yardstick>));
}

/**
 * A REPETITA graph (`EDGES`: label, source, destination, weight, bandwidth in kbit/s, delay) and its demands (label,
 * source, destination, kbit/s) as a problem in bit/s. `load`: what the demands are multiplied by.
 */
export function readProblem({ graphFile, demandFile }: Instance, load: number): GlobalProblem {
  const edges = rows(graphFile, 6);
  const nodeCount = Number(/^NODES (\d+)/m.exec(readFileSync(graphFile, 'utf8'))?.[1]);
  const numbered = (prefix: string, index: number): string => `${prefix}${String(index).padStart(6, '0')}`;
  const graph = buildTeGraph(
    Array.from({ length: nodeCount }, (_, index) => ({ id: NodeId(numbered('n', index)), name: '' })),
    edges.map(([, from, to, weight, bandwidth], index) => ({
      id: LinkId(numbered('l', index)),
      source: NodeId(numbered('n', Number(from))),
      target: NodeId(numbered('n', Number(to))),
      igpMetric: Number(weight),
      capacity: Number(bandwidth) * 1000,
      reservable: Number(bandwidth) * 1000,
      adminGroups: [],
      srlgs: [],
      operational: true,
    })),
  );
  const demands = rows(demandFile, 4)
    .map(([label, from, to, bandwidth]) => ({
      id: String(label),
      source: Number(from),
      destination: Number(to),
      bandwidth: Math.round(Number(bandwidth) * 1000 * load),
    }))
    .filter(({ source, destination, bandwidth }) => source !== destination && bandwidth > 0);
  return { graph, capacity: graph.reservable, metric: graph.igpMetric, demands };
}

/** The lines with so many words of which the second is a number. */
const rows = (file: string, words: number): readonly (readonly string[])[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row.length === words && /^\d+$/.test(row[1] ?? ''));

/**
 * SRLS (Gay, Hartert, Vissicchio, INFOCOM 2017), REPETITA's own implementation at commit 63bdca2, 10 s an instance,
 * splitting over equal-cost paths: largest utilisation over the LP bound, as measured once on two cores of a Xeon at
 * 2.5 GHz. It had no result for rf1239.
 */
export const SRLS_RATIO: Readonly<Record<string, number>> = {
  'zoo-Abilene': 1.0,
  'zoo-Arpanet19728': 1.046,
  'zoo-AttMpls': 1.025,
  'zoo-Renater2010': 1.043,
  'zoo-Geant2012': 1.01,
  'zoo-Bellcanada': 1.0,
  'zoo-Dfn': 1.0,
  'zoo-Garr201201': 1.0,
  'zoo-Esnet': 1.0,
  'zoo-Switch': 1.001,
  'zoo-Intellifiber': 1.0,
  'zoo-Uninett2010': 1.0,
  'zoo-Tw': 1.009,
  'zoo-Interoute': 1.021,
  'zoo-Ion': 1.055,
  'zoo-Deltacom': 1.0,
  'zoo-DialtelecomCz': 1.021,
  'zoo-TataNld': 1.014,
  'zoo-GtsCe': 1.018,
  'zoo-Colt': 1.0,
  'zoo-UsCarrier': 1.001,
  'zoo-Cogentco': 1.036,
  rf3967: 1.057,
  rf1755: 1.063,
  rf1221: 1.0,
  rf6461: 1.251,
  rf3257: 1.086,
  'defo-synth50_opt': 1.083,
  'defo-synth100_opt': 1.239,
  'defo-synth200_unary': 1.0,
};
/** The figures above have three decimals. */
export const SRLS_ROUNDING = 0.0005;

/**
 * Most bandwidth that can be placed at 1.3 times the load if demands could be split, in percent: HiGHS on the edge
 * formulation.
 */
export const THROUGHPUT_LP_PERCENT: Readonly<Record<string, number>> = {
  rf3967: 95.771,
  rf1755: 95.53,
  rf6461: 94.754,
  'zoo-Abilene': 95.593,
  'zoo-Arpanet19728': 95.326,
  'zoo-AttMpls': 94.783,
  'zoo-Cogentco': 94.445,
  'zoo-Dfn': 97.032,
  'zoo-Geant2012': 95.76,
  'zoo-Interoute': 96.51,
};
