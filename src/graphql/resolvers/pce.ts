import type { Resolvers } from '../generated/types.js';
import { instantText, positionText } from '../scalars.js';

export const pceResolvers: Resolvers = {
  Query: {
    pce: (_root, _arguments, { pce, process }) => ({
      name: process.name,
      version: process.version,
      startedAt: instantText(process.startedAt),
      position: positionText(pce.live.state.position),
      ready: process.readiness().ready,
    }),
  },
};
