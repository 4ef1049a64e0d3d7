import { describe, expect, test } from '@jest/globals';
import { refusal, taken } from './parsed.js';

/** One network in both formats of SNDlib. The XML has each element on a line of its own from line 5 on. */
interface Written {
  readonly nodes?: readonly string[];
  readonly links?: readonly string[];
  readonly unit?: string;
  readonly coordinatesType?: string;
  readonly more?: string;
}

const xmlNode = (id: string, x: string, y: string): string =>
  `<node id="${id}"><coordinates><x>${x}</x><y>${y}</y></coordinates></node>`;
const xmlLink = (
  id: string,
  from: string,
  to: string,
  installed: string,
  ...modules: readonly string[]
): string =>
  `<link id="${id}"><source>${from}</source><target>${to}</target><preInstalledModule><capacity>${installed}</capacity><cost>0</cost></preInstalledModule><routingCost>1</routingCost><additionalModules>${modules.map((capacity) => `<addModule><capacity>${capacity}</capacity><cost>5</cost></addModule>`).join('')}</additionalModules></link>`;
const xml = ({
  nodes = [],
  links = [],
  unit,
  coordinatesType = 'geographical',
  more = '',
}: Written): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<network xmlns="http://sndlib.zib.de/network" version="1.0">',
    unit === undefined ? '' : `<meta><granularity>1day</granularity><unit>${unit}</unit></meta>`,
    `<networkStructure><nodes coordinatesType="${coordinatesType}">`,
    ...nodes,
    '</nodes><links>',
    ...links,
    `</links></networkStructure>${more}</network>`,
  ].join('\n');

const native = ({ nodes = [], links = [], unit, more = '' }: Written): string =>
  [
    '?SNDlib native format; type: network; version: 1.0',
    '# network lab',
    unit === undefined ? '' : `META ( granularity = 1day unit = ${unit} )`,
    'NODES (',
    ...nodes,
    ')',
    'LINKS (',
    ...links,
    `) ${more}`,
  ].join('\n');

const XML: Written = {
  nodes: [
    xmlNode('Paris', '2.3522', '48.8566'),
    xmlNode('London', '-0.1278', '51.5074'),
    xmlNode('Rome', '12.5', '41.9'),
  ],
  links: [
    xmlLink('L1', 'Paris', 'London', '2500.5', '10000'),
    xmlLink('L2', 'London', 'Rome', '0.0', '155.0', '622.0'),
    xmlLink('L3', 'Rome', 'Paris', '0'),
  ],
  more: '<demands><demand id="D1"><source>Paris</source><target>Rome</target><demandValue>3</demandValue></demand></demands>',
};
const NATIVE: Written = {
  nodes: ['  Paris ( 2.3522 48.8566 ) # the first', 'London(-0.1278 51.5074)', 'Rome ( 12.5 41.9 )'],
  links: [
    'L1 ( Paris London ) 2500.5 0.00 1 0.00 ( 10000 5 )',
    'L2 ( London Rome ) 0.0 0.00 1 0.00 ( 155.0 5',
    '  622.0 5 )',
    'L3 ( Rome Paris ) 0 0 1 0 ( )',
  ],
  more: 'DEMANDS ( D1 ( Paris Rome ) 1 3.00 UNLIMITED )\nADMISSIBLE_PATHS ( D1 ( P_0 ( L3 ) P_1 ( L1 L2 ) ) )',
};

describe.each([
  ['SNDLIB_XML', xml(XML), xml({ ...XML, unit: 'KBITPERSEC' })],
  ['SNDLIB_NATIVE', native(NATIVE), native({ ...NATIVE, unit: 'KBITPERSEC' })],
] as const)('%s', (format, text, inKilobits) => {
  test('gives nodes with coordinates and links with the pre-installed capacity, else the largest module', () => {
    const { source, nodes, links } = taken(text, format, 'lab');
    expect(source).toBe('lab');
    expect(nodes).toEqual([
      { id: 'Paris', name: 'Paris', latitude: 48.8566, longitude: 2.3522 },
      { id: 'London', name: 'London', latitude: 51.5074, longitude: -0.1278 },
      { id: 'Rome', name: 'Rome', latitude: 41.9, longitude: 12.5 },
    ]);
    expect(links.map(({ id, name, capacity, delay }) => [id, name, capacity, delay])).toEqual([
      ['Paris-London', 'L1', 2_500_500_000, 1718],
      ['London-Paris', 'L1', 2_500_500_000, 1718],
      ['London-Rome', 'L2', 622_000_000, 7171],
      ['Rome-London', 'L2', 622_000_000, 7171],
      ['Rome-Paris', 'L3', 0, 5529],
      ['Paris-Rome', 'L3', 0, 5529],
    ]);
  });

  test('says what it takes for granted and leaves out', () => {
    expect(taken(text, format, 'lab').warnings).toEqual([
      'the document names no unit of capacity: taken as Mbit/s',
      'the document has no delays: taken from the coordinates, as the length of the great circle at 5 us/km',
      'the document has no metrics: every link counts 1',
      'demands (1) are left out: they are no topology',
      '1 link (L2): no pre-installed capacity, the largest module is taken',
      '1 link (L3): no capacity, taken as 0: no LSP with bandwidth fits',
    ]);
  });

  test('has the unit that it names', () => {
    const { links, warnings } = taken(inKilobits, format, 'lab');
    expect(links[0]?.capacity).toBe(2_500_500);
    expect(warnings.join()).not.toContain('unit');
  });

  test('needs a name beside it', () => {
    expect(refusal(text, format)).toBe(
      'document: the document does not name its network (allowed: a name given beside the document)',
    );
  });
});

test('both formats give the same topology', () => {
  expect(taken(xml(XML), undefined, 'lab')).toEqual(taken(native(NATIVE), undefined, 'lab'));
});

test('places in a picture are left out', () => {
  const { nodes, warnings } = taken(xml({ ...XML, coordinatesType: 'pixel' }), 'SNDLIB_XML', 'lab');
  expect(nodes[0]).toEqual({ id: 'Paris', name: 'Paris' });
  expect(warnings).toContain('x and y are places in a picture: left out');
  const far = taken(native({ nodes: ['A ( 500 300 )', 'B'] }), 'SNDLIB_NATIVE', 'lab');
  expect(far.nodes[0]).toEqual({ id: 'A', name: 'A' });
  expect(far.warnings).toContain('x and y are no longitude and latitude: left out');
});

describe('what is refused of XML', () => {
  const [A = '', B = ''] = XML.nodes ?? [];
  const bad: readonly (readonly [string, string, string])[] = [
    ['another root', '<graph/>', 'network, line 1: the document is a "graph" (allowed: network)'],
    ['no structure', '<network/>', 'network, line 1: 0 elements networkStructure (allowed: exactly one)'],
    [
      'no nodes',
      '<network><networkStructure><links/></networkStructure></network>',
      'networkStructure, line 1: 0 elements nodes (allowed: exactly one)',
    ],
    [
      'no links',
      '<network><networkStructure><nodes/></networkStructure></network>',
      'networkStructure, line 1: 0 elements links (allowed: exactly one)',
    ],
    ['a node without an id', xml({ nodes: ['<node/>'] }), 'nodes[0], line 5: the attribute id is missing'],
    [
      'a repeated node',
      xml({ nodes: [A, A] }),
      'nodes[1], line 6: the node id "Paris" is used already (allowed: each id once)',
    ],
    [
      'a place that is no number',
      xml({ nodes: [xmlNode('A', 'east', '1')] }),
      'nodes[0].x, line 5: "east" is not a number',
    ],
    [
      'a place that is not on earth',
      xml({ nodes: [xmlNode('A', '181', '1')] }),
      'nodes.coordinatesType, line 4: x and y are not all longitude and latitude (allowed: x from -180 to 180, y from -90 to 90)',
    ],
    [
      'an unknown kind of places',
      xml({ nodes: [A], coordinatesType: 'polar' }),
      'nodes.coordinatesType, line 4: "polar" is not known (allowed: geographical, pixel)',
    ],
    [
      'a link without a target',
      xml({ nodes: [A], links: ['<link id="L"><source>Paris</source></link>'] }),
      'links[0], line 7: 0 elements target (allowed: exactly one)',
    ],
    [
      'a link without an id',
      xml({ nodes: [A, B], links: ['<link><source>Paris</source><target>London</target></link>'] }),
      'links[0], line 8: the attribute id is missing',
    ],
    [
      'a link to a missing node',
      xml({ nodes: [A], links: [xmlLink('L', 'Paris', 'Oslo', '1')] }),
      'links[0], line 7: no node has the id "Oslo" (allowed: the id of a node of this document)',
    ],
    [
      'a negative capacity',
      xml({ nodes: [A, B], links: [xmlLink('L', 'Paris', 'London', '-1')] }),
      'links[0].preInstalledModule, line 8: -1 is negative (allowed: a number from 0 to 1000000000)',
    ],
    [
      'a module without a capacity',
      xml({
        nodes: [A, B],
        links: [
          '<link id="L"><source>Paris</source><target>London</target><additionalModules><addModule/></additionalModules></link>',
        ],
      }),
      'links[0].addModule[0], line 8: 0 elements capacity (allowed: exactly one)',
    ],
    [
      'an unknown unit',
      xml({ ...XML, unit: 'LIGHTPATHS' }),
      'meta.unit, line 3: "LIGHTPATHS" is not known (allowed: BITPERSEC, KBITPERSEC, MBITPERSEC, GBITPERSEC)',
    ],
  ];
  test.each(bad)('%s', (_, text, problem) => {
    expect(refusal(text, 'SNDLIB_XML', 'n')).toContain(problem);
  });
});

describe('what is refused of the native format', () => {
  const A = 'A ( 1 1 )';
  const B = 'B ( 2 2 )';
  const bad: readonly (readonly [string, string, string])[] = [
    [
      'another first line',
      'NODES ( )\n',
      'line 1: "NODES ( )" instead of the format\'s name (allowed: ?SNDlib native format)',
    ],
    [
      'a solution',
      '?SNDlib native format; type: solution; version: 1.0\n',
      'line 1: the document is a "solution" (allowed: type: network)',
    ],
    [
      'no nodes',
      '?SNDlib native format\nLINKS ( )\n',
      'line 2: the section NODES is missing (allowed: NODES ( ... ))',
    ],
    [
      'no links',
      '?SNDlib native format\nNODES ( )',
      'line 2: the section LINKS is missing (allowed: LINKS ( ... ))',
    ],
    [
      'an unknown section',
      native({ more: 'PLAN ( )' }),
      'line 7: "PLAN" is no section (allowed: META, NODES, LINKS, DEMANDS, ADMISSIBLE_PATHS)',
    ],
    [
      'a section given twice',
      native({ more: 'NODES ( )' }),
      'line 7: a second section NODES (allowed: each section once)',
    ],
    [
      'a section that does not start',
      '?SNDlib native format\nNODES A\n',
      'NODES, line 2: "A" instead of ( (allowed: ()',
    ],
    [
      'a section that does not end',
      '?SNDlib native format\nNODES (\nA ( 1 1 )\n',
      'NODES[1], line 3: the document ends here (allowed: the id of a node)',
    ],
    [
      'a node with one coordinate',
      native({ nodes: ['A ( 1 )'] }),
      'NODES[0].y, line 5: ")" instead of a latitude (allowed: a latitude)',
    ],
    [
      'a node with three coordinates',
      native({ nodes: ['A ( 1 2 3 )'] }),
      'NODES[0], line 5: "3" instead of ) (allowed: ))',
    ],
    [
      'a coordinate that is no number',
      native({ nodes: ['A ( 1 x )'] }),
      'NODES[0].y, line 5: "x" is not a number',
    ],
    [
      'a repeated node',
      native({ nodes: [A, A] }),
      'NODES[1], line 6: the node id "A" is used already (allowed: each id once)',
    ],
    [
      'a link to a missing node',
      native({ nodes: [A], links: ['L ( A B ) 1 0 0 0 ( )'] }),
      'LINKS[0], line 8: no node has the id "B"',
    ],
    [
      'a link with too few numbers',
      native({ nodes: [A, B], links: ['L ( A B ) 1 0 ( )'] }),
      'LINKS[0].routingCost, line 9: "(" instead of a cost (allowed: a cost)',
    ],
    [
      'a module without its cost',
      native({ nodes: [A, B], links: ['L ( A B ) 1 0 0 0 ( 155 )'] }),
      'LINKS[0].module[0], line 9: ")" instead of the cost of the module',
    ],
    [
      'a capacity that is no number',
      native({ nodes: [A, B], links: ['L ( A B ) big 0 0 0 ( )'] }),
      'LINKS[0].preInstalledCapacity, line 9: "big" is not a number (allowed: a number from 0 to 1000000000)',
    ],
    [
      'a setting without a value',
      '?SNDlib native format\nMETA ( unit )\n',
      'META[0], line 2: ")" instead of = (allowed: =)',
    ],
    [
      'an unknown unit',
      native({ unit: 'STM1', ...NATIVE }),
      'META[1].unit, line 3: "STM1" is not known (allowed: BITPERSEC,',
    ],
  ];
  test.each(bad)('%s', (_, text, problem) => {
    expect(refusal(text, 'SNDLIB_NATIVE', 'n')).toContain(problem);
  });
});
