/** Things of a made-up network, complete enough for every selection of the commands. */

export const LIS = {
  id: 'LIS',
  name: 'Lisbon',
  routerId: '10.0.0.14',
  prefixSid: 16014,
  links: [{ id: 'LIS-MAD' }],
};
export const MAD = {
  id: 'MAD',
  name: 'Madrid',
  routerId: null,
  links: [{ id: 'MAD-LIS' }, { id: 'MAD-PAR' }],
};

export const LINK = {
  id: 'LIS-MAD',
  source: LIS,
  target: MAD,
  igpMetric: 65,
  teMetric: 130,
  delay: 3250,
  capacity: 100e9,
  reservable: 80e9,
  reserved: 12.5e9,
  utilization: 0.125,
  adminGroups: [0, 3],
  srlgNumbers: [],
  operational: true,
  outOfUse: [] as readonly { readonly id: string; readonly name: string; readonly end: string }[],
};
export const BROKEN = {
  ...LINK,
  id: 'MAD-PAR',
  source: MAD,
  target: { ...MAD, id: 'PAR', name: 'PAR' },
  igpMetric: 120,
  teMetric: null,
  delay: null,
  capacity: 0,
  reserved: 0,
  utilization: null,
  adminGroups: [],
  operational: false,
};

export const PATH = {
  hops: [
    { address: '10.1.0.2', node: MAD, link: LINK, label: 24001, loose: false },
    { address: '10.0.0.23', node: BROKEN.target, link: BROKEN, label: null, loose: true },
  ],
  nodes: ['LIS', 'MAD', 'PAR'],
  igpMetric: 185,
  teMetric: 250,
  delay: null,
  hopCount: 2,
};
export const SHORT_PATH = {
  hops: [],
  nodes: ['LIS', 'PAR'],
  igpMetric: 400,
  teMetric: 400,
  delay: 12345,
  hopCount: 1,
};

export const PCC = {
  id: 'lisbon',
  address: '127.1.0.14',
  connected: true,
  synchronized: true,
  lspCount: 2,
  since: '2026-03-01T12:00:00.000Z',
  lastEnd: null,
  capabilities: {
    stateful: true,
    update: true,
    initiation: false,
    setupTypes: ['RSVP_TE', 'SR_MPLS'],
    maximumSidDepth: 10,
  },
};

export const EVENT = {
  id: 'e-7',
  position: '7',
  stream: 'lsp-lisbon/gold',
  version: 1,
  type: 'LspReported',
  time: '2026-03-01T12:00:01.000Z',
  data: { name: 'gold' },
};

export const LSP = {
  id: 'lisbon/gold',
  name: 'gold',
  pcc: PCC,
  plspId: 3,
  source: '10.0.0.14',
  destination: '10.0.0.23',
  setupType: 'SR_MPLS',
  operationalState: 'UP',
  administrative: true,
  delegated: true,
  createdByPce: true,
  bandwidth: 2.5e9,
  setupPriority: 7,
  holdingPriority: 6,
  path: PATH,
  paths: [
    { operationalState: 'UP', lspId: 1, tunnelId: 4, bandwidth: 2.5e9, path: PATH },
    { operationalState: 'GOING_UP', lspId: 2, tunnelId: 4, bandwidth: 2.5e9, path: SHORT_PATH },
  ],
  stale: false,
  errorCode: null,
  affinities: { includeAny: [1, 2], includeAll: [], excludeAny: [5] },
  updatedAt: '2026-03-01T12:00:01.000Z',
  position: '7',
  history: { nodes: [EVENT], pageInfo: { endCursor: '7', hasNextPage: false } },
};
export const BARE_LSP = {
  ...LSP,
  id: 'lisbon/tin',
  name: 'tin',
  operationalState: 'DOWN',
  administrative: false,
  delegated: false,
  stale: true,
  bandwidth: 0,
  setupType: 'RSVP_TE',
  path: null,
  paths: [],
};

export const OPERATION = {
  id: 'op-1',
  kind: 'update-lsp',
  state: 'PENDING',
  error: null,
  startedAt: '2026-03-01T12:00:00.000Z',
  endedAt: null,
  deadline: '2026-03-01T12:00:30.000Z',
  reason: 'operator',
  lspId: 'lisbon/gold',
  waitsFor: [],
  lsp: LSP,
  computation: { position: '6', request: {}, together: [] },
};
