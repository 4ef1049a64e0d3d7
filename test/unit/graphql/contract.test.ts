import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  buildASTSchema,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  parse,
} from 'graphql';
import { northboundSchema } from '../../../src/graphql/schema.js';
import { describeWithShared } from '../../support/project.js';

/** What the contract has and later issues bring: services, reoptimisation. */
const LATER_TYPES = /^(Service|CreateService|Reoptimi)/;
const LATER_FIELDS = new Set([
  'Query.services',
  'Query.service',
  'Mutation.reoptimize',
  'Mutation.createService',
  'Mutation.deleteService',
  'Operation.service',
]);

const schema = northboundSchema();

/** One line for everything that a client can write down: `Type.field(argument: Type = default): Type`. */
function surface(of: GraphQLSchema): readonly string[] {
  const types = Object.values(of.getTypeMap()).filter(
    ({ name }) => !name.startsWith('__') && !LATER_TYPES.test(name),
  );
  return types.flatMap((type) => {
    if (isEnumType(type)) return type.getValues().map(({ name }) => `${type.name}.${name}`);
    if (isInputObjectType(type)) return [`${type.name} oneOf=${type.isOneOf}`, ...inputLines(type)];
    return isObjectType(type) ? objectLines(type) : [type.name];
  });
}

const inputLines = (type: GraphQLInputObjectType): readonly string[] =>
  Object.values(type.getFields()).map(
    (field) => `${type.name}.${field.name}: ${String(field.type)} = ${JSON.stringify(field.defaultValue)}`,
  );

const objectLines = (type: GraphQLObjectType): readonly string[] =>
  Object.values(type.getFields())
    .filter(({ name }) => !LATER_FIELDS.has(`${type.name}.${name}`))
    .flatMap((field) => [
      `${type.name}.${field.name}: ${String(field.type)}`,
      ...field.args.map(
        (argument) =>
          `${type.name}.${field.name}(${argument.name}: ${String(argument.type)} = ${JSON.stringify(argument.defaultValue)})`,
      ),
    ]);

describeWithShared('the contract', ['contract', 'core.graphql'], (file) => {
  const contract = buildASTSchema(parse(readFileSync(file, 'utf8')));

  test('every type, field, argument, default and value of it is in our schema', () => {
    const ours = new Set(surface(schema));
    const theirs = surface(contract);
    expect(theirs.length).toBeGreaterThan(200);
    expect(theirs.filter((line) => !ours.has(line))).toEqual([]);
  });

  test('what is left for later is in the contract, and not in our schema yet', () => {
    for (const name of LATER_FIELDS) {
      const [type = '', field = ''] = name.split('.');
      expect((contract.getType(type) as GraphQLObjectType).getFields()).toHaveProperty(field);
      expect((schema.getType(type) as GraphQLObjectType).getFields()).not.toHaveProperty(field);
    }
    expect(Object.keys(schema.getTypeMap()).filter((name) => LATER_TYPES.test(name))).toEqual([]);
  });
});

describe('the schema', () => {
  test('what we add to an argument list or input has a default or may be left out', () => {
    const required = surface(schema).filter((line) => /! = undefined/.test(line));
    expect(required).toEqual(
      expect.arrayContaining(['Query.lsp(id: ID! = undefined)', 'MetricBound.max: Float! = undefined']),
    );
  });

  test('every type, field, argument and value has a description', () => {
    const own = Object.values(schema.getTypeMap()).filter(
      ({ name }) => !name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
    );
    const bare: string[] = [];
    const check = (name: string, description: string | null | undefined): void => {
      if (description === null || description === undefined || description === '') bare.push(name);
    };
    for (const type of own) {
      check(type.name, type.description);
      if (isEnumType(type))
        for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description);
      if (isInputObjectType(type) || isObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          check(`${type.name}.${field.name}`, field.description);
          const args = 'args' in field ? field.args : [];
          for (const argument of args)
            check(`${type.name}.${field.name}(${argument.name})`, argument.description);
        }
      }
    }
    expect(bare).toEqual([]);
  });
});
