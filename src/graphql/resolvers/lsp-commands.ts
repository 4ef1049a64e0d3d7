import type { Rejection } from '../../app/rejection.js';
import type { LspId } from '../../domain/values/identifiers.js';
import type { Result } from '../../domain/values/result.js';
import type { OperationEntry } from '../../projections/operations/operations.js';
import { inputError, rejectionError } from '../errors.js';
import type { DisjointInput, MutationResolvers, Resolvers } from '../generated/types.js';
import { bandwidthOf, pathRequestOf, priorityOf } from '../path-request.js';
import { attributesOf } from './bandwidth.js';
import { groupOf, wantedDisjointnessOf } from './disjointness.js';

const createLsp: Required<MutationResolvers>['createLsp'] = async (_root, { input }, { pce }) =>
  accepted(
    await pce.lsps.create({
      pcc: input.pcc,
      name: input.name,
      request: pathRequestOf(input.request, 'input.request'),
      setupType: input.setupType ?? 'SR_MPLS',
      holdingPriority: priorityOf(input.holdingPriority ?? 7, 'input.holdingPriority'),
      ...(input.autoBandwidth
        ? { autoBandwidth: attributesOf(input.autoBandwidth, 'input.autoBandwidth') }
        : {}),
      ...disjointIn(input.disjoint),
      ...(typeof input.makeRoom === 'boolean' ? { makeRoom: input.makeRoom } : {}),
    }),
  );

const disjointIn = (disjoint: DisjointInput | null | undefined) =>
  disjoint ? { disjoint: wantedDisjointnessOf(disjoint, 'input.disjoint') } : {};

const updateLsp: Required<MutationResolvers>['updateLsp'] = async (_root, { input }, { pce }) => {
  const { id, bandwidth, path, administrative, disjoint, leave, makeRoom } = input;
  if (path?.length === 0) throw inputError('input.path', 'must name at least one node or link');
  return accepted(
    await pce.lsps.update({
      id: id as LspId,
      ...(typeof bandwidth === 'number' ? { bandwidth: bandwidthOf(bandwidth, 'input.bandwidth') } : {}),
      ...(path === null || path === undefined ? {} : { path }),
      ...(typeof administrative === 'boolean' ? { administrative } : {}),
      ...disjointIn(disjoint),
      ...(typeof makeRoom === 'boolean' ? { makeRoom } : {}),
      ...(leave ? { leaves: leave.map((group, at) => groupOf(group, `input.leave.${at}`)) } : {}),
    }),
  );
};

const deleteLsp: Required<MutationResolvers>['deleteLsp'] = async (_root, { id }, { pce }) =>
  accepted(await pce.lsps.remove(id as LspId));

function accepted(result: Result<OperationEntry, Rejection>): OperationEntry {
  if (!result.ok) throw rejectionError(result.error);
  return result.value;
}

export const lspCommandResolvers: Resolvers = { Mutation: { createLsp, updateLsp, deleteLsp } };
