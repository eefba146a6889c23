import type { Parameter } from '../../model/runbook.ts';
import type { AskParameter } from '../../parameters/bind-parameters.ts';
import { toJson } from '../../values/json.ts';
import type { Environment } from '../environment.ts';
import { canAsk } from '../apply/prompts.ts';

/** Asks for parameters on the terminal; nothing where there is none. A Ctrl-C is no answer: it is told, and ends all questions. */
export function createAskParameter(
  environment: Environment,
  onInterrupt: () => void,
): AskParameter | undefined {
  if (!canAsk(environment)) return undefined;
  let ended = false;
  return async (parameter, check) => {
    if (ended) return undefined;
    try {
      return await askOnTerminal(parameter, check, environment);
    } catch (error) {
      // The prompt ends in this exception for Ctrl-C.
      if (!(error instanceof Error) || error.name !== 'ExitPromptError') throw error;
      ended = true;
      onInterrupt();
      return undefined;
    }
  };
}

async function askOnTerminal(
  parameter: Parameter,
  check: (text: string) => string | undefined,
  { stdin, stdout }: Environment,
): Promise<string> {
  // Only here, since loading it takes longer than a whole small run.
  const { input, password, select } = await import('@inquirer/prompts');
  const context = { input: stdin, output: stdout };
  const message = questionText(parameter);
  const validate = (text: string): string | true => {
    const problem = check(text);
    return problem === undefined ? true : `${parameter.name} ${problem}`;
  };
  if (parameter.secret) return password({ message, validate }, context);
  const choices =
    parameter.enum?.map(textOf) ?? (parameter.type === 'boolean' ? ['true', 'false'] : undefined);
  return choices ? select({ message, choices }, context) : input({ message, validate }, context);
}

function questionText({ name, prompt, description, type }: Parameter): string {
  const text = prompt ?? description?.trim().split('\n')[0] ?? name;
  const form = type === 'list' ? ' (as JSON, such as ["a", "b"])' : type === 'mapping' ? ' (as JSON)' : '';
  return `${text}${text === name ? '' : ` [${name}]`}${form}`;
}

/** An accepted value as the text that is read back as it. */
function textOf(value: Parameters<typeof toJson>[0]): string {
  return typeof value === 'string' ? value : JSON.stringify(toJson(value));
}
