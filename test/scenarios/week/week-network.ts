export const MINUTE = 60_000;

/** Six nodes, each a head-end, in a ring with two chords; 10 Gbit/s each. */
export const NODES = ['A', 'B', 'C', 'D', 'E', 'F'];
export const SPANS = ['A-B', 'B-C', 'C-D', 'D-E', 'E-F', 'F-A', 'A-D', 'B-E'];
export const addressOf = (node: string): string => `10.0.0.${NODES.indexOf(node) + 1}`;

/** Of each link at its best, and what is left where it was cut, bit/s. */
export const CAPACITY = 10e9;
const CUT_TO = 4e9;

/** Spans that run through the same duct: their shared risk group is 1. */
const DUCT: readonly string[] = ['B-C', 'C-D'];

/** What is wrong with the links, in both directions. */
export interface Condition {
  readonly down: ReadonlySet<string>;
  readonly cut: ReadonlySet<string>;
}

export function weekDocument({ down, cut }: Condition): string {
  const nodes = NODES.map((id, index) => {
    return `  - { id: ${id}, routerId: ${addressOf(id)}, prefixSid: ${16_001 + index} }`;
  });
  const links = SPANS.map((span, index) => {
    const [from = '', to = ''] = span.split('-');
    const ends = `fromAddress: 10.1.${index}.1, toAddress: 10.1.${index}.2`;
    const capacity = cut.has(span) ? CUT_TO : CAPACITY;
    const risk = DUCT.includes(span) ? ', srlgs: [1]' : '';
    const state = `capacity: ${capacity}, operational: ${!down.has(span)}${risk}`;
    return `  - { from: ${from}, to: ${to}, ${ends}, igpMetric: 1, teMetric: ${index + 1}, ${state} }`;
  });
  return `cairn: topology/1\nname: week\nnodes:\n${nodes.join('\n')}\nlinks:\n${links.join('\n')}\n`;
}

/** The span that a link, one direction of it, belongs to. */
export function spanOf(link: string): string {
  const [from, to] = link.split('-');
  return SPANS.includes(link) ? link : `${to}-${from}`;
}
