import { parameterText, wordText } from '../model/call-words.ts';
import { writtenText } from '../model/written-text.ts';
import { EvaluationError } from '../expression/index.ts';
import { isKnown, scopeFor, type Names } from '../decisions/meaning.ts';
import { placeAt } from '../decisions/place.ts';
import type { Situation } from '../decisions/situation.ts';
import { actionTitle } from '../model/action-name.ts';
import { evaluateArgument, type Argument } from '../model/argument.ts';
import type { ProgramTask } from '../program/program.ts';
import { isList } from '../values/describe.ts';
import type { Value } from '../values/value.ts';

/**
 * What a task calls in one case, as it would be typed: with the arguments' values where the case has them, and as they are written where not.
 * Secrets stay hidden.
 */
export function callText(task: ProgramTask, situation: Situation, names: Names): string {
  const { action } = task.source;
  const place = placeAt(task);
  const shown = (argument: Argument): Value | undefined => {
    if (!isKnown(argument, place, situation, names)) return written(argument, place, situation, names);
    try {
      return evaluateArgument(argument, scopeFor(place, situation, names));
    } catch (error) {
      if (error instanceof EvaluationError) return writtenText(argument);
      throw error;
    }
  };
  switch (action.kind) {
    case 'cmdlet': {
      const parameters = action.parameters.flatMap(({ name, value }) => parameterText(name, shown(value)));
      return [action.name, ...parameters].join(' ');
    }
    case 'command': {
      const argv = shown(action.argv);
      return argv !== undefined && isList(argv) ? argv.map(wordText).join(' ') : wordText(argv ?? '');
    }
    default:
      return actionTitle(action);
  }
}

/** Its items one by one, those that are not known as they are written. */
function written(
  argument: Argument,
  place: ReturnType<typeof placeAt>,
  situation: Situation,
  names: Names,
): Value {
  if (argument.kind !== 'list') return writtenText(argument);
  return argument.items.map((item) =>
    isKnown(item, place, situation, names)
      ? evaluateArgument(item, scopeFor(place, situation, names))
      : writtenText(item),
  );
}
