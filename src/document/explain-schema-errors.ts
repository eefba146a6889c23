import type { ErrorObject } from 'ajv';
import { branchesOf, significantErrors } from './significant-errors.ts';
import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { describeNode, type DocumentNode, type MappingEntry, type RunbookDocument } from './node.ts';

/** ajv's errors as ours: one a mistake, at the key for a key that is not known and at the value for the rest. */
export function explainSchemaErrors(
  document: RunbookDocument,
  schema: object,
  errors: readonly ErrorObject[],
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const error of significantErrors(schema, errors)) {
    const diagnostic = explain(find(document, error.instancePath), schema, error);
    const { start } = diagnostic.location?.range ?? {};
    const place = `${start} ${diagnostic.message}`;
    if (!seen.has(place)) diagnostics.push(diagnostic);
    seen.add(place);
  }
  return diagnostics;
}

interface Place {
  readonly node: DocumentNode;
  /** The entry that the node is the value of. */
  readonly entry: MappingEntry | undefined;
}

function find({ root }: RunbookDocument, pointer: string): Place {
  let place: Place = { node: root, entry: undefined };
  for (const segment of pointer.split('/').slice(1)) {
    const name = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    const { node } = place;
    if (node.kind === 'sequence') {
      place = { node: node.items[Number(name)] ?? node, entry: place.entry };
    } else if (node.kind === 'mapping') {
      const entry = node.entries.find(({ key }) => key.source.text === name);
      place = { node: entry?.value ?? node, entry: entry ?? place.entry };
    }
  }
  return place;
}

function explain({ node, entry }: Place, schema: object, error: ErrorObject): Diagnostic {
  const name = entry ? `"${entry.key.source.text}"` : 'the file';
  const params = error.params as Readonly<Record<string, unknown>>;
  const make = (
    message: string,
    location: Location,
    help?: string,
    code: DiagnosticCode = 'schema',
  ): Diagnostic => ({
    code,
    severity: 'error',
    message,
    location,
    ...(help !== undefined && { help }),
  });
  const keyOf = (key: unknown): Location =>
    (node.kind === 'mapping'
      ? node.entries.find((other) => other.key.source.text === key)?.key.location
      : undefined) ?? node.location;
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      const known = Object.keys(
        (error.parentSchema as { properties?: object } | undefined)?.properties ?? {},
      );
      const near = suggest(key, known);
      const all =
        known.length === 0 ? undefined : `it takes ${known.map((other) => `"${other}"`).join(', ')}`;
      const help = near === undefined ? all : `did you mean "${near}"?`;
      return make(`"${key}" is not a key of ${name}`, keyOf(key), help, 'unknown-key');
    }
    case 'false schema':
      return make(`${name} cannot stand here`, entry?.key.location ?? node.location);
    case 'propertyNames':
      return make(
        `"${String(params['propertyName'])}" cannot be a key of ${name}`,
        keyOf(params['propertyName']),
      );
    case 'required':
      return make(
        `${name} has no "${String(params['missingProperty'])}"`,
        entry?.key.location ?? node.location,
      );
    case 'type':
      return make(
        `${name} takes ${[params['type']].flat().map(String).map(article).join(' or ')}, not ${describeNode(node)}`,
        node.location,
      );
    case 'not': {
      const { description } = (error.parentSchema ?? {}) as { readonly description?: string };
      return make(`${name} cannot stand here`, entry?.key.location ?? node.location, description);
    }
    case 'const':
    case 'enum': {
      const values =
        'allowedValues' in params ? (params['allowedValues'] as unknown[]) : [params['allowedValue']];
      const wrong = node.kind === 'scalar' ? node.source.text : '';
      const near = suggest(
        wrong,
        values.filter((value) => typeof value === 'string'),
      );
      const help = near === undefined ? undefined : `did you mean "${near}"?`;
      return make(
        `${name} takes ${values.map((value) => JSON.stringify(value)).join(' or ')}`,
        node.location,
        help,
      );
    }
    case 'anyOf':
    case 'oneOf': {
      const types = branchesOf(schema, error).flatMap(({ type }) => (typeof type === 'string' ? type : []));
      const expected =
        types.length > 1 ? ` takes ${types.map(article).join(' or ')}` : ' is none of what it can be';
      return make(`${name}${expected}`, node.location);
    }
    default:
      return make(`${name} ${error.message ?? 'is wrong'}`, node.location);
  }
}

function article(type: string): string {
  const words: Readonly<Record<string, string>> = {
    array: 'a list',
    object: 'a mapping',
    null: 'nothing',
    integer: 'an integer',
  };
  return words[type] ?? `a ${type}`;
}
