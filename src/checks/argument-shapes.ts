import { shapeOf, type Shape } from '../catalog/index.ts';
import type { Expression } from '../expression/index.ts';
import { expressionOf, type Argument } from '../model/argument.ts';
import type { Parameter } from '../model/runbook.ts';
import type { RunbookNames } from './runbook-names.ts';

/** What an argument can be, one of the shapes; undefined where nothing is known. */
export function shapesOf(argument: Argument, names: RunbookNames): readonly Shape[] | undefined {
  switch (argument.kind) {
    case 'value': {
      const shape = shapeOf(argument.value);
      return shape && [shape];
    }
    case 'list': {
      const items = argument.items.map((item) => {
        const [only, other] = shapesOf(item, names) ?? [];
        return other ? undefined : only;
      });
      return [{ kind: 'list', items }];
    }
    case 'mapping':
      return [{ kind: 'mapping' }];
    case 'template': {
      const expression = expressionOf(argument);
      if (expression) return shapesOfExpression(expression, names);
      return argument.template.parts.some((part) => typeof part === 'string' && part !== '')
        ? [{ kind: 'text' }]
        : undefined;
    }
  }
}

function shapesOfExpression({ source, root }: Expression, names: RunbookNames): readonly Shape[] | undefined {
  switch (root.kind) {
    case 'literal': {
      const shape = shapeOf(root.value);
      return shape && [shape];
    }
    case 'name': {
      const parameter = names.parameters.get(root.name);
      const isOther =
        names.setters.has(root.name) || names.variables.has(root.name) || names.defaults.has(root.name);
      return parameter && !isOther ? shapesOfParameter(parameter) : undefined;
    }
    case 'not':
      return [{ kind: 'boolean' }];
    case 'concat':
      return [{ kind: 'text' }];
    case 'list':
      return [{ kind: 'list' }];
    case 'dict':
      return [{ kind: 'mapping' }];
    case 'conditional': {
      const { otherwise } = root;
      const then = shapesOfExpression({ source, root: root.then }, names);
      const other = otherwise && shapesOfExpression({ source, root: otherwise }, names);
      return then && other && [...then, ...other];
    }
    default:
      return undefined;
  }
}

const KINDS = {
  integer: 'integer',
  number: 'float',
  boolean: 'boolean',
  list: 'list',
  mapping: 'mapping',
} as const;

/** A secret is a text that also makes a `SecureString`. */
function shapesOfParameter({ type, enum: values, secret }: Parameter): readonly Shape[] | undefined {
  if (secret) return undefined;
  if (values) return values.flatMap((value) => shapeOf(value) ?? []);
  return [{ kind: type === 'string' ? 'text' : KINDS[type] }];
}
