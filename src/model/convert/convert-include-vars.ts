import type { MappingEntry } from '../../document/node.ts';
import type { IncludeVarsAction } from '../action.ts';
import type { Argument } from '../argument.ts';
import { choicesOf } from './choices.ts';
import { convertArgument } from './convert-argument.ts';
import { convertVariableName } from './convert-name.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { readFields } from './fields.ts';
import { pathFrom } from './named-file.ts';
import { readVariables } from './vars-file.ts';

/** `include_vars: file.yml`, or a mapping with `file` and perhaps the `name` of a variable that has them all. */
export function convertIncludeVars(
  conversion: Conversion,
  { key, value }: MappingEntry,
): IncludeVarsAction | undefined {
  const fields =
    value.kind === 'mapping'
      ? readFields(conversion, value, {
          owner: 'include_vars',
          keys: ['file', 'name'],
          example: '{ file: vars.yml }',
        })
      : undefined;
  const node = fields ? fields.get('file')?.value : value;
  if (!node) {
    report(conversion, 'missing-key', '"include_vars" has no "file"', key, {
      help: 'name the file with the variables',
    });
    return undefined;
  }
  const named = fields?.get('name')?.value;
  let name: string | undefined;
  if (named?.kind === 'scalar') name = convertVariableName(conversion, named, 'a variable');
  else if (named) reportWrongType(conversion, 'name', 'the name of a variable', named);
  const path = convertArgument(conversion, node);
  const files = new Map<string, ReadonlyMap<string, Argument>>();
  for (const written of choicesOf(conversion, 'include_vars', path, node)) {
    if (node.kind !== 'scalar') continue;
    const variables = readVariables(conversion, pathFrom(conversion, written), node);
    if (variables) files.set(written, variables);
  }
  return { kind: 'include_vars', path, files, name, location: key.location };
}
