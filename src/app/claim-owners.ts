import type { HoldId, LspId } from '../domain/values/identifiers.js';

/** Who takes bandwidth in the path computer: an LSP (with what an operation will give it), or a hold. */
export const lspOwner = (lsp: LspId): string => `${LSP_PREFIX}${lsp}`;
/** Where the LSP is about to be; takes nothing, as the LSP itself does that. */
export const nextOwner = (lsp: LspId): string => `next ${lsp}`;
export const holdOwner = (hold: HoldId): string => `hold ${hold}`;

/** The LSP that an owner stands for, or undefined for a hold. */
export const lspOfOwner = (owner: string): LspId | undefined =>
  owner.startsWith(LSP_PREFIX) ? (owner.slice(LSP_PREFIX.length) as LspId) : undefined;

const LSP_PREFIX = 'lsp ';
