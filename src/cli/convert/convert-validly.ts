import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fileSystemIn, withTexts } from '../../document/file-system.ts';
import type { Conversion } from '../../playbook/convert-playbook.ts';
import { taskAt } from '../../playbook/markers.ts';
import type { Environment } from '../environment.ts';
import { checkRunbook } from '../validate/check-runbook.ts';

/** Each round takes away what was wrong; what this lays open is taken away by the next. */
const MOST_ROUNDS = 8;

/**
 * Converts until `validate` finds no error in the result: a task in which it finds one is not converted, for the reason that it gives. Errors
 * outside of tasks are returned with the result.
 */
export async function convertValidly(
  convert: (refused: ReadonlyMap<string, string>) => Conversion,
  target: string,
  environment: Pick<Environment, 'currentDirectory' | 'variables'>,
): Promise<Conversion> {
  const refused = new Map<string, string>();
  for (let round = 0; ; round++) {
    const conversion = convert(refused);
    if (!conversion.converted) return conversion;
    const errors = await errorsIn(conversion.converted, target, environment);
    const before = refused.size;
    const outside: Diagnostic[] = [];
    for (const error of errors) {
      const text = error.location?.file.text;
      const place =
        text === undefined || !error.location ? undefined : taskAt(text, error.location.range.start);
      if (place === undefined) outside.push(error);
      else if (!refused.has(place))
        refused.set(place, error.help === undefined ? error.message : `${error.message} (${error.help})`);
    }
    if (refused.size === before || round >= MOST_ROUNDS)
      return {
        ...conversion,
        diagnostics: [...conversion.diagnostics, ...(round >= MOST_ROUNDS ? errors : outside)],
      };
  }
}

async function errorsIn(
  { text, parts }: NonNullable<Conversion['converted']>,
  target: string,
  environment: Pick<Environment, 'currentDirectory' | 'variables'>,
): Promise<readonly Diagnostic[]> {
  const folder = dirname(target);
  const texts = new Map([[target, text]]);
  for (const { path, content } of parts)
    texts.set(join(folder, path), typeof content === 'string' ? content : '');
  const fileSystem = withTexts(fileSystemIn(environment.currentDirectory), texts);
  const found = { path: resolve(environment.currentDirectory, target), shown: target, shipped: false };
  const { diagnostics } = await checkRunbook(found, environment, { fileSystem });
  return diagnostics.filter(({ severity }) => severity === 'error');
}
