import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { requestError } from './errors.js';

/** What one request may ask for. */
export const LIMITS = {
  /** Lexical tokens of the document; checked by the parser. */
  tokens: 5_000,
  /** Fields nested in each other. */
  depth: 15,
  /** Estimated number of values, with an addition for fields that need much work. */
  cost: 500_000,
} as const;

/** Work beyond the values that a field returns, in the same unit. */
const FIELD_COST: Readonly<Record<string, number>> = {
  'Query.availability': 50_000,
  'Mutation.bookBandwidth': 20_000,
  'Mutation.changeBooking': 2_000,
  'Query.audit': 20_000,
  'Query.computePath': 2_000,
  'Query.maxFlow': 2_000,
  'Mutation.planMaintenance': 50_000,
  'MaxFlow.linkConnectivity': 2_000,
  'MaxFlow.nodeConnectivity': 2_000,
  'Query.computeTree': 20_000,
  'Query.computePaths': 50_000,
  'Query.diff': 10_000,
  'Mutation.reoptimize': 100_000,
  'Query.events': 500,
  'Lsp.history': 20,
  'Topology.document': 2_000,
};
/** Work of looking at the past, of each further path, and of each leaf of a tree. */
const AS_OF_COST = 10_000;
const ALTERNATIVE_COST = 1_000;
const LEAF_COST = 400;
/** Elements expected in a list that has no `first`. */
const LIST_SIZE: Readonly<Record<string, number>> = {
  'Topology.nodes': 100,
  'Topology.links': 200,
  'AuditFinding.differences': 1,
  'Availability.steps': 50,
  'ReoptimizationPlan.steps': 100,
};
const USUAL_LIST_SIZE = 10;
const USUAL_PAGE_SIZE = 100;

interface Measure {
  readonly depth: number;
  readonly cost: number;
}

/**
 * Refuses an operation that asks for too much before anything of it runs. The document has passed validation: no
 * fragment spreads itself and every field exists.
 */
export function checkLimits(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | undefined {
  const operation = getOperationAST(document, operationName);
  if (operation === null || operation === undefined) return undefined;
  const root = schema.getRootType(operation.operation);
  if (root === undefined || root === null) return undefined;
  const values = new Map<string, unknown>();
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    values.set(
      name,
      variables[name] ?? (defaultValue === undefined ? undefined : literal(defaultValue, values)),
    );
  }
  const { depth, cost } = new Estimate(schema, document, values).of(operation.selectionSet, root.name);
  if (depth > LIMITS.depth) {
    return requestError(
      'QUERY_TOO_DEEP',
      `fields are nested ${depth} deep; at most ${LIMITS.depth} are allowed`,
    );
  }
  if (cost > LIMITS.cost) {
    const message = `the request may take the work of ${Math.round(cost)} values; at most ${LIMITS.cost} are allowed`;
    return requestError('QUERY_TOO_COSTLY', `${message}: ask for smaller pages (first), or nest fewer lists`);
  }
  return undefined;
}

class Estimate {
  readonly #schema: GraphQLSchema;
  readonly #variables: ReadonlyMap<string, unknown>;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  /** Each fragment is measured once, however often it is spread. */
  readonly #measured = new Map<string, Measure>();

  constructor(schema: GraphQLSchema, document: DocumentNode, variables: ReadonlyMap<string, unknown>) {
    this.#schema = schema;
    this.#variables = variables;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition);
    }
  }

  of({ selections }: SelectionSetNode, typeName: string): Measure {
    let depth = 0;
    let cost = 0;
    for (const selection of selections) {
      const measure =
        selection.kind === Kind.FIELD
          ? this.#field(selection, typeName)
          : selection.kind === Kind.FRAGMENT_SPREAD
            ? this.#fragment(selection.name.value)
            : this.of(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
      depth = Math.max(depth, measure.depth);
      cost += measure.cost;
    }
    return { depth, cost };
  }

  #fragment(name: string): Measure {
    const known = this.#measured.get(name);
    if (known !== undefined) return known;
    const fragment = this.#fragments.get(name);
    const measure =
      fragment === undefined
        ? { depth: 0, cost: 0 }
        : this.of(fragment.selectionSet, fragment.typeCondition.name.value);
    this.#measured.set(name, measure);
    return measure;
  }

  #field(node: FieldNode, typeName: string): Measure {
    const name = node.name.value;
    // Introspection answers from the schema alone; graphql-js bounds how deep it may nest.
    if (name.startsWith('__')) return { depth: 1, cost: 100 };
    const type = this.#schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (field === undefined) return { depth: 1, cost: 1 };
    const inner = getNamedType(field.type);
    const below =
      node.selectionSet !== undefined && isCompositeType(inner)
        ? this.of(node.selectionSet, inner.name)
        : { depth: 0, cost: 0 };
    const own = 1 + (FIELD_COST[`${typeName}.${name}`] ?? 0) + this.#extraWork(node);
    return { depth: below.depth + 1, cost: own + this.#elements(node, field, typeName) * below.cost };
  }

  /** How many elements the selection below a field is likely to be applied to. */
  #elements(node: FieldNode, field: GraphQLField<unknown, unknown>, typeName: string): number {
    if (field.args.some(({ name }) => name === 'first')) {
      const first = this.#argument(node, 'first');
      return typeof first === 'number' ? Math.max(first, 1) : USUAL_PAGE_SIZE;
    }
    const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
    if (!isList || typeName.endsWith('Connection')) return 1;
    return LIST_SIZE[`${typeName}.${node.name.value}`] ?? USUAL_LIST_SIZE;
  }

  #extraWork(node: FieldNode): number {
    const asOf = this.#argument(node, 'asOf');
    const request = this.#argument(node, 'request');
    const { alternatives, leaves } = (request ?? {}) as {
      readonly alternatives?: unknown;
      readonly leaves?: unknown;
    };
    const past = asOf === null || asOf === undefined ? 0 : AS_OF_COST;
    const paths = typeof alternatives === 'number' ? Math.max(alternatives, 0) * ALTERNATIVE_COST : 0;
    return past + paths + (Array.isArray(leaves) ? leaves.length * LEAF_COST : 0);
  }

  #argument(node: FieldNode, name: string): unknown {
    const argument = node.arguments?.find((candidate) => candidate.name.value === name);
    return argument === undefined ? undefined : literal(argument.value, this.#variables);
  }
}

/** The plain value of a literal, with variables put in. */
function literal(node: ValueNode, variables: ReadonlyMap<string, unknown>): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables.get(node.name.value);
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map(({ name, value }) => [name.value, literal(value, variables)]),
      );
    case Kind.LIST:
      return node.values.map((value) => literal(value, variables));
    case Kind.NULL:
      return null;
    default:
      return node.value;
  }
}
