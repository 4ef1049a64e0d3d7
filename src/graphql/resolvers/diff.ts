import { rejectionError } from '../errors.js';
import type { QueryResolvers, Resolvers } from '../generated/types.js';
import { momentOf } from '../moments.js';

const diff: Required<QueryResolvers>['diff'] = async (_root, args, { pce }) => {
  const from = momentOf(args.from, 'from') ?? { position: 0 };
  const changes = await pce.diff(from, momentOf(args.to, 'to'));
  if (!changes.ok) throw rejectionError(changes.error);
  return changes.value;
};

export const diffResolvers: Resolvers = { Query: { diff } };
