import { lspOwner } from '../app/claim-owners.js';
import { reportedPath } from '../app/lsp-path.js';
import type { NetworkView } from '../app/network-view.js';
import { LinkId, type NodeId } from '../domain/values/identifiers.js';
import { holdsResources } from '../domain/values/lsp.js';
import type { LspEntry } from '../projections/lsp-db/lsp-db.js';
import type { LspFilter } from './generated/types.js';

export type LspPredicate = (entry: LspEntry) => boolean;

/** What a filter asks of an LSP in this view. Fields that are null ask nothing. */
export function lspPredicate(view: NetworkView, filter: LspFilter | null | undefined): LspPredicate {
  const { pcc, name, source, destination, delegated, operationalState, overLink, overNode } = filter ?? {};
  const predicates: LspPredicate[] = [];
  if (isGiven(pcc)) predicates.push(onPcc(view, pcc));
  if (isGiven(name)) predicates.push(({ current }) => current.name === name);
  if (isGiven(delegated)) predicates.push(({ current }) => current.delegated === delegated);
  if (isGiven(operationalState))
    predicates.push(({ current }) => current.operationalState === operationalState);
  if (isGiven(source)) predicates.push(endsAt(view, source, ({ current }) => current.source));
  if (isGiven(destination)) predicates.push(endsAt(view, destination, ({ current }) => current.destination));
  if (isGiven(overLink)) predicates.push(usesLink(view, LinkId(overLink)));
  if (isGiven(overNode)) predicates.push(passes(view, overNode));
  return (entry) => predicates.every((predicate) => predicate(entry));
}

const isGiven = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined;

function onPcc(view: NetworkView, reference: string): LspPredicate {
  const pccs = view.state.sessions.all();
  const known = pccs.find(({ id }) => id === reference) ?? pccs.find(({ address }) => address === reference);
  const wanted = known?.id ?? reference;
  return ({ current }) => current.pcc === wanted;
}

function endsAt(view: NetworkView, reference: string, endOf: (entry: LspEntry) => string): LspPredicate {
  const wanted = view.computer.findNode(reference)?.id;
  const nodeOf = nodeLookup(view);
  return (entry) => {
    const end = endOf(entry);
    return end === reference || (wanted !== undefined && nodeOf(end) === wanted);
  };
}

function usesLink(view: NetworkView, link: LinkId): LspPredicate {
  return throughAny(view, [link], ({ links }) => links.includes(link));
}

function passes(view: NetworkView, reference: string): LspPredicate {
  const wanted = view.computer.findNode(reference)?.id;
  if (wanted === undefined) return () => false;
  const nodeOf = nodeLookup(view);
  const adjacent = view.state.ted
    .links()
    .filter(({ source, target }) => source === wanted || target === wanted);
  const passesThrough = throughAny(
    view,
    adjacent.map(({ id }) => id),
    ({ nodes }) => nodes.includes(wanted),
  );
  return (entry) =>
    nodeOf(entry.current.source) === wanted ||
    nodeOf(entry.current.destination) === wanted ||
    passesThrough(entry);
}

type Route = NonNullable<ReturnType<typeof reportedPath>>;

/**
 * LSPs with a path that `matches`; every such path uses one of `links`. Who takes bandwidth there is known, so that
 * only those and the paths that are down have to be looked at hop by hop.
 */
function throughAny(
  view: NetworkView,
  links: readonly LinkId[],
  matches: (path: Route) => boolean,
): LspPredicate {
  const owners = new Set(links.flatMap((link) => view.computer.ownersOver(link)));
  return (entry) =>
    entry.paths.some((state) => {
      if (holdsResources(state) && !owners.has(lspOwner(entry.id))) return false;
      const path = reportedPath(view, entry, state);
      return path !== undefined && matches(path);
    });
}

/** Many LSPs share few ends. */
function nodeLookup(view: NetworkView): (address: string) => NodeId | undefined {
  const found = new Map<string, NodeId | undefined>();
  return (address) => {
    if (!found.has(address)) found.set(address, view.computer.findNode(address)?.id);
    return found.get(address);
  };
}
