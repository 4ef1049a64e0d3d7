import { GraphQLError, type GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const POSITION = /^(0|[1-9]\d{0,15})$/;
const INSTANT = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** Text of a place in the log. */
export const positionText = (position: number): string => String(position);

/** Text of an instant given in milliseconds since 1970: RFC 3339, UTC, with milliseconds. */
export const instantText = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The number of a position, or undefined when the text is none. */
export function parsePosition(text: string): number | undefined {
  const position = POSITION.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(position) ? position : undefined;
}

/** Milliseconds since 1970 of an RFC 3339 instant, or undefined when the text is none. */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', offset = 'Z'] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const asUtc = Date.parse(`${local}Z`);
  // The engine takes 30 February for 2 March, and 24:00 for the next day.
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(local)) return undefined;
  const shift = offsetMinutes(offset);
  if (shift === undefined) return undefined;
  return asUtc + Number(fraction.slice(1, 4).padEnd(3, '0')) - shift * 60_000;
}

function offsetMinutes(offset: string): number | undefined {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4));
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** How a scalar of schema/scalars.graphql goes in and out. */
export type ScalarBehaviour = Pick<
  GraphQLScalarType<string, string>,
  'serialize' | 'parseValue' | 'parseLiteral'
>;

/** A scalar whose values are strings that `isValid` accepts; what is sent out is text already. */
function textScalar(name: string, expected: string, isValid: (text: string) => boolean): ScalarBehaviour {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new GraphQLError(`${name} must be ${expected}, not ${JSON.stringify(value)}`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  };
  return {
    serialize: (value) => String(value),
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse('value' in node ? literalOf(node) : null),
  };
}

const literalOf = (node: ValueNode & { readonly value: unknown }): unknown =>
  node.kind === Kind.INT ? Number(node.value) : node.value;

export const positionScalar = textScalar(
  'Position',
  'a decimal string such as "1042"',
  (text) => parsePosition(text) !== undefined,
);

export const dateTimeScalar = textScalar(
  'DateTime',
  'an RFC 3339 instant such as "2026-03-01T12:00:00.000Z"',
  (text) => parseInstant(text) !== undefined,
);
