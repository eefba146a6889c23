/** A parameter of a filter, test, method or function, with Jinja2's or Ansible's name for it. */
export interface Parameter {
  readonly name: string;
  readonly required: boolean;
}

/** What a filter, test, method or function takes besides its input. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  /** Name of the rest of the positional arguments, where any number may follow. */
  readonly rest: string | undefined;
  /** Any other name may be given too. */
  readonly named: string | undefined;
}

/**
 * A signature from its notation: `'width, fill?'` is one required and one optional parameter, `*args` any number of
 * others, `**kwargs` any others by name.
 */
export function signature(notation: string): Signature {
  const parameters: Parameter[] = [];
  let rest: string | undefined;
  let named: string | undefined;
  for (const part of notation.split(',').map((text) => text.trim())) {
    if (part === '') continue;
    if (part.startsWith('**')) named = part.slice(2);
    else if (part.startsWith('*')) rest = part.slice(1);
    else parameters.push({ name: part.replace(/\?$/, ''), required: !part.endsWith('?') });
  }
  return { parameters, rest, named };
}

/** As messages show it: `center(width, fill?)`. */
export function showSignature(name: string, { parameters, rest, named }: Signature): string {
  const shown = parameters.map((parameter) => (parameter.required ? parameter.name : `${parameter.name}?`));
  if (rest) shown.push(`*${rest}`);
  if (named) shown.push(`**${named}`);
  return `${name}(${shown.join(', ')})`;
}

/** Arguments by parameter. */
export interface Bound<T> {
  /** In the order of the parameters; nothing for one that was not given. */
  readonly args: readonly (T | undefined)[];
  readonly rest: readonly T[];
  readonly named: ReadonlyMap<string, T>;
}

/** What is wrong with the arguments of a call: `name` says which named one, where it is one. */
export interface BindingProblem {
  readonly message: string;
  readonly name?: string;
}

/** Brings arguments to their parameters, as Python does. */
export function bind<T>(
  what: string,
  { parameters, rest, named }: Signature,
  positional: readonly T[],
  byName: readonly (readonly [string, T])[],
): Bound<T> | BindingProblem {
  if (positional.length > parameters.length && rest === undefined) {
    const most = parameters.length === 0 ? 'no arguments' : `at most ${countOf(parameters.length)}`;
    return { message: `${what} takes ${most}, ${countOf(positional.length)} given` };
  }
  const args: (T | undefined)[] = parameters.map((_, index) => positional[index]);
  const spare = positional.length > parameters.length ? positional.slice(parameters.length) : [];
  const others = new Map<string, T>();
  for (const [name, value] of byName) {
    const index = parameters.findIndex((parameter) => parameter.name === name);
    if (index === -1) {
      if (named === undefined) return { message: `${what} has no parameter "${name}"`, name };
      others.set(name, value);
    } else if (args[index] !== undefined) {
      return { message: `"${name}" of ${what} is given twice`, name };
    } else {
      args[index] = value;
    }
  }
  const missing = parameters.find((parameter, index) => parameter.required && args[index] === undefined);
  if (missing) return { message: `${what} needs "${missing.name}"` };
  return { args, rest: spare, named: others };
}

export function isProblem<T>(bound: Bound<T> | BindingProblem): bound is BindingProblem {
  return 'message' in bound;
}

function countOf(count: number): string {
  return count === 1 ? 'one argument' : `${count} arguments`;
}
