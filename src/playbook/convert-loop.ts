import type { DocumentNode, MappingEntry } from '../document/node.ts';
import { list, mapping, scalar, type WrittenNode } from '../document/written.ts';
import { CannotSay } from './cannot-say.ts';
import type { Converting } from './converting.ts';
import { convertData, textOf } from './data.ts';
import { convertTemplate, isTemplated, shapeOfItems } from './expressions.ts';
import type { Shape } from './shape.ts';

export interface ConvertedLoop {
  readonly loop: WrittenNode;
  /** Of the results that it goes through. */
  readonly items: Shape | undefined;
}

/** `loop`, and `with_…` as a loop over the same items. @throws CannotSay */
export function convertLoop({ key, value }: MappingEntry, converting: Converting): ConvertedLoop {
  const name = key.source.text;
  const text = textOf2(value);
  const items = text === undefined ? undefined : shapeOfItems(text, converting.names);
  return { loop: loopOf(name.replace(/^with_(?:ansible\.builtin\.)?/, ''), value, text, converting), items };
}

function loopOf(
  kind: string,
  value: DocumentNode,
  text: string | undefined,
  converting: Converting,
): WrittenNode {
  const { names } = converting;
  const expression = (of: string | undefined): string | undefined => {
    const [, inner] = /^\s*\{\{([^]*)\}\}\s*$/.exec(of ?? '') ?? [];
    return inner?.trim() ?? (of !== undefined && /^[A-Za-z_][\w.]*$/.test(of) ? of : undefined);
  };
  const template = (inner: string): WrittenNode => scalar(convertTemplate(`{{ ${inner} }}`, names, 'list'));
  const single = expression(text);
  switch (kind) {
    case 'loop':
    case 'list':
      return convertData(value, converting, 'list');
    case 'items':
    case 'flattened': {
      if (single !== undefined) return template(flat(single, kind));
      if (value.kind !== 'sequence') return list([convertData(value, converting)]);
      const [first, other] = value.items;
      const only = first && !other ? expression(textOf2(first)) : undefined;
      if (only !== undefined) return template(flat(only, kind));
      const nested = value.items.flatMap((item) => (item.kind === 'sequence' ? item.items : [item]));
      // An item that is a template may be a list, whose items count then.
      const templates = nested.map((item) => expression(textOf2(item)));
      if (templates.every((each) => each !== undefined) && templates.length > 1)
        return template(`[${templates.join(', ')}] | flatten(levels=1)`);
      return list(nested.map((item) => convertData(item, converting)));
    }
    case 'dict': {
      if (single !== undefined) return template(`${single} | dict2items`);
      if (value.kind !== 'mapping') throw new CannotSay('"with_dict" has something else than a mapping');
      return list(
        value.entries.map((entry) =>
          mapping({ key: entry.key.source.text, value: convertData(entry.value, converting) }),
        ),
      );
    }
    case 'nested':
    case 'cartesian': {
      const parts = listsOf(value, expression);
      const [first = '[]', ...others] = parts;
      return template(`${first}${others.map((each) => ` | product(${each})`).join('')} | list`);
    }
    case 'together': {
      const [first = '[]', ...others] = listsOf(value, expression);
      return template(`${first} | zip(${others.join(', ')}) | list`);
    }
    case 'subelements': {
      const [first, second] = value.kind === 'sequence' ? value.items : [];
      const path = second && textOf(second);
      const of = first && expression(textOf2(first));
      if (of === undefined || path === undefined || isTemplated(path)) break;
      return template(`${of} | subelements('${path}')`);
    }
    case 'sequence': {
      const range = sequence(text);
      if (range) return range;
      break;
    }
    case 'random_choice':
      if (value.kind === 'sequence')
        return scalar(`{{ [${listsOf(value, expression).join(', ')} | random] }}`);
      break;
    default:
  }
  throw new CannotSay(
    kind === 'fileglob' || kind === 'first_found' || kind === 'filetree' || kind === 'lines'
      ? `"with_${kind}" looks at files of the machine that Ansible runs on`
      : `"with_${kind}" has no loop that is the same`,
  );
}

function textOf2(node: DocumentNode): string | undefined {
  return node.kind === 'scalar' ? textOf(node) : undefined;
}

function flat(expression: string, kind: string): string {
  return kind === 'items' ? `${expression} | flatten(levels=1)` : `${expression} | flatten`;
}

/** Lists as expressions. */
function listsOf(
  value: DocumentNode,
  expression: (text: string | undefined) => string | undefined,
): readonly string[] {
  if (value.kind !== 'sequence') throw new CannotSay('a list of lists is needed, written out');
  return value.items.map((item) => {
    const single = expression(textOf2(item));
    if (single !== undefined) return single;
    if (item.kind === 'sequence')
      return `[${item.items.map((each) => literalOf(each, expression)).join(', ')}]`;
    return literalOf(item, expression);
  });
}

function literalOf(node: DocumentNode, expression: (text: string | undefined) => string | undefined): string {
  const text = textOf2(node);
  if (text === undefined) throw new CannotSay('a list of lists is needed, written out');
  const single = expression(isTemplated(text) ? text : undefined);
  if (single !== undefined) return single;
  if (isTemplated(text)) throw new CannotSay('a template within a text stands in a list of lists');
  return /^-?\d+$/.test(text) ? text : `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** `start=1 end=4 stride=1`, `count=3`, without a format. */
function sequence(text: string | undefined): WrittenNode | undefined {
  const given = new Map<string, string>();
  for (const word of (text ?? '').split(/\s+/)) {
    const [, key, value] = /^(start|end|count|stride)=(-?\d+)$/.exec(word) ?? [];
    if (key === undefined || value === undefined) return undefined;
    given.set(key, value);
  }
  const stride = Number(given.get('stride') ?? 1);
  const start = Number(given.get('start') ?? 1);
  const count = given.get('count');
  const end = given.get('end');
  if (stride === 0 || (count === undefined && end === undefined)) return undefined;
  const stop = end === undefined ? start + Number(count) * stride - stride : Number(end);
  // The items of `with_sequence` are texts.
  const by = stride === 1 ? '' : `, ${stride}`;
  return scalar(`{{ range(${start}, ${stop + Math.sign(stride)}${by}) | map('string') | list }}`);
}
