import type { Ask, Answer, Question } from '../../actions/ports.ts';
import type { Environment } from '../environment.ts';

/** Releases the terminal for a question and takes it back afterwards. */
export interface Terminal {
  suspend(): void;
  resume(): void;
}

/** Whether somebody can be asked: both ends of the conversation are a terminal. */
export function canAsk(environment: Environment): boolean {
  return environment.stdin.isTTY === true && environment.stdout.isTTY === true;
}

/** How a question could be answered where there is no terminal. */
export function answerHelp(kind: Question['kind'], alwaysAsk: boolean): string {
  return kind === 'text' || kind === 'choice' || alwaysAsk
    ? 'run it on a terminal: --yes does not answer this question'
    : 'run it on a terminal, or answer confirmations with --yes';
}

/** `--yes` answers confirmations that do not insist; otherwise nobody does. */
export function createUnattendedAsk(yes: boolean): Ask {
  return ({ alwaysAsk, kind }) =>
    Promise.resolve(
      yes && !alwaysAsk && kind !== 'text' && kind !== 'choice'
        ? { kind: 'yes', by: 'flag' }
        : { kind: 'unanswerable', why: 'there is no terminal to ask on', help: answerHelp(kind, alwaysAsk) },
    );
}

/**
 * Asks the operator on the terminal. `--yes` answers confirmations that do not insist; without a terminal nobody answers.
 * A Ctrl-C at the question is a request to stop the run; the question then has no answer.
 */
export function createAsk(
  environment: Environment,
  terminal: Terminal,
  yes: boolean,
  onInterrupt: () => void,
): Ask {
  const unattended = createUnattendedAsk(yes);
  return async (question, signal): Promise<Answer> => {
    const answer = await unattended(question, signal);
    if (answer.kind !== 'unanswerable' || !canAsk(environment)) return answer;
    // Only here, since loading it takes longer than a whole small run.
    const { confirm, input, password } = await import('@inquirer/prompts');
    const context = {
      input: environment.stdin,
      output: environment.stdout,
      signal,
      clearPromptOnDone: false,
    };
    terminal.suspend();
    try {
      switch (question.kind) {
        case 'confirm': {
          const agreed = await confirm({ message: question.text, default: false }, context);
          return { kind: agreed ? 'yes' : 'no', by: 'operator' };
        }
        case 'continue':
          await input({ message: question.text }, context);
          return { kind: 'text', text: '', by: 'operator' };
        case 'choice': {
          const { choices = [], meanings = [] } = question;
          const message = `${meanings.length > 0 ? '' : `${question.text} `}${choicesText(question)}`;
          if (meanings.length > 0) environment.stdout.write(`${question.text}\n`);
          const validate = (text: string) =>
            choiceFor(text, question) !== undefined || `answer ${choices.join(', ')} or their first letters`;
          for (const [index, meaning] of meanings.entries())
            environment.stdout.write(`  ${(choices[index] ?? '').padEnd(10)}${meaning}\n`);
          // What is none of the choices is no beginning of one: the next answer is typed into an empty line.
          const text = await input({ message, validate, theme: { validationFailureMode: 'clear' } }, context);
          return { kind: 'text', text: choiceFor(text, question) ?? '', by: 'operator' };
        }
        case 'text': {
          const text = question.echo
            ? await input({ message: question.text }, context)
            : await password({ message: question.text }, context);
          return { kind: 'text', text, by: 'operator' };
        }
      }
    } catch (error) {
      // The prompt ends in an exception for Ctrl-C and where the signal aborts it.
      if (
        !(error instanceof Error) ||
        !/^(ExitPromptError|AbortPromptError|CancelPromptError)$/.test(error.name)
      )
        throw error;
      if (!signal.aborted) onInterrupt();
      return { kind: 'interrupted' };
    } finally {
      terminal.resume();
    }
  };
}

/** As Ansible writes it: `(N)o/(y)es/(c)ontinue`; the capital is what Enter alone means. */
function choicesText({ choices = [], fallback }: Question): string {
  return choices
    .map((choice) => {
      const first = choice.charAt(0);
      return `(${choice === fallback ? first.toUpperCase() : first})${choice.slice(1)}`;
    })
    .join('/');
}

/** The choice that a text stands for: its beginning is enough. */
function choiceFor(text: string, { choices = [], fallback }: Question): string | undefined {
  const typed = text.trim().toLowerCase();
  return typed === '' ? fallback : choices.find((choice) => choice.startsWith(typed));
}
