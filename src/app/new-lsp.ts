import { isIpv6, parseAddress } from '../domain/values/address.js';
import type { AutoBandwidthAttributes } from '../domain/values/auto-bandwidth.js';
import type { SetupType } from '../domain/values/lsp.js';
import type { SignalledPath } from '../domain/values/path.js';
import type { PathRequest } from '../domain/values/path-request.js';
import type { IntendedLsp } from '../events/catalogue/operation.js';
import type { NetworkView } from './network-view.js';
import { reject } from './rejection.js';

/** An LSP that does not exist yet. */
export interface NewLsp {
  readonly request: PathRequest;
  readonly setupType: SetupType;
  readonly holdingPriority: number;
  /** How its bandwidth is to follow its traffic (RFC 8733 5.4); absent: nothing is said of that. */
  readonly autoBandwidth?: AutoBandwidthAttributes;
  /** Address of the PCC, for a source that has no router id. */
  readonly headEnd: string;
}

/** An LSP must hold its bandwidth at least as firmly as it asked for it (RFC 3209 4.7.1). */
export const holdingPriorityOf = ({
  holdingPriority,
  request,
}: Pick<NewLsp, 'holdingPriority' | 'request'>): number => Math.min(holdingPriority, request.setupPriority);

/** What a PCInitiate asks for. */
export function intendedForNew(view: NetworkView, wanted: NewLsp, path: SignalledPath): IntendedLsp {
  const { computer } = view;
  const { request, setupType, headEnd } = wanted;
  const { includeAny, includeAll, excludeAny } = request;
  const constrained = includeAny.length + includeAll.length + excludeAny.length > 0;
  return {
    setupType,
    source: computer.findNode(request.source)?.routerId ?? headEnd,
    destination: computer.findNode(request.destination)?.routerId ?? request.destination,
    bandwidth: request.bandwidth,
    setupPriority: request.setupPriority,
    holdingPriority: holdingPriorityOf(wanted),
    ...(constrained ? { affinities: { includeAny, includeAll, excludeAny } } : {}),
    ...(request.bounds.length > 0 ? { bounds: request.bounds } : {}),
    administrative: true,
    ...(wanted.autoBandwidth === undefined ? {} : { autoBandwidth: wanted.autoBandwidth }),
    path,
  };
}

/** END-POINTS carries two addresses of one family (RFC 5440 7.6). */
export function checkEndPoints({ source, destination }: Pick<IntendedLsp, 'source' | 'destination'>) {
  for (const end of [source, destination]) {
    if (!parseAddress(end).ok) {
      return reject(
        'INVALID_INPUT',
        `${end} has no router id: PCEP needs an address for both ends of an LSP`,
      );
    }
  }
  if (isIpv6(source) === isIpv6(destination)) return undefined;
  return reject('INVALID_INPUT', `${source} and ${destination} are not of one address family`);
}
