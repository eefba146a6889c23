import type { DocumentNode, MappingEntry, ScalarNode } from '../../document/node.ts';
import { toValue } from '../../document/to-value.ts';
import type { Expression } from '../../expression/index.ts';
import type { Argument } from '../argument.ts';
import type { Parameter } from '../runbook.ts';
import { quotedText, report, reportWrongType, type Conversion } from './conversion.ts';
import { convertArgument } from './convert-argument.ts';
import { convertConditions } from './convert-condition.ts';
import { convertVariableName } from './convert-name.ts';
import { convertRule, requiredItself, RULE_KEYS } from './convert-rule.ts';
import { readFields, type Fields } from './fields.ts';
import { literalBoolean, text } from './literals.ts';
import { describeType, hasType } from '../parameter-type.ts';
import { problemOf } from './parameter-value.ts';
import { quoteHelp } from './quote-help.ts';

const KEYS = [
  ...RULE_KEYS,
  ...['description', 'prompt', 'default', 'required', 'required_when', 'secret', 'env'],
];

/** One entry of `params`; nothing below its name means a text that may be left out. */
export function convertParameter(
  conversion: Conversion,
  key: ScalarNode,
  node: DocumentNode,
): Parameter | undefined {
  const name = convertVariableName(conversion, key, 'a parameter');
  const empty = node.kind === 'scalar' && node.value === null;
  const fields: Fields | undefined = empty
    ? new Map()
    : readFields(conversion, node, {
        owner: key.source.text,
        keys: KEYS,
        example: '{ type: string, required: true }',
      });
  if (name === undefined || !fields) return undefined;

  const secret = literalBoolean(conversion, fields.get('secret')) ?? false;
  const requiredWhen = fields.get('required_when');
  const parameter: Parameter = {
    name,
    location: key.location,
    ...convertRule(conversion, fields),
    description: text(conversion, fields.get('description')),
    prompt: text(conversion, fields.get('prompt')),
    default: undefined,
    required: requiredItself(conversion, fields),
    requiredWhen: requiredWhen && single(conversion, requiredWhen),
    secret,
    env: convertEnvironmentName(conversion, fields.get('env')),
  };
  checkTogether(conversion, parameter, fields);
  return { ...parameter, default: convertDefault(conversion, fields.get('default'), parameter) };
}

const ENVIRONMENT_NAME = /^[A-Za-z_][\w().-]*$/;

function convertEnvironmentName(conversion: Conversion, entry: MappingEntry | undefined): string | undefined {
  const name = text(conversion, entry);
  if (!entry || name === undefined || ENVIRONMENT_NAME.test(name)) return name;
  const bare = /^(?:\$env:|\$\{?|%)([A-Za-z_][\w().-]*)[%}]?$/i.exec(name)?.[1];
  const help = bare === undefined ? undefined : `write ${bare}`;
  reportWrongType(conversion, 'env', 'the name of a variable of the environment', entry.value, help);
  return undefined;
}

function checkTogether(conversion: Conversion, parameter: Parameter, fields: Fields): void {
  const { name, type, secret } = parameter;
  const exclude = (first: string, second: string, help: string): void => {
    const [a, b] = [fields.get(first), fields.get(second)];
    if (
      !a ||
      !b ||
      (second === 'required' && !parameter.required) ||
      (first === 'required' && !parameter.required)
    )
      return;
    report(conversion, 'contradictory-keys', `"${name}" has both "${first}" and "${second}"`, b.key, {
      help,
      related: [{ message: `"${first}" stands here`, location: a.key.location }],
    });
  };
  exclude('required', 'default', 'a parameter with a default need not be given: leave one of them out');
  exclude('required_when', 'default', 'a parameter with a default need not be given: leave one of them out');
  exclude('required', 'required_when', 'leave one of them out');
  if (secret && type !== 'string') {
    const at = fields.get('secret')?.key ?? parameter;
    report(
      conversion,
      'contradictory-keys',
      `"${name}" is ${describeType(type)}, and only a text can be secret`,
      at,
    );
  }
}

function convertDefault(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  parameter: Parameter,
): Argument | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  const argument = convertArgument(conversion, node);
  // Of one that is made of others, `convertParameters` knows whether these are secrets.
  if (parameter.secret && argument.kind === 'value') {
    report(
      conversion,
      'secret-default',
      `the secret "${parameter.name}" cannot have a default: it would stand in this file`,
      entry.key,
      {
        help: 'leave it out; a secret is asked for, or comes from a file or from RUNBOOK_PARAM_…',
      },
    );
    return undefined;
  }
  if (argument.kind === 'template') {
    const isText = argument.template.parts.length > 1;
    if (!isText || parameter.type === 'string') return argument;
  }
  const value = argument.kind === 'value' ? argument.value : toValue(node);
  if (!hasType(parameter.type, value)) {
    reportWrongType(
      conversion,
      'default',
      describeType(parameter.type),
      node,
      argument.kind === 'template' ? WHOLE : quoteHelp(parameter.type, node),
      parameter.type === 'string' && toValue(node) !== null ? quotedText(node) : undefined,
    );
    return undefined;
  }
  if (argument.kind !== 'value') return argument;
  const problem = problemOf(parameter, value);
  if (problem !== undefined) report(conversion, 'parameter-default', `the default ${problem}`, node);
  return argument;
}

const WHOLE = 'a template that is one whole expression keeps its type; with anything beside it, it is a text';

function single(conversion: Conversion, entry: MappingEntry): Expression | undefined {
  if (entry.value.kind !== 'sequence') return convertConditions(conversion, entry)[0];
  reportWrongType(conversion, 'required_when', 'one condition', entry.value, 'join them with "and"');
  return undefined;
}
