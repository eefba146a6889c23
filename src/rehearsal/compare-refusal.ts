import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { EndingCompared } from '../events/run-event.ts';
import { compareEnding } from './compare-ending.ts';
import type { Expectation } from './expectation.ts';
import { createEndingBuilder } from './rehearsal-ending.ts';

/** A rehearsal that was refused, compared with what its scenario expects: nothing has run, and what is said is what is wrong. */
export function compareRefusal(expectation: Expectation, diagnostics: readonly Diagnostic[]): EndingCompared {
  const builder = createEndingBuilder(expectation.says.map(({ value }) => value));
  const texts = diagnostics.map(({ message, help }) =>
    help === undefined ? message : `${message}\n${help}`,
  );
  for (const text of texts) builder.hear(text);
  return compareEnding(expectation, builder.ending({ exitCode: 4, outcome: 'nothing was run' }, []));
}
