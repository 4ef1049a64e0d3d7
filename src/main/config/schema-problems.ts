import type { ErrorObject } from 'ajv';
import { type DocumentPath, showValue } from '../../app/documents/document-path.js';
import { nearestName } from '../../app/documents/nearest-name.js';

export interface SchemaProblem {
  readonly path: DocumentPath;
  readonly what: string;
  readonly allowed?: string;
}

type JsonSchema = Readonly<Record<string, unknown>>;

/** One of ajv's errors (verbose) in an operator's words. */
export function explainSchemaError(error: ErrorObject, root: unknown): SchemaProblem {
  const path = pathOf(error.instancePath, root);
  const schema = error.parentSchema ?? {};
  if (error.keyword === 'additionalProperties') {
    return unknownKey(path, String(error.params['additionalProperty']), schema);
  }
  if (error.keyword === 'required') {
    return {
      path,
      what: `${String(error.params['missingProperty'])} is missing`,
      allowed: whatIsAllowed(schema),
    };
  }
  return { path, what: whatIsWrong(error), allowed: whatIsAllowed(schema) };
}

function unknownKey(path: DocumentPath, key: string, schema: JsonSchema): SchemaProblem {
  const keys = Object.keys((schema['properties'] as object | undefined) ?? {});
  const meant = nearestName(key, keys);
  return {
    path: [...path, key],
    what: `unknown key${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    allowed: `keys ${keys.join(', ')}`,
  };
}

function whatIsWrong({ keyword, data, params }: ErrorObject): string {
  const shown = showValue(data);
  switch (keyword) {
    case 'type':
      return `${shown} is not ${TYPE_NAMES[String(params['type'])] ?? String(params['type'])}`;
    case 'minimum':
      return `${shown} is too small`;
    case 'maximum':
      return `${shown} is too large`;
    case 'enum':
      return `${shown} is not known`;
    default:
      return `${shown} is not valid`;
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  object: 'a mapping',
  array: 'a list',
  boolean: 'true or false',
};

function whatIsAllowed(schema: JsonSchema): string {
  const description = typeof schema['description'] === 'string' ? schema['description'] : '';
  const choices = schema['enum'];
  if (Array.isArray(choices)) return choices.join(', ');
  if (schema['type'] === 'integer') {
    return `a whole number from ${String(schema['minimum'])} to ${String(schema['maximum'])}: ${description}`;
  }
  if (schema['type'] === 'number') {
    return `a number from ${String(schema['minimum'])} to ${String(schema['maximum'])}: ${description}`;
  }
  if (schema['type'] === 'object') {
    return `a mapping with keys ${Object.keys((schema['properties'] as object | undefined) ?? {}).join(', ')}`;
  }
  if (schema['type'] === 'boolean') return `true or false: ${description}`;
  return schema['type'] === 'array' ? `a list: ${description}` : `text: ${description}`;
}

/** A JSON pointer (RFC 6901) as steps; a step into a list is an index. */
function pathOf(pointer: string, root: unknown): DocumentPath {
  const steps: (string | number)[] = [];
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    steps.push(Array.isArray(value) ? Number(key) : key);
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  }
  return steps;
}
