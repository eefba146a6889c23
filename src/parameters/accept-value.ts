import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { describeOdd } from '../diagnostics/name-odd-characters.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Parameter } from '../model/runbook.ts';
import { isList } from '../values/describe.ts';
import { secretsIn } from '../values/secrets-in.ts';
import { oddCharacters } from '../text/odd-characters.ts';
import { Secret, type Key, type Value } from '../values/value.ts';
import { checkParameter, type FormatCheck } from './check-parameter.ts';
import { convertParameter, type ParameterProblem } from './convert-parameter.ts';
import { originText, type GivenValue } from './given-value.ts';
import { withOddCharacters } from './odd-in-given.ts';
import type { ParameterReader } from './parse-extra-vars.ts';
import { variableName } from './variable-values.ts';

/** What binding needs to know and that belongs to other rooms. */
export interface BindingTools {
  readonly reader: Pick<ParameterReader, 'parse'>;
  readonly hasFormat: FormatCheck;
}

type Accepted = { readonly value: Value } | { readonly problems: readonly ParameterProblem[] };

/** The parameter's value from what was given, or everything that is wrong with it. */
export function acceptValue(
  parameter: Parameter,
  content: GivenValue['content'],
  tools: BindingTools,
): Accepted {
  const converted = convertParameter(parameter, content, tools.reader);
  if (!('value' in converted)) return { problems: [converted] };
  const problems = checkParameter(parameter, converted.value, tools.hasFormat);
  if (problems.length > 0) return { problems };
  return { value: parameter.secret ? concealed(converted.value) : converted.value };
}

/**
 * The same for a value that somebody gave, as diagnostics that say where it came from. `hideSource`: the line that it stands in may hold a
 * secret and is not shown.
 */
export function acceptGiven(
  parameter: Parameter,
  given: GivenValue,
  tools: BindingTools,
  hideSource: boolean,
): { readonly value: Value } | { readonly diagnostics: readonly Diagnostic[] } {
  if (parameter.secret && given.origin.kind === 'flag')
    return { diagnostics: [secretOnCommandLine(parameter)] };
  const accepted = acceptValue(parameter, given.content, tools);
  if ('value' in accepted) return accepted;
  const isHidden = given.origin.kind === 'file' && hideSource && !parameter.secret;
  const problems = isHidden
    ? hiddenProblems(parameter, given, tools)
    : accepted.problems.map((problem) => withOddCharacters(parameter, given, problem));
  return { diagnostics: problems.map((problem) => problemWith(parameter, given, problem, hideSource)) };
}

/** Without a word of the value: where names have been mixed up, it may be a secret. */
function hiddenProblems(
  parameter: Parameter,
  { content }: GivenValue,
  tools: BindingTools,
): readonly ParameterProblem[] {
  const accepted = acceptValue({ ...parameter, secret: true }, content, tools);
  const problems = 'problems' in accepted ? accepted.problems : [];
  return problems
    .filter(({ code }) => code !== 'secret-too-short')
    .map(({ at, ...problem }) => ({
      ...problem,
      ...(at !== undefined && isDeclared(parameter, at) && { at }),
    }));
}

/** Whether a place in a value has no names in it but those of the parameter's rules. */
function isDeclared({ properties }: Parameter, at: string): boolean {
  const found = /^(?:\[\d+\])*(?:\.(?<name>\w+))?(?:\[\d+\])*$/.exec(at);
  const name = found?.groups?.['name'];
  return name === undefined ? found !== null : properties?.has(name) === true;
}

/** A secret that ends with a line break is nearly never meant: a file and YAML's `|` add it unseen, and then a password is wrong. */
export function endsWithLineBreak(parameter: Parameter, given: GivenValue, value: Value): Diagnostic[] {
  if (![...secretsIn([value])].some((text) => /[\r\n]$/.test(text))) return [];
  return [
    {
      code: 'secret-line-break',
      severity: 'warning',
      message: `the secret "${parameter.name}" ends with a line break (from ${originText(given.origin)})`,
      help: 'where that is not meant, give it on one line; in YAML `|-` leaves out the last line break that `|` keeps',
    },
  ];
}

export function unknownParameter(given: GivenValue, parameters: readonly Parameter[]): Diagnostic {
  const near = suggest(
    given.name,
    parameters.map((parameter) => parameter.name),
  );
  const names = parameters.map((parameter) => `"${parameter.name}"`).join(', ');
  const all = names === '' ? 'the runbook has no parameters' : `the parameters are ${names}`;
  // A variable may be there for another runbook.
  const severity = given.origin.kind === 'variable' ? 'warning' : 'error';
  // Where a file's indentation has slipped, a part of a secret may stand where a name should.
  const isHidden = given.origin.kind === 'file' && parameters.some(({ secret }) => secret);
  const what = isHidden ? 'of this name' : `"${given.name}"`;
  const message = `the runbook has no parameter ${what} (from ${originText(given.origin)})`;
  const help = near === undefined ? all : `did you mean "${near}"?`;
  const odd = isHidden ? [] : oddCharacters(given.name);
  if (odd.length > 0) {
    const why = `${message}: ${describeOdd(given.name, odd)}`;
    return { code: 'parameter-unknown', severity, message: why, help: 'type the name anew' };
  }
  return { code: 'parameter-unknown', severity, message, help };
}

function problemWith(
  parameter: Parameter,
  given: GivenValue,
  { code, problem, detail, help, at = '' }: ParameterProblem,
  hideSource: boolean,
): Diagnostic {
  const { origin } = given;
  const location = origin.kind === 'file' && !hideSource ? origin.location : undefined;
  const isHidden = origin.kind === 'file' && hideSource;
  const more = detail === undefined || isHidden ? '' : `: ${detail}`;
  const from = location ? '' : ` (from ${originText(origin)})`;
  return {
    code,
    severity: 'error',
    message: `the parameter "${parameter.name}${at}" ${problem}${more}${from}`,
    ...(location ? { location } : {}),
    ...(help === undefined ? {} : { help }),
    related: [{ message: `"${parameter.name}" is declared here`, location: parameter.location }],
  };
}

function secretOnCommandLine(parameter: Parameter): Diagnostic {
  return {
    code: 'secret-on-command-line',
    severity: 'error',
    message: `the parameter "${parameter.name}" is a secret and was given with -e, where every process of this machine can read it`,
    help: `give it in a file for --params-file, in the variable ${variableName(parameter.name)}, or run on a terminal to be asked; and change the secret: it may be in the shell's history`,
  };
}

/** The value with every text in it as a `Secret`. */
function concealed(value: Value): Value {
  if (typeof value === 'string') return new Secret(value);
  if (isList(value)) return value.map(concealed);
  if (value instanceof Map) {
    return new Map(Array.from(value as ReadonlyMap<Key, Value>, ([key, item]) => [key, concealed(item)]));
  }
  return value;
}
