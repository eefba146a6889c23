import type { ErrorObject } from 'ajv';

type Schema = Readonly<Record<string, unknown>>;

/**
 * The errors that say something about the document. An `anyOf` or `oneOf` gives the errors of all its branches and one of
 * its own: what stays is the one branch whose type fits, if there is one, else the alternative's own. `if` says nothing that
 * its branches do not say, and `propertyNames` repeats what its rule says.
 */
export function significantErrors(schema: object, errors: readonly ErrorObject[]): readonly ErrorObject[] {
  let rest = errors.filter((error) => error.keyword !== 'if' && error.propertyName === undefined);
  // Inner alternatives come first, so an outer one counts what is left of them.
  for (const alternative of errors) {
    if (alternative.keyword !== 'anyOf' && alternative.keyword !== 'oneOf') continue;
    const branches = branchesOf(schema, alternative).map((branch) => {
      const parts = partsOf(schema, branch);
      return rest.filter(
        (error) =>
          error !== alternative &&
          error.instancePath.startsWith(alternative.instancePath) &&
          parts.has(error.parentSchema),
      );
    });
    const fitting = branches.filter(
      (branch) => branch.length > 0 && !branch.some((error) => isTypeError(error, alternative.instancePath)),
    );
    const [kept] = fitting.length === 1 ? fitting : [];
    const dropped = new Set(branches.flat().filter((error) => kept?.includes(error) !== true));
    if (kept) dropped.add(alternative);
    rest = rest.filter((error) => !dropped.has(error));
  }
  return rest;
}

/** The branches of an `anyOf` or `oneOf`, with what they refer to in place of the reference. */
export function branchesOf(schema: object, alternative: ErrorObject): readonly Schema[] {
  return (alternative.schema as readonly Schema[]).map((branch) => resolve(schema, branch));
}

function isTypeError(error: ErrorObject, instancePath: string): boolean {
  return error.keyword === 'type' && error.instancePath === instancePath;
}

/** All objects that a schema consists of: ajv's errors name the one that they come from, and their paths begin anew at a `$ref`. */
function partsOf(schema: object, branch: Schema): ReadonlySet<unknown> {
  const parts = new Set<unknown>();
  const waiting: unknown[] = [branch];
  while (waiting.length > 0) {
    const part = waiting.pop();
    if (typeof part !== 'object' || part === null || parts.has(part)) continue;
    parts.add(part);
    waiting.push(...(Object.values(part) as unknown[]), resolve(schema, part as Schema));
  }
  return parts;
}

function resolve(schema: object, part: Schema): Schema {
  const { $ref } = part;
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) return part;
  let found: unknown = schema;
  for (const segment of $ref.split('/').slice(1)) {
    found = (found as Readonly<Record<string, unknown>> | undefined)?.[
      segment.replaceAll('~1', '/').replaceAll('~0', '~')
    ];
  }
  return (found as Schema | undefined) ?? part;
}
