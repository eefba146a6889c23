import { EvaluationError, references, render, scopeOf } from '../../expression/index.ts';
import type { DocumentNode } from '../../document/node.ts';
import { isList } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import type { Argument } from '../argument.ts';
import type { Loop } from '../loop.ts';
import type { Parameter } from '../runbook.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';

/** The conversion for what is inside of a node with these variables, loop or parameters: with the values that they can have. */
export function withChoices(
  conversion: Conversion,
  vars: ReadonlyMap<string, Argument>,
  loop: Loop | undefined,
  parameters: readonly Parameter[] = [],
): Conversion {
  if (vars.size === 0 && !loop && parameters.length === 0) return conversion;
  const choices = new Map(conversion.choices);
  const set = (name: string, values: readonly Value[] | undefined): void => {
    if (values) choices.set(name, values);
    else choices.delete(name);
  };
  for (const { name, enum: values } of parameters) if (values || !choices.has(name)) set(name, values);
  for (const [name, argument] of vars) set(name, argument.kind === 'value' ? [argument.value] : undefined);
  if (loop) {
    const { items } = loop;
    set(loop.itemName, items.kind === 'value' && isList(items.value) ? items.value : undefined);
  }
  return { ...conversion, choices };
}

/** More files at one place are no choice that a reader could follow. */
const MOST = 100;

/** Every text that a path can be: one where it is written out, several where it is templated with what has a few known values. */
export function choicesOf(
  conversion: Conversion,
  name: string,
  path: Argument,
  node: DocumentNode,
): readonly string[] {
  if (path.kind === 'value') {
    if (typeof path.value === 'string' && path.value !== '') return [path.value];
    reportWrongType(conversion, name, 'the path of a file', node);
    return [];
  }
  if (path.kind !== 'template') {
    reportWrongType(conversion, name, 'the path of a file', node);
    return [];
  }
  const { template } = path;
  let scopes: ReadonlyMap<string, Value>[] = [new Map()];
  const seen = new Set<string>();
  for (const { name: variable, location } of references(template)) {
    if (seen.has(variable)) continue;
    seen.add(variable);
    const values = conversion.choices.get(variable);
    if (!values) {
      const message = `which files this can be has to be known before the run, and "${variable}" can be anything`;
      report(conversion, 'open-path', message, location, {
        help: 'use a parameter with "enum", or an item of a list that is written out; or write a task for each file, with "when"',
      });
      return [];
    }
    scopes = scopes.flatMap((scope) => values.map((value) => new Map([...scope, [variable, value]])));
    if (scopes.length > MOST) {
      report(conversion, 'open-path', `this can be more than ${MOST} files`, node);
      return [];
    }
  }
  const found = new Set<string>();
  for (const scope of scopes) {
    try {
      const text = render(template, scopeOf(scope));
      if (typeof text !== 'string' || text === '') {
        reportWrongType(conversion, name, 'the path of a file', node);
        return [];
      }
      found.add(text);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      conversion.diagnostics.push(error.diagnostic);
      return [];
    }
  }
  return [...found];
}
