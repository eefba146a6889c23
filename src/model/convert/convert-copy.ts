import type { MappingEntry } from '../../document/node.ts';
import type { CopyAction, RunnerBase } from '../action.ts';
import { convertArgument, convertText } from './convert-argument.ts';
import { excludeEachOther } from './convert-builtins.ts';
import { convertFileTarget, readFileFields, TARGET_KEYS } from './convert-file-target.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import type { Fields } from './fields.ts';
import { checkInBase, runnerBase } from './runner-base.ts';

const TEXT_KEYS = ['encoding', 'bom', 'newline'] as const;

/** `copy: { content: … }` or `copy: { src: … }`, with `dest`. */
export function convertCopy(conversion: Conversion, { key, value }: MappingEntry): CopyAction | undefined {
  const fields = readFileFields(conversion, value, {
    owner: 'copy',
    keys: ['content', 'src', ...TARGET_KEYS],
    example: "{ src: app.config, dest: 'D:\\App\\' }",
  });
  if (!fields) return undefined;
  checkTogether(conversion, fields, key);
  const base = runnerBase(conversion, 'files');
  const [written, named] = [fields.get('content'), fields.get('src')];
  const content = written && convertContent(conversion, written);
  const src = named && convertSource(conversion, base, named);
  const target = convertFileTarget(conversion, 'copy', fields, key);
  return target && { kind: 'copy', content, src, ...target, base, location: key.location };
}

function convertSource(conversion: Conversion, base: RunnerBase, { value: node }: MappingEntry) {
  const argument = convertText(conversion, 'src', node);
  if (node.kind === 'scalar' && argument.kind === 'value' && typeof argument.value === 'string')
    checkInBase(conversion, base, argument.value, node);
  return argument;
}

function convertContent(conversion: Conversion, { value: node }: MappingEntry) {
  if (node.kind === 'scalar' && node.value !== null) return convertArgument(conversion, node, 'text');
  const help =
    node.kind === 'scalar'
      ? undefined
      : 'make a text of it: "{{ … | to_nice_json }}" or "{{ … | to_nice_yaml }}"';
  reportWrongType(conversion, 'content', 'a text', node, help);
  return convertArgument(conversion, node);
}

function checkTogether(conversion: Conversion, fields: Fields, key: MappingEntry['key']): void {
  excludeEachOther(conversion, 'copy', fields, 'content', 'src');
  const src = fields.get('src');
  if (!src && !fields.has('content')) {
    report(conversion, 'missing-key', '"copy" has neither "content" nor "src"', key, {
      help: 'give the text itself as "content", or a file or a folder beside the runbook as "src"',
    });
  }
  if (!src) return;
  for (const name of TEXT_KEYS) {
    const entry = fields.get(name);
    if (!entry) continue;
    const message = `"${name}" is for a text, and "src" is copied byte by byte`;
    report(conversion, 'contradictory-keys', message, entry.key, {
      help: 'leave it out; a text with expressions is written by "template"',
    });
  }
}
