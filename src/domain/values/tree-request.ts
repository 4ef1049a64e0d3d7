import { type PathRequest, pathRequest } from './path-request.js';

/**
 * A point-to-multipoint tree wanted from one root to many leaves (RFC 8306). Constraints hold for every link, bounds for
 * the path to each leaf; the metric is what the sum over all links of the tree is measured by.
 */
export interface TreeRequest
  extends Omit<PathRequest, 'destination' | 'include' | 'alternatives' | 'source'> {
  readonly root: string;
  readonly leaves: readonly string[];
}

export const treeRequest = (
  wanted: Pick<TreeRequest, 'root' | 'leaves'> & Partial<TreeRequest>,
): TreeRequest => {
  const { root, leaves, ...constraints } = wanted;
  const {
    source: _,
    destination: __,
    include: ___,
    alternatives: ____,
    ...all
  } = pathRequest({
    source: root,
    destination: root,
    ...constraints,
  });
  return { ...all, root, leaves };
};

/** What is asked of the path to one leaf. */
export function leafRequest(request: TreeRequest, leaf: string): PathRequest {
  const { root, leaves: _, ...constraints } = request;
  return pathRequest({ ...constraints, source: root, destination: leaf });
}
