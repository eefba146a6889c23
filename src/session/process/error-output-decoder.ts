import { createClixmlFilter } from '../clixml/clixml-filter.ts';
import { createOutputDecoder, type OutputDecoder } from './output-decoder.ts';

/** Decodes what comes on stderr: text, and the records that a nested PowerShell writes there as XML. */
export function createErrorOutputDecoder(encoding?: string, codePage?: string): OutputDecoder {
  const decoder = createOutputDecoder(encoding, codePage);
  const filter = createClixmlFilter();
  return {
    write: (bytes) => filter.write(decoder.write(bytes)),
    end: () => filter.write(decoder.end()) + filter.end(),
  };
}
