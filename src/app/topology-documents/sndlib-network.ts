import { wholeBitsPerSecond } from '../../domain/values/bandwidth.js';
import { showValue } from '../documents/document-path.js';
import type { Coordinates } from './distance.js';
import { ForeignNetwork, type Place } from './foreign-network.js';
import {
  BANDWIDTH,
  decimalNumber,
  describeRange,
  LATITUDE,
  LONGITUDE,
  type NumberRange,
  numberProblem,
} from './number-range.js';
import type { ProblemList } from './problem-list.js';
import type { TopologyDocument } from './topology-document.js';

/** A text of the document and where it is. */
export interface Written {
  readonly text: string;
  readonly place: Place;
}

export interface SndlibNode {
  readonly id: string;
  readonly x?: Written | undefined;
  readonly y?: Written | undefined;
  readonly place: Place;
}

export interface SndlibLink {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly preInstalled?: Written | undefined;
  readonly modules: readonly Written[];
  readonly place: Place;
}

/** What SNDlib's two formats have in common (sndlib.zib.de). */
export interface SndlibNetwork {
  readonly nodes: readonly SndlibNode[];
  readonly links: readonly SndlibLink[];
  /** Of capacities and demands, where the document says it. */
  readonly unit?: Written | undefined;
  /** Undefined: the document does not say what x and y are. */
  readonly coordinatesType?: Written | undefined;
  readonly demands: number;
}

const UNITS: Readonly<Record<string, number>> = {
  BITPERSEC: 1,
  KBITPERSEC: 1e3,
  MBITPERSEC: 1e6,
  GBITPERSEC: 1e9,
};
const DEFAULT_UNIT = 1e6;
const ANY_NUMBER: NumberRange = { minimum: -1e12, maximum: 1e12 };

/**
 * - A link stands for both directions and has its pre-installed capacity; without one, that of its largest module;
 *   without either 0, with a warning. Capacity is in the unit of the document's `meta`, else in Mbit/s, with a warning.
 * - x and y are longitude and latitude if the document says `geographical`, or says nothing and all of them can be.
 * - Demands, costs and admissible paths are left out. The format has no name for the network: `name` is needed.
 */
export function sndlibDocument(
  network: SndlibNetwork,
  name: string | undefined,
  problems: ProblemList,
): TopologyDocument {
  return new SndlibReader(problems).read(network, name);
}

class SndlibReader {
  readonly #problems: ProblemList;
  readonly #network: ForeignNetwork;

  constructor(problems: ProblemList) {
    this.#problems = problems;
    this.#network = new ForeignNetwork(problems);
  }

  read(network: SndlibNetwork, name: string | undefined): TopologyDocument {
    const { remarks } = this.#network;
    this.#readNodes(network);
    const unit = this.#unitOf(network);
    for (const link of network.links) this.#readLink(link, unit);
    if (network.links.length > 0) remarks.add('the document has no metrics: every link counts 1');
    if (network.demands > 0) remarks.add(`demands (${network.demands}) are left out: they are no topology`);
    return this.#network.finish(undefined, name);
  }

  #readNodes({ nodes, coordinatesType }: SndlibNetwork): void {
    const places = nodes.map(({ x, y }) => ({
      x: this.#number(x, ANY_NUMBER),
      y: this.#number(y, ANY_NUMBER),
    }));
    const areDegrees = this.#areDegrees(places, coordinatesType);
    for (const [index, { id, place }] of nodes.entries()) {
      const { x, y } = places[index] ?? {};
      const coordinates: Coordinates | undefined =
        areDegrees && x !== undefined && y !== undefined ? { latitude: y, longitude: x } : undefined;
      this.#network.addNode({ id, coordinates }, place);
    }
  }

  #areDegrees(
    places: readonly { readonly x?: number | undefined; readonly y?: number | undefined }[],
    type: Written | undefined,
  ): boolean {
    if (type !== undefined && !['geographical', 'pixel'].includes(type.text))
      this.#refuse(type.place, `${showValue(type.text)} is not known`, 'geographical, pixel');
    const fit = places.every(
      ({ x = 0, y = 0 }) =>
        numberProblem(x, LONGITUDE) === undefined && numberProblem(y, LATITUDE) === undefined,
    );
    if (type?.text === 'pixel') this.#network.remarks.add('x and y are places in a picture: left out');
    else if (type !== undefined && !fit)
      this.#refuse(
        type.place,
        'x and y are not all longitude and latitude',
        'x from -180 to 180, y from -90 to 90',
      );
    else if (!fit) this.#network.remarks.add('x and y are no longitude and latitude: left out');
    return fit && type?.text !== 'pixel';
  }

  #unitOf({ unit, links }: SndlibNetwork): number {
    if (unit === undefined) {
      if (links.length > 0)
        this.#network.remarks.add('the document names no unit of capacity: taken as Mbit/s');
      return DEFAULT_UNIT;
    }
    const known = UNITS[unit.text.toUpperCase()];
    if (known === undefined)
      this.#refuse(unit.place, `${showValue(unit.text)} is not known`, Object.keys(UNITS).join(', '));
    return known ?? DEFAULT_UNIT;
  }

  #readLink({ id, source, target, preInstalled, modules, place }: SndlibLink, unit: number): void {
    const range = { minimum: 0, maximum: BANDWIDTH.maximum / unit };
    const installed = this.#number(preInstalled, range) ?? 0;
    const largest = Math.max(0, ...modules.map((module) => this.#number(module, range) ?? 0));
    const capacity = wholeBitsPerSecond((installed > 0 ? installed : largest) * unit);
    const { remarks } = this.#network;
    if (capacity === 0) remarks.count('link', id, 'no capacity, taken as 0: no LSP with bandwidth fits');
    else if (installed === 0)
      remarks.count('link', id, 'no pre-installed capacity, the largest module is taken');
    this.#network.addLink({ from: source, to: target, oneWay: false, name: id, capacity }, place);
  }

  #number(written: Written | undefined, range: NumberRange): number | undefined {
    if (written === undefined) return undefined;
    const number = decimalNumber(written.text);
    const problem = numberProblem(number ?? written.text, range);
    if (problem === undefined) return number;
    this.#refuse(written.place, problem, describeRange('a number', range));
    return undefined;
  }

  #refuse({ path, line }: Place, what: string, allowed?: string): void {
    this.#problems.addAt(line, path, what, allowed);
  }
}
