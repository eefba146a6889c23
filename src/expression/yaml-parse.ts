import { lineAndColumn } from '../diagnostics/print.ts';
import { parseDocument } from '../document/parse-document.ts';
import { toValue } from '../document/to-value.ts';
import type { Value } from '../values/value.ts';
import type { Budget } from './budget.ts';
import { costFault, Fault } from './fault.ts';

/** Characters; what is longer takes the reader, which keeps the place of everything, too long. */
const LONGEST = 400_000;
/** What a character of YAML costs, in steps: the reader makes a token of two or three. */
const STEPS = 4;

/** YAML by the rules of runbooks: YAML 1.2, no key twice, one document. Errors: a `Fault` for what is none. */
export function parseYaml(text: string, budget: Budget): Value {
  if (text.length > LONGEST)
    throw costFault(`the YAML is ${text.length} characters long, at most ${LONGEST} are allowed`);
  budget.spend(text.length * STEPS);
  const { document, diagnostics } = parseDocument({ path: '', text });
  const mistake = diagnostics.find(({ severity }) => severity === 'error');
  if (mistake?.code === 'empty-document') return null;
  if (!document || mistake) {
    const place = mistake?.location && lineAndColumn(mistake.location.file, mistake.location.range.start);
    const where = place ? ` line ${place.line}, column ${place.column}:` : '';
    throw new Fault(
      `the text is not YAML:${where} ${mistake?.message ?? 'it cannot be read'}`,
      mistake?.help,
    );
  }
  return toValue(document.root);
}
