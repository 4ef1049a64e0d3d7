import { inputError, rejectionError } from '../errors.js';
import type { QueryResolvers, Resolvers } from '../generated/types.js';
import { Scope } from '../parents.js';
import { pathRequestOf, priorityOf } from '../path-request.js';
import { instantText, parseInstant, positionText } from '../scalars.js';

const availability: Required<QueryResolvers>['availability'] = (_root, args, { pce }) => {
  const { source, destination, from, to, duration } = args;
  const setupPriority = priorityOf(args.setupPriority ?? 7, 'setupPriority');
  const wanted = { ...args.request, source, destination, bandwidth: 0, setupPriority };
  const request = pathRequestOf(wanted, 'request');
  if (request.objective !== undefined)
    throw inputError('request.objective', `is the most bandwidth here, not ${request.objective}`);
  const found = pce.bookings.availability({
    request,
    setupType: args.setupType ?? 'SR_MPLS',
    window: { start: parseInstant(from ?? '') ?? 0, end: parseInstant(to) ?? 0 },
    ...(typeof duration === 'string' ? { duration } : {}),
  });
  if (!found.ok) throw rejectionError(found.error);
  return { scope: new Scope(pce.live), availability: found.value };
};

export const availabilityResolvers: Resolvers = {
  Query: { availability },
  Availability: {
    steps: ({ scope, availability: { source, steps } }) => steps.map((step) => ({ scope, source, step })),
    best: ({ scope, availability: { source, best } }) =>
      best === undefined ? null : { scope, source, step: best },
    position: ({ availability: { position } }) => positionText(position),
  },
  AvailableStep: {
    start: ({ step }) => instantText(step.start),
    end: ({ step }) => instantText(step.end),
    bandwidth: ({ step }) => step.bandwidth,
    path: ({ scope, source, step: { path } }) =>
      path === undefined ? null : { scope, source, route: path.route, known: path.path },
  },
};
