import type { Location } from '../diagnostics/source.ts';
import { childrenOf, type Expression, type Node, type Template } from '../expression/index.ts';
import { locate } from '../diagnostics/source.ts';
import { templatesIn, type Argument } from '../model/argument.ts';
import type { Task } from '../model/runbook.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { VariableLayer } from '../program/program.ts';
import { findVariable } from '../program/scope.ts';
import type { Check } from './check.ts';

/** Where the value of a secret parameter goes: into a command line by way of variables, or into what people read. */
export const secretWays: Check = {
  name: 'secret-ways',
  sees: 'names',
  description: 'No secret comes into a command line by way of variables, or into what people read',
  run({ program }, { report }) {
    const secrets = new Set(program.runbook.parameters.flatMap(({ name, secret }) => (secret ? name : [])));
    if (secrets.size === 0) return;
    for (const { source, layers } of nodesOf(program)) {
      if (source.kind === 'task' && source.action.kind === 'command') {
        for (const { secret, location, through } of secretsIn(source.action.argv, layers, secrets)) {
          // What stands there itself is found when the task is read.
          if (!through) continue;
          report({
            code: 'secret-on-command-line',
            severity: 'error',
            message: `"${through.name}" has the secret "${secret}", which would stand in a command line, which every process can read`,
            location,
            related: [{ message: `"${through.name}" gets it here`, location: through.location }],
            help: 'hand it over by "stdin", or by a parameter of a cmdlet or a script',
          });
        }
      }
      const shown = [source.name, source.loop?.label, ...(source.kind === 'task' ? shownBy(source) : [])];
      for (const part of shown) {
        for (const { secret, location } of part ? secretsIn(part, layers, secrets) : []) {
          report({
            code: 'secret-shown',
            severity: 'information',
            message: `the secret "${secret}" stands here, where people read: they see ********`,
            location,
            help: 'leave it out',
          });
        }
      }
    }
  },
};

/** What of a task is made to be read. */
function shownBy({ action, confirm, status }: Task): readonly (Argument | Template | undefined)[] {
  const words = status.flatMap(({ during, done }) => [during, done]);
  switch (action.kind) {
    case 'assert':
      return [action.failMsg, action.successMsg, confirm, ...words];
    case 'debug':
    case 'fail':
      return [action.msg, confirm, ...words];
    case 'pause':
      return [action.prompt, confirm, ...words];
    default:
      return [confirm, ...words];
  }
}

interface SecretFound {
  readonly secret: string;
  readonly location: Location;
  /** The variable of `vars` that hands it on, and the place where it does. */
  readonly through: { readonly name: string; readonly location: Location } | undefined;
}

/** Longer rows of variables are refused for their length. */
const DEPTH_LIMIT = 100;

/** `known`: what has been found out of variables at the same place. */
function secretsIn(
  part: Argument | Template,
  layers: readonly VariableLayer[],
  secrets: ReadonlySet<string>,
  known = new Map<string, SecretFound | undefined>(),
  depth = 0,
): readonly SecretFound[] {
  return expressionsIn(part).flatMap((expression) =>
    namesHandedOn(expression).flatMap(({ name, location }): readonly SecretFound[] => {
      if (secrets.has(name)) return [{ secret: name, location, through: undefined }];
      const argument = known.has(name) || depth >= DEPTH_LIMIT ? undefined : findVariable(layers, name);
      if (argument) {
        known.set(name, undefined);
        known.set(name, secretsIn(argument, layers, secrets, known, depth + 1)[0]);
      }
      const inner = known.get(name);
      return inner ? [{ secret: inner.secret, location, through: { name, location: inner.location } }] : [];
    }),
  );
}

function expressionsIn(part: Argument | Template): readonly Expression[] {
  const templates = 'kind' in part ? templatesIn(part) : [part];
  return templates.flatMap(({ parts }) => parts.filter((each) => typeof each !== 'string'));
}

/** Filters whose result tells next to nothing of what they are given. */
const TELLS_NOTHING: ReadonlySet<string> = new Set(['length', 'count', 'bool', 'hash', 'type_debug']);

/** The names whose values, or a part of them, are in what the expression gives. */
function namesHandedOn({
  root,
  source,
}: Expression): readonly { readonly name: string; readonly location: Location }[] {
  const visit = (node: Node): readonly Node[] => {
    switch (node.kind) {
      case 'name':
        return [node];
      case 'test':
      case 'compare':
      case 'not':
        return [];
      case 'conditional':
        return [node.then, node.otherwise].flatMap((each) => (each ? visit(each) : []));
      case 'filter':
        return TELLS_NOTHING.has(node.name) ? [] : childrenOf(node).flatMap(visit);
      case 'subscript':
        return visit(node.object);
      default:
        return childrenOf(node).flatMap(visit);
    }
  };
  return visit(root).flatMap((node) =>
    node.kind === 'name'
      ? [{ name: node.name, location: locate(source, node.range.start, node.range.end) }]
      : [],
  );
}
