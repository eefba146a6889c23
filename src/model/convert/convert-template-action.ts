import { reorderedText } from '../../document/reordered-text.ts';
import type { MappingEntry, ScalarNode } from '../../document/node.ts';
import { parseTemplate } from '../../expression/index.ts';
import { locate, type SourceText } from '../../diagnostics/source.ts';
import type { TemplateAction } from '../action.ts';
import type { Argument } from '../argument.ts';
import { choicesOf } from './choices.ts';
import { convertText } from './convert-argument.ts';
import { convertFileTarget, readFileFields, TARGET_KEYS } from './convert-file-target.ts';
import { report, type Conversion } from './conversion.ts';
import { readNamedFile } from './named-file.ts';
import { pathInBase, runnerBase } from './runner-base.ts';

/** `template: { src: …, dest: … }`: the text of a file with expressions in it. It is read when the runbook is. */
export function convertTemplateAction(
  conversion: Conversion,
  { key, value }: MappingEntry,
): TemplateAction | undefined {
  const fields = readFileFields(conversion, value, {
    owner: 'template',
    keys: ['src', ...TARGET_KEYS],
    example: "{ src: app.config.j2, dest: 'D:\\App\\app.config' }",
  });
  if (!fields) return undefined;
  const named = fields.get('src');
  if (!named)
    report(conversion, 'missing-key', '"template" has no "src"', key, {
      help: 'name the file with the text',
    });
  const target = convertFileTarget(conversion, 'template', fields, key);
  if (!named) return undefined;
  const { value: node } = named;
  const src = convertText(conversion, 'src', node);
  const base = runnerBase(conversion, 'templates');
  const texts = new Map<string, Argument>();
  for (const written of choicesOf(conversion, 'src', src, node)) {
    if (node.kind !== 'scalar') continue;
    const text = readTemplate(conversion, pathInBase(conversion, base, written), node);
    if (text) texts.set(written, text);
  }
  return target && { kind: 'template', src, texts, ...target, location: key.location };
}

/** The text of a file, with its expressions. Mistakes in them are reported at their places in the file. */
function readTemplate(conversion: Conversion, path: string, from: ScalarNode): Argument | undefined {
  const file = readNamedFile(conversion, path, from)?.file;
  if (!file) return undefined;
  const source: SourceText = { file, text: file.text, offsetOf: (index) => index };
  conversion.diagnostics.push(...reorderedText(file));
  const { value: template, diagnostics } = parseTemplate(source, conversion.reading.inputs);
  conversion.diagnostics.push(...diagnostics);
  return template && { kind: 'template', template, location: locate(source, 0, 0) };
}
