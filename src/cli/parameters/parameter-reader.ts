import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/source.ts';
import { parseDocument } from '../../document/parse-document.ts';
import type { DocumentNode } from '../../document/node.ts';
import { readText } from '../../document/read-text.ts';
import { toValue } from '../../document/to-value.ts';
import { noFiles, type GivenFiles } from '../given-files.ts';
import { causeOf, hidden, withoutTextOfFile } from './without-text-of-file.ts';
import type { ParameterFile, ParameterReader } from '../../parameters/parse-extra-vars.ts';

/** Reads parameters as YAML, of which JSON is a part, from the files that have been read for it. */
export function createParameterReader(files: GivenFiles = noFiles): ParameterReader {
  return {
    parse(text) {
      const { document, diagnostics } = parseDocument({ path: '-e', text });
      const lost = document && lostDigits(document.root);
      if (lost !== undefined) return { problem: lost };
      if (document && diagnostics.length === 0) return { value: toValue(document.root) };
      return { problem: diagnostics[0] ? causeOf(diagnostics[0]).message : 'it is not YAML' };
    },
    readFile(path) {
      const { file, diagnostics } = readText(path === '-' ? '<stdin>' : path, {
        readFile: () => files.bytesOf(path),
      });
      return file ? entriesOf(file) : { entries: [], diagnostics };
    },
  };
}

function entriesOf(file: SourceFile): ParameterFile {
  const { document, diagnostics: mistakes } = parseDocument(file);
  const diagnostics = mistakes.map(withoutTextOfFile);
  if (!document) return { entries: [], diagnostics };
  const { root } = document;
  if (root.kind !== 'mapping') {
    const mistake: Diagnostic = {
      code: 'params-file',
      severity: 'error',
      message: 'a file of parameters is a mapping of names to values',
      location: hidden(root.location),
      help: 'write one "name: value" a line',
    };
    return { entries: [], diagnostics: [...diagnostics, mistake] };
  }
  const entries = root.entries.map(({ key, value }) => ({
    name: key.source.text,
    value: toValue(value),
    location: value.location,
  }));
  return { entries, diagnostics };
}

/** A number that is not what was typed: of `0024` and `1.10` a zero would be lost. Nobody sees that on a command line. */
function lostDigits(node: DocumentNode): string | undefined {
  if (node.kind === 'sequence') return firstOf(node.items);
  if (node.kind === 'mapping') return firstOf(node.entries.map(({ value }) => value));
  const { value, style, source } = node;
  const isNumber = style === 'plain' && (typeof value === 'bigint' || typeof value === 'number');
  if (!isNumber || !/^[-+]?0\d|^[-+]?\d+\.\d*[1-9]0+$|^[-+]?\d+\.0{2,}$/.test(source.text)) return undefined;
  return `${source.text} in it would be the number ${value}: quote it, as "${source.text}", or write the number`;
}

function firstOf(nodes: readonly DocumentNode[]): string | undefined {
  for (const node of nodes) {
    const lost = lostDigits(node);
    if (lost !== undefined) return lost;
  }
  return undefined;
}
