import type {
  ComputationSetId,
  LspId,
  OperationId,
  PccId,
  SourceName,
} from '../../domain/values/identifiers.js';

/** Stream names: one per LSP, PCC (its sessions), PCC (its path requests), operation, set of paths and topology source. */
export const lspStream = (lsp: LspId): string => `lsp-${lsp}`;
export const sessionStream = (pcc: PccId): string => `session-${pcc}`;
export const requestStream = (pcc: PccId): string => `requests-${pcc}`;
export const operationStream = (operation: OperationId): string => `operation-${operation}`;
export const computationSetStream = (set: ComputationSetId): string => `computation-${set}`;
export const topologyStream = (source: SourceName): string => `topology-${source}`;
