import type { Parameter } from '../runbook.ts';

/** `{{ name … }}` in a script, which a writer of Ansible playbooks expects to be replaced. */
export interface ScriptTemplate {
  readonly start: number;
  readonly end: number;
  /** As it stands there, with its braces. */
  readonly text: string;
  /** The parameter that is to bring its value. */
  readonly parameter: ScriptParameterNeeded;
}

export interface ScriptParameterNeeded {
  /** `ServiceName`. */
  readonly name: string;
  /** As it stands in a param block: `[string] $ServiceName`. */
  readonly declaration: string;
  /** As it stands under `parameters`: `ServiceName: "{{ service_name }}"`. */
  readonly entry: string;
}

/** `{{0}}` is an escape of PowerShell's -f. What was seen ahead is not given back, so that a long name is read once. */
const TEMPLATE = /\{\{\s*(?=([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*))\1[^{}\r\n]*\}\}/g;

/** Variables of PowerShell's own, which a parameter cannot be called. */
const AUTOMATIC: ReadonlySet<string> = new Set(
  (
    'args consolefilename error event eventargs eventsubscriber executioncontext false foreach home host input lastexitcode ' +
    'matches myinvocation nestedpromptlevel null ofs pid profile psboundparameters pscmdlet pscommandpath psculture psdebugcontext pshome ' +
    'psitem psscriptroot pssenderinfo psuiculture psversiontable pwd runbook sender shellid stacktrace switch this true'
  ).split(' '),
);

const TYPES: Readonly<Record<Parameter['type'], string>> = {
  string: '[string] ',
  integer: '[long] ',
  number: '[double] ',
  boolean: '[bool] ',
  list: '[object[]] ',
  mapping: '[hashtable] ',
};

/** What of a script is written as a template; the same expression has the same parameter. */
export function templatesIn(
  script: string,
  parameters: ReadonlyMap<string, Parameter>,
): readonly ScriptTemplate[] {
  const needed = new Map<string, ScriptParameterNeeded>();
  const names = new Set<string>();
  return Array.from(script.matchAll(TEMPLATE), (match) => {
    const [text, path = ''] = match;
    const expression = text.slice(2, -2).trim();
    let parameter = needed.get(expression);
    if (!parameter) {
      const name = freeParameterName(path, names);
      names.add(name.toLowerCase());
      parameter = {
        name,
        declaration: declarationOf(name, expression, parameters),
        entry: entryOf(name, text),
      };
      needed.set(expression, parameter);
    }
    return { start: match.index, end: match.index + text.length, text, parameter };
  });
}

/** What a parameter for a path such as `service.name` is called: `ServiceName`, and nothing that PowerShell has itself, or that is taken (in lower case). */
export function freeParameterName(path: string, taken: ReadonlySet<string>): string {
  const camel = path.replace(/(?:^|[_.]+)([A-Za-z])/g, (_, letter: string) => letter.toUpperCase());
  const base = AUTOMATIC.has(camel.toLowerCase()) ? `${camel}Value` : camel;
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}${count}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** Typed where the type is known; a secret stays what it is, whoever wants it. */
function declarationOf(name: string, expression: string, parameters: ReadonlyMap<string, Parameter>): string {
  const parameter = parameters.get(expression);
  const isSure = parameter && !parameter.secret && (parameter.required || parameter.default !== undefined);
  return `${isSure ? TYPES[parameter.type] : ''}$${name}`;
}

function entryOf(name: string, template: string): string {
  return /["\\]/.test(template) ? `${name}: '${template.replaceAll("'", "''")}'` : `${name}: "${template}"`;
}
