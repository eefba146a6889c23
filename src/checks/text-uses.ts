import { bindName, type KnownCommand } from '../catalog/index.ts';
import { argumentNodes, childrenOf, type Expression, type Node, type Template } from '../expression/index.ts';
import type { Action } from '../model/action.ts';
import { expressionOf, type Argument } from '../model/argument.ts';
import type { TaskNode } from '../model/runbook.ts';
import type { CheckSubject } from './check.ts';
import { commandsOf } from './commands-of.ts';
import { evaluatedParts } from '../model/evaluated-parts.ts';

/** Something in an expression whose value becomes a part of a text, or is taken for a number. */
export interface ValueUse {
  readonly expression: Expression;
  readonly node: Node;
  readonly as: 'text' | 'number';
}

/** What a node itself does with values; its `vars` are left out. */
export function usesOf(node: TaskNode, subject: CheckSubject): readonly ValueUse[] {
  const texts = new Set<unknown>(node.kind === 'task' ? textsOf(node.action, subject) : []);
  if (node.keywords.environment) texts.add(node.keywords.environment);
  texts.add(node.name).add(node.loop?.label);
  const numbers = new Set<unknown>(node.kind === 'task' ? numbersOf(node.action, texts) : []);
  return evaluatedParts(node).flatMap(({ part }) => {
    // Apart from names and labels, what has no place for anything but a text is a setting: a number of seconds or of times.
    const isSetting = 'parts' in part;
    return usesIn(part, texts.has(part) ? 'text' : isSetting || numbers.has(part) ? 'number' : undefined);
  });
}

/** The same of something that is evaluated: as what it is taken as a whole is told by `as`, where that is known. */
export function usesIn(part: Argument | Expression | Template, as?: ValueUse['as']): readonly ValueUse[] {
  if (!('kind' in part)) return 'root' in part ? inExpression(part, as) : inTemplate(part, as);
  switch (part.kind) {
    case 'value':
      return [];
    case 'template':
      return inTemplate(part.template, as);
    case 'list':
      return part.items.flatMap((item) => usesIn(item, as));
    case 'mapping':
      return part.entries.flatMap(({ value }) => usesIn(value, as));
  }
}

function inTemplate({ parts }: Template, as: ValueUse['as'] | undefined): readonly ValueUse[] {
  const whole = parts.length > 1 ? 'text' : as;
  return parts.flatMap((part) => (typeof part === 'string' ? [] : inExpression(part, whole)));
}

function inExpression(expression: Expression, as: ValueUse['as'] | undefined): readonly ValueUse[] {
  const found: ValueUse[] = [];
  const take = (node: Node, taken: ValueUse['as'] | undefined): void => {
    if (taken) for (const each of givenBy(node)) found.push({ expression, node: each, as: taken });
  };
  const visit = (node: Node): void => {
    for (const [part, taken] of takenBy(node)) take(part, taken);
    childrenOf(node).forEach(visit);
  };
  take(expression.root, as);
  visit(expression.root);
  return found;
}

/** The nodes whose values an expression may give as they are. */
function givenBy(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'conditional':
      return [node.then, ...(node.otherwise ? [node.otherwise] : [])].flatMap(givenBy);
    case 'logical':
      return [node.left, node.right].flatMap(givenBy);
    case 'filter':
      return node.name === 'default' || node.name === 'd'
        ? [node.input, ...argumentNodes(node.arguments)].flatMap(givenBy)
        : [];
    case 'name':
    case 'attribute':
    case 'subscript':
      return [node];
    default:
      return [];
  }
}

/** Filters that make a text of their input, and of what they are given. */
const TEXT_FILTERS: ReadonlySet<string> = new Set(
  'string upper lower trim replace regex_replace regex_search regex_findall regex_escape split quote center indent hash b64encode urlencode basename'.split(
    ' ',
  ),
);
const NUMBER_FILTERS: ReadonlySet<string> = new Set(
  'int float round abs log pow root human_readable filesizeformat'.split(' '),
);

function takenBy(node: Node): readonly (readonly [Node, ValueUse['as']])[] {
  const all = (nodes: readonly (Node | undefined)[], as: ValueUse['as']) =>
    nodes.flatMap((each) => (each ? [[each, as] as const] : []));
  switch (node.kind) {
    case 'concat':
      return all(node.parts, 'text');
    case 'filter':
      if (TEXT_FILTERS.has(node.name)) return all([node.input], 'text');
      return NUMBER_FILTERS.has(node.name) ? all([node.input], 'number') : [];
    case 'test':
      return /^version(?:_compare)?$/.test(node.name)
        ? all([node.input, node.arguments.positional[0]], 'text')
        : [];
    case 'unary':
      return all([node.operand], 'number');
    case 'binary':
      // A format of Python's may take it for either.
      return node.operator === '%' && isText(node.left) ? [] : all([node.left, node.right], 'number');
    case 'compare':
      return all([node.first, ...node.rest.map(({ operand }) => operand)], 'number');
    case 'slice':
      return all([node.start, node.stop, node.step], 'number');
    case 'function-call':
      return all(argumentNodes(node.arguments), 'number');
    default:
      return [];
  }
}

function isText(node: Node): boolean {
  return node.kind === 'literal' && typeof node.value === 'string';
}

/** The arguments of an action that become texts. */
function textsOf(action: Action, subject: CheckSubject): readonly (Argument | undefined)[] {
  switch (action.kind) {
    case 'command':
      return [action.argv, action.chdir, action.stdin];
    case 'copy':
      return [action.content, action.src, action.dest];
    case 'template':
      return [action.src, action.dest, ...action.texts.values()];
    case 'fetch':
      return [action.src, action.dest];
    case 'cmdlet':
      return action.parameters.flatMap(({ name, value }) =>
        takesText(action, name, subject) ? [value] : [],
      );
    default:
      return messagesOf(action).map(([, message]) => message);
  }
}

/** What an action says to people, by its keys. */
export function messagesOf(
  action: Action,
): readonly (readonly [key: string, message: Argument | undefined])[] {
  switch (action.kind) {
    case 'debug':
    case 'fail':
    case 'wait_for':
      return [['msg', action.msg]];
    case 'reboot':
      return [['message', action.message]];
    case 'assert':
      return [
        ['fail_msg', action.failMsg],
        ['success_msg', action.successMsg],
      ];
    case 'pause':
      return [['prompt', action.prompt]];
    default:
      return [];
  }
}

/** What a command takes for something else than a text may be a number, and so may what is not known. */
function numbersOf(action: Action, texts: ReadonlySet<unknown>): readonly Argument[] {
  if (action.kind !== 'cmdlet') return [];
  return action.parameters.flatMap(({ value }) => (texts.has(value) || !expressionOf(value) ? [] : [value]));
}

/** Whether a command takes a text here, in each of the modules that have one of this name. */
export function takesText(
  action: Action & { readonly kind: 'cmdlet' },
  name: string,
  subject: CheckSubject,
): boolean {
  const lookup = commandsOf(subject).find(action.name, action.module);
  return lookup.kind === 'known' && lookup.commands.every((command) => isTextParameter(command, name));
}

function isTextParameter(command: KnownCommand, name: string): boolean {
  const bound = bindName(command, name);
  return bound.kind === 'bound' && /^(?:String|Version)(?:\[\])?$/.test(bound.facts.type ?? '');
}
