import { sha256 } from '../text/sha256.ts';
import type { ProgramNode, VariableLayer } from './program.ts';

/**
 * What a node says, as 64 hexadecimal digits: all that it means, with what it inherits and what is inside it, and the text of a script
 * from a file. Not the place where it stands, comments, or how its YAML is laid out. The branches of a choose are part of the choose;
 * that a branch was chosen is no part of what is inside of it.
 */
export function fingerprintOf(node: ProgramNode): string {
  const before = known.get(node);
  if (before !== undefined) return before;
  const { source, layers, conditions, tags, environments } = node;
  const { noLog, ignoreErrors, errorAction, checkMode, diff, timeout, notify } = node;
  const written = { noLog, ignoreErrors, errorAction, checkMode, diff, timeout, notify };
  const settings = { ...written, debugger: node.debugger };
  const inherited = { layers: layers.map(layerDigest), conditions, tags: [...tags], environments, settings };
  const fingerprint = sha256(contentOf([source, inherited]));
  known.set(node, fingerprint);
  return fingerprint;
}

const known = new WeakMap<ProgramNode, string>();

/** Many nodes share a layer. */
function layerDigest(layer: VariableLayer): string {
  const before = layerDigests.get(layer);
  if (before !== undefined) return before;
  const found = sha256(contentOf(layer));
  layerDigests.set(layer, found);
  return found;
}

const layerDigests = new WeakMap<VariableLayer, string>();

/** Members of the model that say where something stands, or that follow from the others. */
const places: ReadonlySet<string> = new Set([
  'id',
  'location',
  'nameLocation',
  'keyLocation',
  'registerLocation',
  // Of a script: its text is `script`; its path is the one from the current folder.
  'source',
  'path',
  // Of files on the runner's machine: the folders in which they are looked for.
  'base',
]);

/** Whatever the model is made of, in one spelling: `2` and `2.0` differ, and so do mappings whose keys stand in another order. */
function contentOf(part: unknown): string {
  switch (typeof part) {
    case 'string':
      return JSON.stringify(part);
    case 'bigint':
      return `${part}n`;
    case 'number':
      return Object.is(part, -0) ? '-0' : String(part);
    case 'object':
      return part === null ? 'null' : objectContent(part);
    default:
      return String(part);
  }
}

function objectContent(part: object): string {
  let content = '';
  if (Array.isArray(part)) {
    for (const item of part) content += `${contentOf(item)},`;
    return `[${content}]`;
  }
  if (part instanceof Map) {
    for (const [key, value] of part) content += `${contentOf(key)}:${contentOf(value)},`;
    return `{${content}}`;
  }
  if (isWritten(part)) return `\`${JSON.stringify(part.source.text)}`;
  for (const [name, value] of Object.entries(part)) {
    if (value === undefined || typeof value === 'function' || places.has(name)) continue;
    content += `${name}=${contentOf(value)},`;
  }
  return `(${content})`;
}

/** An expression or a template: its text says it all. */
function isWritten(part: object): part is { source: { text: string } } {
  return 'source' in part && ('root' in part || 'parts' in part);
}
