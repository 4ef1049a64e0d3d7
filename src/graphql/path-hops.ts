import type { Hop } from '../domain/values/hop.js';
import type { LinkId } from '../domain/values/identifiers.js';
import type { HopParent, PathParent } from './parents.js';

/** The steps of a path: one per link when its links are known, else one per hop of the route. */
export function hopsOf(path: PathParent): readonly HopParent[] {
  const { known } = path;
  if (known === undefined) return path.route.map((hop) => signalledStep(path, hop));
  const steps = namedPerLink(path.route, known.links.length) ?? segmentStarts(path, known.links);
  return known.links.map((id, index) => linkStep(path, id, known.nodes[index + 1], steps?.[index]));
}

/** What the route says of one link. */
interface NamedStep {
  readonly address?: string;
  readonly label?: number;
  readonly loose?: true;
}

function linkStep(
  { scope }: PathParent,
  id: LinkId,
  end: Parameters<typeof scope.view.state.ted.node>[0] | undefined,
  step: NamedStep | undefined,
): HopParent {
  const { ted } = scope.view.state;
  const link = ted.link(id);
  const node = end === undefined ? undefined : ted.node(end);
  const address = step?.address ?? link?.targetAddress ?? node?.routerId;
  return {
    scope,
    ...(address === undefined ? {} : { address }),
    ...(node === undefined ? {} : { node }),
    ...(link === undefined ? {} : { link }),
    ...(step?.label === undefined ? {} : { label: step.label }),
    loose: step?.loose ?? false,
  };
}

/** A route of exactly one address per link, as strict RSVP-TE routes are; recorded labels follow their address. */
function namedPerLink(route: readonly Hop[], links: number): readonly NamedStep[] | undefined {
  const steps: NamedStep[] = [];
  for (const hop of route) {
    const last = steps.at(-1);
    if (hop.kind === 'address')
      steps.push({ address: hop.address, ...(hop.loose ? { loose: hop.loose } : {}) });
    else if (hop.kind === 'label' && last !== undefined)
      steps[steps.length - 1] = { ...last, label: hop.label };
    else return undefined;
  }
  return steps.length === links ? steps : undefined;
}

/** A stack of segments: each label goes to the link that its segment starts with. */
function segmentStarts(path: PathParent, links: readonly LinkId[]): readonly NamedStep[] | undefined {
  const { route, source, scope } = path;
  if (route.length === 0 || route.some((hop) => hop.kind !== 'segment')) return undefined;
  const steps: NamedStep[] = links.map(() => ({}));
  let start = 0;
  for (const [index, hop] of route.entries()) {
    const upTo = scope.view.computer.resolve(source, route.slice(0, index + 1));
    if (!upTo.ok) return undefined;
    const end = upTo.value.links.length;
    if (hop.kind === 'segment' && hop.label !== undefined && end > start) steps[start] = { label: hop.label };
    start = end;
  }
  return start === links.length ? steps : undefined;
}

function signalledStep({ scope }: PathParent, hop: Hop): HopParent {
  const address = addressOf(hop);
  const node = address === undefined ? undefined : scope.view.computer.findNode(address);
  const label = hop.kind === 'segment' || hop.kind === 'label' ? hop.label : undefined;
  return {
    scope,
    ...(address === undefined ? {} : { address }),
    ...(node === undefined ? {} : { node }),
    ...(label === undefined ? {} : { label }),
    loose: 'loose' in hop && (hop.loose ?? false),
  };
}

/** The address that says where the hop leads to. */
function addressOf(hop: Hop): string | undefined {
  if (hop.kind === 'address') return hop.address;
  if (hop.kind === 'unnumbered') return hop.routerId;
  return hop.kind === 'segment' ? (hop.node ?? hop.remote) : undefined;
}
