// Tests against real programs that this project did not write. Where a program is missing its tests are skipped and say which
// package brings it; with CAIRN_PEERS=required (CI) they fail instead, so that a green CI has really met the peers.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from '@jest/globals';

export { describeWithShared, sharedPath } from './project.js';

/** Where CI installs what Debian's stable release has not, or only in a version without BGP-LS. */
const BGP_LS_PEERS = '/opt/cairn-peers/bgp-ls';

interface PeerPrograms {
  readonly debianPackage: string;
  /** Absent: any release's package will do. Else what installs the one that is needed; nothing in PATH counts. */
  readonly installedBy?: string;
  readonly programs: readonly string[];
  /** Folders outside PATH where Debian puts them. */
  readonly folders: () => readonly string[];
  /** Where a file that is no program but needed too may lie; none when there is no such file. */
  readonly module: () => readonly string[];
}

/** The subfolders of `parent` followed by `rest`, newest version first. */
function subfolders(parent: string, rest: string): readonly string[] {
  if (!existsSync(parent)) return [];
  const names = readdirSync(parent).sort((a, b) => b.localeCompare(a, undefined, { numeric: true }));
  return names.map((name) => path.join(parent, name, rest));
}

const systemFolders = (): readonly string[] => ['/usr/sbin', '/sbin'];

const peers = {
  frr: {
    debianPackage: 'frr',
    programs: ['zebra', 'pathd', 'vtysh'],
    folders: () => ['/usr/lib/frr', '/usr/sbin'],
    module: () => [
      '/usr/lib/frr/modules/pathd_pcep.so',
      ...subfolders('/usr/lib', 'frr/modules/pathd_pcep.so'),
    ],
  },
  tshark: { debianPackage: 'tshark', programs: ['tshark'], folders: systemFolders, module: () => [] },
  postgresql: {
    debianPackage: 'postgresql',
    programs: ['initdb', 'postgres', 'pg_ctl'],
    folders: () => subfolders('/usr/lib/postgresql', 'bin'),
    module: () => [],
  },
  gobgp: {
    debianPackage: 'gobgpd',
    installedBy: '.ci/install-bgp-ls-peers',
    programs: ['gobgpd', 'gobgp'],
    folders: () => [`${BGP_LS_PEERS}/usr/bin`],
    module: () => [],
  },
  'frr-bgp-ls': {
    debianPackage: 'frr',
    installedBy: '.ci/install-bgp-ls-peers',
    programs: ['mgmtd', 'zebra', 'isisd', 'bgpd'],
    folders: () => [`${BGP_LS_PEERS}/usr/lib/frr`],
    module: () => [],
  },
  boost: {
    debianPackage: 'libboost-graph-dev (beside g++)',
    programs: ['g++'],
    folders: () => [],
    module: () => ['/usr/include/boost/graph/dijkstra_shortest_paths.hpp'],
  },
  iproute2: { debianPackage: 'iproute2', programs: ['ip'], folders: systemFolders, module: () => [] },
} satisfies Record<string, PeerPrograms>;

export type Peer = keyof typeof peers;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function find(peer: Peer, program: string): string | undefined {
  const { folders, installedBy }: PeerPrograms = peers[peer];
  const searched = installedBy === undefined ? (process.env['PATH'] ?? '').split(path.delimiter) : [];
  const inPath = searched.filter((folder) => folder !== '');
  const candidates = [...folders(), ...inPath].map((folder) => path.join(folder, program));
  return candidates.find(isExecutable);
}

/** Absolute path of one of a peer's programs, e.g. `peerProgram('postgresql', 'initdb')`. Throws when it is missing. */
export function peerProgram(peer: Peer, program: string): string {
  const found = find(peer, program);
  if (found === undefined) throw new Error(`${program} is not installed: ${advice(peer)}`);
  return found;
}

function advice(peer: Peer): string {
  const { debianPackage, programs, installedBy }: PeerPrograms = peers[peer];
  const brought = programs.join(', ');
  return installedBy === undefined
    ? `Debian's package ${debianPackage} brings ${brought}`
    : `${installedBy} installs ${brought}, of a later Debian package ${debianPackage}`;
}

/** The root folder of the installed FRRouting that has BGP-LS: its programs run by chroot. */
export const FRR_BGP_LS_ROOT = BGP_LS_PEERS;

/** True when all of the peer's programs are on this machine. */
export function hasPeer(peer: Peer): boolean {
  const { programs, module } = peers[peer];
  const places = module();
  const hasModule = places.length === 0 || places.some((file) => existsSync(file));
  return hasModule && programs.every((program) => find(peer, program) !== undefined);
}

/** Why tests with these peers cannot run here; undefined when they can. */
export function missingPeers(wanted: readonly Peer[]): string | undefined {
  const missing = wanted.filter((peer) => !hasPeer(peer));
  return missing.length === 0
    ? undefined
    : `${missing.join(', ')} missing: ${missing.map(advice).join('; ')}`;
}

function cannotRun(name: string, reason: string): void {
  if (process.env['CAIRN_PEERS'] === 'required') {
    test(name, () => {
      throw new Error(reason);
    });
    return;
  }
  test.skip(`${name} (${reason})`, () => {});
}

/** A test that needs something of the machine that not every machine allows; `missing` says what, or is undefined. */
export function testUnless(
  missing: string | undefined,
  name: string,
  body: () => void | Promise<void>,
  timeout?: number,
): void {
  if (missing === undefined) test(name, body, timeout);
  else test.skip(`${name} (${missing})`, () => {});
}

/** A test that needs one or several real peers. */
export function peerTest(
  wanted: Peer | readonly Peer[],
  name: string,
  body: () => void | Promise<void>,
  timeout?: number,
): void {
  const reason = missingPeers(typeof wanted === 'string' ? [wanted] : wanted);
  if (reason === undefined) test(name, body, timeout);
  else cannotRun(name, reason);
}

/**
 * A group of tests that all need these peers; where one is missing, a single test stands for the group.
 * @param otherwiseMissing what else keeps them from running here, for example rights; undefined: nothing
 */
export function describeWithPeers(
  wanted: readonly Peer[],
  name: string,
  body: () => void,
  otherwiseMissing?: string,
): void {
  const reason = missingPeers(wanted) ?? otherwiseMissing;
  describe(name, reason === undefined ? body : () => cannotRun('real peers', reason));
}
