/**
 * Names come from routers and documents: a control character in one must not reach the terminal, where it could move
 * the cursor or pass for a line of its own.
 */
export const printable = (line: string): string => line.replace(/\p{Cc}/gu, escaped);

/** The same for text that may have several lines. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
