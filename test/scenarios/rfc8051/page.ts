import type { Outcome, Scenario } from './scenario.js';

const INTRODUCTION = `# The scenarios of RFC 8051

Each scenario is played twice, with head-ends that speak PCEP to Cairn over TCP. **Naive**: each head-end asks for a path
when it needs one (PCReq) and keeps control of its LSP; nothing that is up is ever moved. That is what a stateless PCE gives,
and depends on the order of arrival. **Stateful**: the LSPs are delegated to Cairn, which knows them all. Bandwidths and
capacities are Gbit/s; "none" is an LSP without a path.

This page is written by \`test/scenarios/rfc8051\`, which fails when a run finds anything else.
`;

export const pageOf = (sections: readonly string[]): string => [INTRODUCTION, ...sections].join('\n');

export function sectionOf({ id, title, source, situation }: Scenario, outcome: Outcome): string {
  const { lines, steps = [], remark } = outcome;
  const table = [
    '| | naive | stateful |',
    '| --- | --- | --- |',
    ...lines.map(({ what, naive, stateful }) => `| ${what} | ${naive} | ${stateful} |`),
  ];
  return [
    `## ${id}. ${title} (RFC 8051 ${source})`,
    '',
    situation,
    '',
    ...table,
    '',
    ...(steps.length === 0 ? [] : [`In this order: ${steps.join('; ')}.`, '']),
    ...(remark === undefined ? [] : [remark, '']),
  ].join('\n');
}
