/** How much a finding matters: an error keeps a run from starting, a warning and information do not. */
export type Severity = 'error' | 'warning' | 'information';

export interface CodeEntry {
  /** What it can be, the usual one first. */
  readonly severities: readonly Severity[];
  /** What is wrong, on one line, without a full stop. */
  readonly summary: string;
}

const error = (summary: string): CodeEntry => ({ severities: ['error'], summary });
const warning = (summary: string): CodeEntry => ({ severities: ['warning'], summary });
const information = (summary: string): CodeEntry => ({ severities: ['information'], summary });
const errorOrWarning = (summary: string): CodeEntry => ({ severities: ['error', 'warning'], summary });
const warningOrError = (summary: string): CodeEntry => ({ severities: ['warning', 'error'], summary });
const warningOrNote = (summary: string): CodeEntry => ({ severities: ['warning', 'information'], summary });
const noteOrWarning = (summary: string): CodeEntry => ({ severities: ['information', 'warning'], summary });

/**
 * Every code that a diagnostic can have, in the order in which they are listed. `docs/checks/CODE.md` describes each, with an example
 * that is run as a test. A code keeps its meaning: people and programs look for it.
 */
export const CODE_GROUPS = [
  {
    title: 'The file',
    codes: {
      'yaml-syntax': error('the text is not YAML'),
      'unquoted-template': error('a value that begins with "{{" has no quotes around it'),
      'text-after-quote': error('text behind the closing quote of a value'),
      'bracket-in-flow': error('a bracket in a value without quotes, within { } or [ ]'),
      'colon-in-value': error('a colon and a blank in a value without quotes'),
      'missing-space': error("no blank behind a key's colon"),
      'duplicate-key': error('a mapping has the same key twice'),
      'yaml-unsupported': error(
        'YAML that a runbook does not need: tags, several documents, keys that are no scalars',
      ),
      'lost-backslash': warning('a Windows path in double quotes, in which \\t and \\n are one character'),
      'comment-in-value': warning('a blank and "#" end a value that has no quotes'),
      'leading-zero': warning('a number that begins with 0, which is lost'),
      'lost-zero': warning('a version written as a number, whose last 0 is lost'),
      'odd-character': warningOrError('a character that cannot be seen, or looks like another'),
      'reordered-text': error('a character that turns around in which order a text is shown'),
      'lost-spelling': warning('a number of which a text is made, which is another one than is written'),
      'empty-document': error('there is nothing in the file'),
      'file-unreadable': error('a file that is not there or cannot be read'),
      'file-not-text': error('a file that is no text in UTF-8 or UTF-16'),
      'file-too-large': error('a file of more than 5 MB'),
      'too-large': error('a file of more YAML tokens than are read'),
      'too-deep': error('lists and mappings nested more deeply than is read'),
      'alias-bomb': error('aliases that stand for more than is read'),
      'invalid-ignore': warning('a comment that should ignore a finding, and does not'),
      'unused-ignore': warning('a comment that ignores a finding which is not there'),
      'file-unwritable': error('"validate --fix" cannot write a file'),
    },
  },
  {
    title: 'Keys and values',
    codes: {
      'unknown-key': error('a key that does not exist, or that this version does not have'),
      'kept-braces': error('braces in a text that is no template'),
      'unknown-encoding': error('a name that is none of an encoding'),
      'misplaced-key': error('a key that belongs to another level'),
      'misplaced-task': error('a task where a play has to stand, or the other way round'),
      'missing-key': error('a key without which the rest has no meaning'),
      'contradictory-keys': error('two keys that exclude each other'),
      'useless-key': warningOrError('a key that has no effect where it stands'),
      'wrong-type': error('a value of another kind than the key takes'),
      'missing-action': error('a task without anything to do'),
      'several-actions': error('a task that does more than one thing'),
      'probe-changes': error('what "done_when" calls may change something'),
      'misplaced-else': error('"when: else" where it is not the last branch of a "choose"'),
      'unknown-action': error('an action that does not exist'),
      'command-line': error('a command line where "command" takes a list of arguments'),
      'batch-file': warning('a .cmd or .bat file, which a shell takes apart once more'),
      'invalid-name': error('a name that cannot be one'),
      'reserved-name': error('a name that the run itself uses'),
      'templated-key': error('a template where a key stands'),
      'templated-tag': error('a template in a tag'),
    },
  },
  {
    title: 'Parameters',
    codes: {
      'parameter-default': error('a default that the parameter would not accept'),
      'default-template': errorOrWarning('a default that cannot be made of the parameters before it'),
      'invalid-pattern': error('a "pattern" that is no regular expression'),
      'required-when': error('a "required_when" that reads more than the other parameters'),
      'parameter-circle': error('parameters that wait for each other'),
      'secret-default': error('a secret with a default that everybody can read'),
      'secret-on-command-line': errorOrWarning('a secret among the arguments of a program'),
      'secret-shown': information('a secret in a text that is shown'),
      'unused-parameter': warning('nothing reads the parameter'),
      'unused-register': information('nothing reads what a task registers'),
      'shadowed-parameter': error('a task gives a value to the name of a parameter'),
      'loop-variable': warning("a loop's variable hides another one of its name"),
      'unknown-status': error('an entry that is not on the status board'),
      'duplicate-status': error('two entries of the status board have one name'),
      'shadowed-status': error('a variable "status" beside a status board'),
      'impossible-comparison': warning('a comparison that is never true'),
    },
  },
  {
    title: 'Values of parameters',
    codes: {
      'parameter-missing': error('a required parameter has no value'),
      'parameter-unknown': errorOrWarning('a value for a parameter that the runbook does not have'),
      'parameter-type': error("a value of another type than the parameter's"),
      'parameter-property': error(
        'a mapping that lacks a property, or has one that the parameter does not take',
      ),
      'parameter-enum': error('a value that is none of those that the parameter accepts'),
      'parameter-pattern': error("a text that does not match the parameter's pattern"),
      'parameter-format': error("a text that does not have the parameter's format"),
      'parameter-range': error("a value below the parameter's minimum or above its maximum"),
      'secret-too-short': error('a secret that is too short to be masked'),
      'secret-line-break': warning('a secret that ends with a line break'),
      'extra-vars': error('what is given with -e cannot be read'),
      'parameter-twice': error('two variables of the environment that give one parameter different values'),
      'params-file': error('a file of parameters that is no mapping of names to values'),
    },
  },
  {
    title: 'Other files',
    codes: {
      'file-outside': error("a file that does not lie in the runbook's folder"),
      'open-path': error('the path of an include that can be anything'),
      'templated-path': error('an expression in the path of an import'),
      'unknown-argument': error('a value for a parameter that the file does not declare'),
      'wrong-argument': error("a value that the file's parameter does not accept"),
      'missing-argument': errorOrWarning('a parameter that the file requires has no value'),
      'unknown-role': error('a role whose file of tasks is not there'),
      'include-cycle': error('a file that includes itself'),
      'too-many-includes': error('more files than are read for one runbook'),
      'unknown-file': error('the path of an include has become none of the files that were read'),
    },
  },
  {
    title: 'Expressions',
    codes: {
      'expression-syntax': error('an expression that cannot be read'),
      'unclosed-template': error('a "{{" without its "}}"'),
      'template-in-expression': error('braces in a condition, which is an expression already'),
      'template-statement': error('"{% … %}", which there is none of'),
      'folded-script': warning('statements of a script that YAML joins to one line'),
      'templated-script': error('a template in a script'),
      'unknown-filter': error('a filter that does not exist'),
      'unknown-test': error('a test that does not exist'),
      'unknown-function': error('a function that does not exist'),
      'unknown-method': error('a method that does not exist, or that changes its object'),
      'undeclared-input': error('a variable of the environment that no parameter takes'),
      'wrong-arguments': error('arguments that a filter, test or function does not take'),
      'regex-syntax': error('a regular expression that cannot be read'),
      'query-syntax': error('a JMESPath query that cannot be read'),
      'not-a-condition': errorOrWarning('a condition that is never true or false'),
      'unknown-member': errorOrWarning('a member that nothing here has'),
      'unknown-property': warning("a property that the command's objects do not have"),
      'expression-type': errorOrWarning('an operator, filter or test that does not work with its value'),
      'expression-value': error('an operator, filter or test that does not work with this value'),
      'expression-too-costly': error('an expression that would take too long or too much memory'),
      'wrong-value': errorOrWarning('a value that a keyword or loop does not take'),
    },
  },
  {
    title: 'Variables',
    codes: {
      'unknown-variable': errorOrWarning('nobody gives the variable a value'),
      'used-before-set': error('a variable that gets its value further down'),
      'perhaps-unset': warning('a variable that has a value on some ways only'),
      'recursive-variable': errorOrWarning('a variable of "vars" that needs itself'),
      'perhaps-skipped': warning('a result that is read although its task may be skipped'),
      'undefined-variable': error('a variable that has no value in this run'),
      'undefined-property': error('a value that does not have this member'),
      'undefined-value': error('a value that is not there'),
    },
  },
  {
    title: 'What can run',
    codes: {
      'choose-gap': error('values for which no branch of a "choose" runs'),
      'choose-overlap': error('values for which two branches of a "choose" run'),
      'choose-undefined': error('a branch whose condition has no value'),
      'choose-unproved': warning('a "choose" that is not proved to run exactly one branch'),
      'same-command': information('calls of one command of which mostly one runs'),
      'session-closed': errorOrWarning('a task that needs the session where it is closed'),
      'lost-variable': warning('a variable of a script, read in another session'),
      'lost-object': warning('an object, used in another session'),
      'unreachable-task': warning('a task that a run never gets to'),
      'restarted-machine': warning('a task that ends the run by restarting its machine'),
      'restart-ends-run': information('a restart that ends the run where that is on the machine itself'),
      'connection-differs': error('two plays that reach the host in different ways'),
      'double-hop': information('a task that needs a machine which a session on another host cannot get to'),
      'window-too-short': warning('a window whose tasks take longer'),
      'expected-too-long': warning('a task that is expected to take longer than its timeout'),
      'question-in-window': warning("a question while a window's clock runs"),
      'repeated-change': warningOrNote('"until" repeats a task that changes something'),
      'ignored-failure': information('a failure that nothing looks at'),
      'unknown-handler': errorOrWarning('a "notify" that names no handler'),
      'never-notified': warning('a handler that no task notifies'),
      'handler-twice': warning('two handlers of one name'),
      'never-runs': warning('a task that no values let run'),
      'constant-condition': warning('a condition that is always true'),
    },
  },
  {
    title: 'Scripts',
    codes: {
      'script-syntax': errorOrWarning('PowerShell does not accept the script'),
      'newer-syntax': errorOrWarning('syntax that Windows PowerShell does not have'),
      'unknown-script-parameter': error('a value for a parameter that the script does not have'),
      'missing-script-parameter': error('a mandatory parameter of the script has no value'),
      'param-not-first': error('a "param" block that is not at the script\'s beginning'),
      'script-asks': warning('a script that asks somebody'),
      'swallowed-lines': warning('lines that have become a part of a comment'),
      'dotnet-in-script': information('a script that a rehearsal holds back'),
      'session-in-use': errorOrWarning('a session is closed while a task may still run in it'),
      'shared-environment': error('"environment" on an asynchronous task of the session'),
      'scripts-not-parsed': information('there was no PowerShell that could read the scripts'),
    },
  },
  {
    title: 'Commands',
    codes: {
      'unknown-command': errorOrWarning('there is no such command'),
      'uncatalogued-command': information('a command that no catalog knows'),
      'other-edition': errorOrWarning('a command of the other PowerShell'),
      'module-not-imported': warning('a command of a module that the session does not import'),
      'unknown-parameter': errorOrWarning('a parameter that the command does not have'),
      'ambiguous-parameter': errorOrWarning("the beginning of several parameters' names"),
      'repeated-parameter': errorOrWarning('a parameter that is given twice'),
      'wrong-parameter-type': errorOrWarning('a value of a type that the parameter refuses'),
      'wrong-parameter-value': errorOrWarning('a value that is none of those that the parameter takes'),
      'no-parameter-set': errorOrWarning('parameters that do not go together'),
      'contradictory-parameters': errorOrWarning('parameters that the documentation does not allow together'),
      'missing-parameter': errorOrWarning('a mandatory parameter of the command is not given'),
      'unchecked-call': noteOrWarning('a call that the session could not be asked about'),
      catalog: error('a file that is no catalog of commands'),
    },
  },
  {
    title: 'The command line',
    codes: {
      'runbook-not-found': error('there is no such runbook'),
      'too-many-warnings': error('more warnings than "--max-warnings" allows'),
      'unknown-tag': error('a tag that no task has'),
      'nothing-selected': error('tags that leave no task to run'),
      'start-at-task': error('"--start-at-task" names no task at which a run can start'),
      'missing-value': errorOrWarning('a task that is left out would have set a value that is read'),
      'left-out': warning('what is left out opens or closes the session, or belongs to an "always"'),
      'confirmation-needed': error('a question, and no terminal to ask it on'),
      'rehearsal-not-found': error('the runbook has no rehearsal'),
      'scenario-not-found': error('there is no such scenario of a rehearsal'),
      schema: error('a scenario, or a connection file, that does not keep its schema'),
      'impossible-expectation': errorOrWarning('a scenario expects what cannot happen'),
      'unknown-code': error('no diagnostic has this code'),
      'unknown-fact': error('"runbook facts" is asked for a fact that there is not'),
      'unknown-schema': error('there is no such schema'),
      'file-exists': error('a file that `runbook init` would write is there already'),
      'not-a-playbook': error('what "runbook convert" was given is no playbook of Ansible\'s'),
      'cannot-write': error('a file that a command should write cannot be written'),
      'log-not-writable': error('the file of "--log" cannot be written'),
      'journal-unwritable': error('the journal of a run cannot be written'),
      'wrong-connection': errorOrWarning('a host, or a way to it, that cannot be'),
      'run-locked': error('the runbook is being run on its host already'),
      'run-not-found': error('there is no such run on record'),
      'journal-damaged': error('a journal that has been changed, or that this runner cannot read'),
      'in-doubt': error('a run broke off in the middle of a task, and nobody can say whether it is done'),
      'resume-at-boot': error('a run that could not go on by itself behind a restart of its machine'),
      'restart-without-journal': errorOrWarning(
        'a restart of the machine that the run is on, and no journal to go on with',
      ),
      'not-resumable': error('a run that cannot be gone on with'),
    },
  },
  {
    title: 'The session',
    codes: {
      'powershell-not-found': error('there is no PowerShell, and none could be installed'),
      'powershell-not-installed': error("the runner's own PowerShell is not installed yet"),
      'powershell-not-powershell': error('the program that was named is no PowerShell'),
      'powershell-start-failed': error('PowerShell cannot be started'),
      'powershell-start-timeout': error('PowerShell did not answer in time'),
      'far-end-refused': error("PowerShell does not load the session's assembly"),
      'temporary-folder': error('the folder for temporary files cannot be used'),
      'connection-unsupported': error('this machine cannot connect in this way'),
      'host-unreachable': error('the host does not answer'),
      'host-untrusted': error('the host is not known to be the one that is meant'),
      'host-refused': error('the host lets no session of this kind in'),
      'wrong-edition': error('PowerShell of another edition than the runbook needs'),
      'wrong-version': error('an older PowerShell than the runbook needs'),
      'module-missing': error('a module of the session is not installed'),
      'rehearsal-module': error('the stand-ins of a rehearsal cannot be loaded'),
      'commands-refused': error('the session does not have what the runbook calls'),
      'winrm-needs-windows': error('WinRM, and the runner is not on Windows'),
      'session-lost': error('PowerShell ended while it was asked'),
    },
  },
] as const satisfies readonly CodeGroup[];

interface CodeGroup {
  readonly title: string;
  readonly codes: Readonly<Record<string, CodeEntry>>;
}

type CodesOf<Group> = Group extends { readonly codes: infer Codes } ? keyof Codes & string : never;

/** Stable, kebab-case, such as `unknown-key`. */
export type DiagnosticCode = CodesOf<(typeof CODE_GROUPS)[number]>;
