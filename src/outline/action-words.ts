import { unreachable } from '../diagnostics/unreachable.ts';
import type { Action, CmdletAction, PauseAction, RebootAction, WaitForAction } from '../model/action.ts';
import type { Argument } from '../model/argument.ts';
import { parameterText, wordText } from '../model/call-words.ts';
import { writtenText } from '../model/written-text.ts';
import { markdownCode, markdownText } from '../text/markdown.ts';
import { isList } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import { conditionWords } from './condition-words.ts';
import { settingText } from './node-words.ts';

/** What a task does, in words and as Markdown, with its arguments as they are written. */
export function actionWords(action: Action): string {
  switch (action.kind) {
    case 'cmdlet':
      return markdownCode(cmdletText(action));
    case 'command':
      return `the program ${markdownCode(programText(action.argv))}`;
    case 'powershell':
      return scriptWords(action.script, action.path);
    case 'session':
      return (
        { close: 'closes', open: 'opens', restart: 'restarts' }[action.operation] + ' the PowerShell session'
      );
    case 'assert':
      return `goes on only if ${conditionWords(action.that)}${quoted(action.failMsg, '; otherwise it fails: ')}`;
    case 'fail':
      return `fails${quoted(action.msg, ': ')}`;
    case 'debug':
      return action.var
        ? `shows ${markdownCode(action.var.source.text.trim())}`
        : `says${quoted(action.msg, ' ')}`;
    case 'set_fact':
      return `sets ${[...action.facts.keys()].map(markdownCode).join(', ')}`;
    case 'include_vars':
      return `reads variables from ${[...action.files.keys()].map(markdownCode).join(' or ')}`;
    case 'pause':
      return pauseWords(action);
    case 'wait_for':
      return waitWords(action);
    case 'reboot':
      return rebootWords(action);
    case 'copy':
      return `writes ${action.src ? markdownCode(plainText(action.src)) : 'a text'} to ${markdownCode(plainText(action.dest))}`;
    case 'template':
      return `writes what the template ${markdownCode(plainText(action.src))} gives to ${markdownCode(plainText(action.dest))}`;
    case 'fetch':
      return `brings ${markdownCode(plainText(action.src))} from the host to ${markdownCode(plainText(action.dest))}`;
    case 'async_status':
      return 'asks how a task stands that was started before';
    case 'setup':
      return `gathers facts of the host: ${action.groups.join(', ')}`;
    case 'meta':
      return META[action.operation];
    default:
      return unreachable(action);
  }
}

const META = {
  flush_handlers: 'runs the handlers that were notified up to here',
  end_play: 'ends the play; nothing has failed',
  noop: 'does nothing',
  clear_facts: 'forgets the facts of the host',
} as const;

function cmdletText({ module, name, parameters }: CmdletAction): string {
  const full = module === undefined ? name : `${module}\\${name}`;
  const words = parameters.flatMap(({ name: each, value }) => parameterText(each, writtenValue(value)));
  return [full, ...words].join(' ');
}

function programText(argv: Argument): string {
  const value = writtenValue(argv);
  return isList(value) ? value.map(wordText).join(' ') : wordText(value);
}

/** A value where it is written as one, and the text of the template where not. */
function writtenValue(argument: Argument): Value {
  if (argument.kind === 'value') return argument.value;
  return argument.kind === 'list' ? argument.items.map(writtenValue) : writtenText(argument);
}

function scriptWords(script: string, path: string | undefined): string {
  if (path !== undefined) return `the PowerShell script ${markdownCode(path)}`;
  const lines = script.trim().split('\n').length;
  return lines === 1 ? `PowerShell: ${markdownCode(script.trim())}` : `a PowerShell script of ${lines} lines`;
}

function quoted(text: Argument | undefined, before: string): string {
  return text ? `${before}“${markdownText(plainText(text))}”` : '';
}

/** A text without the quotes of JSON, on one line. */
export function plainText(argument: Argument): string {
  const text =
    argument.kind === 'value' && typeof argument.value === 'string' ? argument.value : writtenText(argument);
  return text.trim().replaceAll(/\s+/g, ' ');
}

function pauseWords({ duration, prompt, confirm, alwaysAsk }: PauseAction): string {
  if (duration) return `waits for ${markdownText(settingText(duration))}${quoted(prompt, ': ')}`;
  const what = confirm ? 'asks the operator, who has to say yes' : 'asks the operator';
  return `${what}${quoted(prompt, ': ')}${alwaysAsk ? ' (`--yes` does not answer it)' : ''}`;
}

function rebootWords({ whenPending, message, times }: RebootAction): string {
  const condition =
    whenPending === undefined || (whenPending.kind === 'literal' && !whenPending.value)
      ? ''
      : whenPending.kind === 'literal'
        ? ', where something waits for that'
        : `, where ${markdownCode(whenPending.template.source.text.trim())} says so and something waits for that`;
  const limit = times.timeout ? `, for ${markdownText(settingText(times.timeout))} at most` : '';
  return `restarts the machine${condition}, and waits until it is back${limit}${quoted(message, '; whoever is logged on reads ')}`;
}

function waitWords({ port, host, path, state, times }: WaitForAction): string {
  const subject = path
    ? `the file ${markdownCode(plainText(path))}`
    : port
      ? `port ${port.kind === 'literal' ? port.value : markdownCode(port.template.source.text.trim())}${host ? ` of ${markdownCode(plainText(host))}` : ''}`
      : undefined;
  const limit = times.timeout ? `, for ${markdownText(settingText(times.timeout))} at most` : '';
  if (subject === undefined) return `waits${limit}`;
  const isOpen = state?.kind !== 'literal' || state.value === 'started' || state.value === 'present';
  return `waits until ${subject} is ${isOpen ? 'there' : 'gone'}${limit}`;
}
