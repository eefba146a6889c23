import type { SourceText } from '../../diagnostics/source.ts';
import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import { oddInScript } from '../../document/odd-in-scalar.ts';
import { reorderedText } from '../../document/reordered-text.ts';
import type { PowerShellAction } from '../action.ts';
import { checkFolded } from './folded-script.ts';
import { convertEncoding } from './convert-encoding.ts';
import { convertNamedArguments } from './convert-cmdlet.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { readFields } from './fields.ts';
import { readNamedFile, scriptPath } from './named-file.ts';
import type { ScriptSite } from './script-fix.ts';
import { checkUntemplated } from './templated-script.ts';

/** `powershell: "script"`, or a mapping with `script` or `file`, and `parameters`. */
export function convertPowerShell(
  conversion: Conversion,
  { key, value: node }: MappingEntry,
): PowerShellAction | undefined {
  const { location } = key;
  if (node.kind === 'scalar') {
    const source = convertScriptText(conversion, 'powershell', { kind: 'whole', key, node });
    return source && scriptAlone(source, location);
  }
  const fields = readFields(conversion, node, {
    owner: 'powershell',
    keys: ['script', 'file', 'parameters', 'encoding'],
    example: '{ script: …, parameters: { … } }',
  });
  if (!fields || node.kind !== 'mapping') return undefined;
  const script = fields.get('script');
  const file = fields.get('file');
  const given = fields.get('parameters');
  const parameters = given ? convertNamedArguments(conversion, 'parameters', given.value) : [];
  const encoding = convertEncoding(conversion, fields.get('encoding'));
  if (script && file) {
    report(conversion, 'contradictory-keys', '"powershell" has both "script" and "file"', file.key, {
      help: 'leave one of them out',
      related: [{ message: '"script" stands here', location: script.key.location }],
    });
    return undefined;
  }
  if (script) {
    const source = convertScriptText(conversion, 'script', {
      kind: 'mapping',
      mapping: node,
      key: script.key,
      node: script.value,
      parameters: given,
    });
    return (
      source && {
        kind: 'powershell',
        script: source.text,
        source,
        path: undefined,
        parameters,
        encoding,
        location,
      }
    );
  }
  if (file) {
    const source = scriptFile(conversion, file);
    return (
      source && {
        kind: 'powershell',
        script: source.text,
        source,
        path: source.file.path,
        parameters,
        encoding,
        location,
      }
    );
  }
  report(conversion, 'missing-key', '"powershell" has no script', key, {
    help: 'give it "script" or "file"',
  });
  return undefined;
}

/** A script that stands where it is run, and takes nothing in. */
export function scriptAlone(source: SourceText, location: PowerShellAction['location']): PowerShellAction {
  return {
    kind: 'powershell',
    script: source.text,
    source,
    path: undefined,
    parameters: [],
    encoding: undefined,
    location,
  };
}

type Site<T> = T extends ScriptSite ? Omit<T, 'node'> & { readonly node: DocumentNode } : never;

/** A script that stands in the runbook. Where its mends can be made is known with its whole `site`. */
export function convertScriptText(
  conversion: Conversion,
  name: string,
  site: Site<ScriptSite> | { readonly node: DocumentNode },
): SourceText | undefined {
  const { node } = site;
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.value.trim() === '') {
    reportWrongType(conversion, name, 'a script', node);
    return undefined;
  }
  conversion.reading.evaluated.add(node);
  checkUntemplated(conversion, node.source, 'kind' in site ? { ...site, node } : undefined);
  checkFolded(conversion, node);
  return node.source;
}

function scriptFile(conversion: Conversion, { value: node }: MappingEntry): SourceText | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.value === '') {
    reportWrongType(conversion, 'file', 'the path of a script', node);
    return undefined;
  }
  if (node.value.includes('{{')) {
    report(
      conversion,
      'templated-script',
      'the path of a script is not templated: scripts are read before the run',
      node,
      {
        help: 'write one task for each script, and choose between them with "when"',
      },
    );
    return undefined;
  }
  const file = readNamedFile(conversion, scriptPath(conversion, node.value), node)?.file;
  if (!file) return undefined;
  const source: SourceText = { file, text: file.text, offsetOf: (index) => index };
  conversion.diagnostics.push(...reorderedText(file), ...oddInScript(file));
  checkUntemplated(conversion, source);
  return source;
}
