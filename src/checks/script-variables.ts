/** The variables of a script, as far as its text tells. */
export interface ScriptVariables {
  readonly assigned: ReadonlySet<string>;
  /** Those that it reads and does not give a value itself, each with the place of the first read in the text. */
  readonly read: ReadonlyMap<string, number>;
}

const known = new Map<string, ScriptVariables>();

/** What a script gives values to and reads in the session's own scope. Names are in lower case: PowerShell's have none. */
export function scriptVariables(script: string): ScriptVariables {
  const before = known.get(script);
  if (before) return before;
  const text = withoutLiterals(script);
  const assigned = new Set<string>();
  for (const pattern of ASSIGNED) {
    for (const [, name = ''] of text.matchAll(pattern)) assigned.add(name.toLowerCase());
  }
  for (const block of parameterBlocks(text)) {
    for (const [, name = ''] of block.matchAll(/\$(\w+)/g)) assigned.add(name.toLowerCase());
  }
  const read = new Map<string, number>();
  for (const match of text.matchAll(READ)) {
    const name = (match[1] ?? match[2] ?? '').toLowerCase();
    if (!assigned.has(name) && !AUTOMATIC.has(name) && !read.has(name)) read.set(name, match.index);
  }
  const found = { assigned, read };
  known.set(script, found);
  return found;
}

/** What may be repeated is bounded, where a script of megabytes would else be read from each of its places to its end. */
const ASSIGNED: readonly RegExp[] = [
  /\$(?:global:|script:|local:)?(\w+)\s*(?:\[[^\]\n]{0,500}\]\s*)?(?:[-+*/%]|\?\?)?=(?!=)/gi,
  /\$(?:global:|script:)?(\w+)\s*(?:,\s*\$\w+\s*){1,50}=(?!=)/gi,
  /,\s*\$(\w+)\s*=(?!=)/gi,
  /\bforeach\s*\(\s*\$(\w+)\s+in\b/gi,
  /\$(\w+)(?:\+\+|--)/gi,
  /\[ref\]\s*\$(\w+)/gi,
  /-(?:OutVariable|ErrorVariable|WarningVariable|InformationVariable|PipelineVariable|SessionVariable|ov|ev|wv|iv|pv)\s+['"]?\+?(\w+)/gi,
  /\b(?:Set|New)-Variable\s+(?:-Name\s+)?['"]?(\w+)/gi,
];

const READ = /\$(?:global:|script:)?(?:(\w+)(?![\w:])|\{(\w+)\})/gi;

/** PowerShell's own, those of the runner, and those that are a part of a pipeline. */
const AUTOMATIC: ReadonlySet<string> = new Set(
  `_ args input this true false null psitem error host home pid pshome profile pwd matches lastexitcode myinvocation psboundparameters
  pscmdlet pscommandpath psscriptroot psversiontable psculture psuiculture executioncontext shellid stacktrace foreach switch event
  eventargs eventsubscriber sender nestedpromptlevel isadministrator iscoreclr islinux ismacos iswindows isnotnull runbook ofs
  confirmpreference debugpreference erroractionpreference errorview formatenumerationlimit informationpreference logcommandhealthevent
  maximumhistorycount outputencoding progresspreference psdefaultparametervalues psemailserver psmoduleautoloadingpreference
  pssessionapplicationname pssessionconfigurationname pssessionoption psstyle verbosepreference warningpreference whatifpreference
  transcript consolefilename enabledexperimentalfeatures psedition psnativecommandargumentpassing psnativecommanduseerroractionpreference`.split(
    /\s+/,
  ),
);

/** What stands between the parentheses of `param(…)` and of a function's name. */
function parameterBlocks(text: string): readonly string[] {
  let end = 0;
  return Array.from(text.matchAll(/\b(?:param|(?:function|filter)\s+[\w:-]+)\s*\(/gi), (match) => {
    // It stands in the one before.
    if (match.index < end) return '';
    const start = match.index + match[0].length;
    let depth = 1;
    for (end = start; end < text.length && depth > 0; end++) {
      if (text[end] === '(') depth++;
      if (text[end] === ')') depth--;
    }
    return text.slice(start, end);
  });
}

/** The text with blanks in the place of comments and of what stands between single quotes. */
function withoutLiterals(script: string): string {
  return script.replace(
    /<#[\s\S]*?(?:#>|$)|@'\r?\n[\s\S]*?(?:\r?\n'@|$)|'(?:[^'\n]|'')*'|"(?:[^"`]|`[\s\S]|"")*"|`[\s\S]|(^|[\s;({|])#[^\n]*/g,
    (found) => (found.startsWith('"') ? found.replace(/`\$/g, '  ') : ' '.repeat(found.length)),
  );
}
