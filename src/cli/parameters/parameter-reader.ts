import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/source.ts';
import { parseDocument } from '../../document/parse-document.ts';
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
