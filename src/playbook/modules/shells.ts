import { list, mapping, scalar, type WrittenEntry, type WrittenNode } from '../../document/written.ts';
import { freeParameterName } from '../../model/convert/script-templates.ts';
import { CannotSay } from '../cannot-say.ts';
import { convertTemplate, isTemplated } from '../expressions.ts';
import { findBeside, takeFile, textOfFile } from '../files.ts';
import { splitWords } from '../key-values.ts';
import type { Converting } from '../converting.ts';
import type { ConvertModule, Made, ModuleCall } from '../module.ts';
import { convertScript, scriptEntry, type ConvertedScript } from '../templated-script.ts';

/** What runs a script or a program. */
export const SHELLS: Readonly<Record<string, ConvertModule>> = {
  win_shell: shell,
  raw: shell,
  win_powershell: powershell,
  win_command: command,
  command: (call) =>
    withRemark(
      command(call),
      'it was written for the machine that Ansible manages by SSH: its program has to be one of Windows',
    ),
  script,
};

function shell(call: ModuleCall): Made {
  const { args, converting } = call;
  args.ignore('no_profile', 'output_encoding_override', 'warn', 'use_tty');
  const text = args.line !== undefined && args.line !== '' ? args.line : args.source('cmd', '_raw_params');
  if (text === undefined) throw new CannotSay('it has no script');
  if (args.has('stdin')) throw new CannotSay('a script has no standard input: give it a parameter');
  const executable = args.literal('executable');
  if (executable !== undefined && !/powershell|pwsh/i.test(executable))
    return otherShell(executable, text, call);
  return scriptMade(call, scriptOf(text, converting), 'script');
}

/** `{{ lookup('file', 'report.ps1') }}`: the script is a file beside the playbook, in which Ansible puts no values. */
const SCRIPT_OF_FILE =
  /^\s*\{\{\s*lookup\(\s*(['"])(?:ansible\.builtin\.)?file\1\s*,\s*(['"])([^'"]+)\2\s*\)\s*\}\}\s*$/;

function scriptOf(
  text: string,
  converting: Converting,
  rewrite = (script: string) => script,
): ConvertedScript {
  const name = SCRIPT_OF_FILE.exec(text)?.[3];
  if (name === undefined) return convertScript(rewrite(text), converting.names);
  const path = findBeside(name, 'files', converting);
  const script = path === undefined ? undefined : textOfFile(path, converting);
  if (path === undefined || script === undefined)
    throw new CannotSay(`the script "${name}" is not beside the playbook`);
  if (/\{[{%#]/.test(script))
    throw new CannotSay(
      `the script "${name}" has "{{", "{%" or "{#" in it, which is no template there: name it with "powershell: { file: … }"`,
    );
  return { script: rewrite(script), parameters: {}, remarks: [`the script of "${name}" stands here`] };
}

/** `cmd` gets the text as its one argument, so it can have no values in it. */
function otherShell(executable: string, text: string, call: ModuleCall): Made {
  if (isTemplated(text))
    throw new CannotSay(
      `"${executable}" would read its values as code: write it as a script of PowerShell with parameters`,
    );
  const flag = /cmd(?:\.exe)?$/i.test(executable) ? '/c' : '-c';
  const argv = list([scalar(executable), scalar(flag), scalar(text)]);
  return commandMade(call, argv, [
    `"${executable}" reads its line as it is given to it by Node.js, whose quotes may differ from Ansible's`,
  ]);
}

function powershell(call: ModuleCall): Made {
  const { args, converting } = call;
  args.ignore('depth', 'executable', 'arguments', 'path');
  if (args.has('path')) throw new CannotSay('its script is a file on the server ("path")');
  if (args.has('sensitive_parameters'))
    throw new CannotSay(
      'its parameters are secrets ("sensitive_parameters"): give them as secret parameters of the runbook',
    );
  const text = args.source('script') ?? args.line;
  if (text === undefined) throw new CannotSay('it has no script');
  const made = scriptOf(text, converting, withoutAnsible);
  const given = args.data('parameters');
  if (given && given.kind !== 'mapping') throw new CannotSay('its parameters are not written out');
  const own =
    given?.kind === 'mapping' ? Object.fromEntries(given.entries.map(({ key, value }) => [key, value])) : {};
  const action = args.literal('error_action');
  const entry: WrittenEntry = { key: 'error_action', value: scalar(action ?? 'continue') };
  const remarks = /\$Ansible\.Tmpdir\b/i.test(text)
    ? [...made.remarks, 'what the script puts into "$env:TEMP" stays there: Ansible takes its folder away']
    : made.remarks;
  const result = scriptMade(call, { ...made, remarks, parameters: { ...made.parameters, ...own } }, 'same');
  return action === 'stop' ? result : { ...result, entries: [...result.entries, entry] };
}

/** @throws CannotSay where there is nothing like it here */
function withoutAnsible(script: string): string {
  const rewritten = script
    .replace(/\$Ansible\.(Changed|Failed|Result|CheckMode)\b/gi, '$$Runbook.$1')
    .replace(/\$Ansible\.Tmpdir\b/gi, '$$env:TEMP');
  if (/\$Ansible\./i.test(rewritten))
    throw new CannotSay(
      'its script reads "$Ansible", of which "$Runbook" has Changed, Failed, Result and CheckMode',
    );
  return rewritten;
}

function scriptMade(call: ModuleCall, converted: ConvertedScript, kind: 'script' | 'same'): Made {
  const { args } = call;
  const chdir = args.text('chdir');
  let made = converted;
  if (chdir) {
    const taken = new Set(Object.keys(made.parameters).map((name) => name.toLowerCase()));
    const folder = freeParameterName('working_folder', taken);
    const parameters = { [folder]: chdir, ...made.parameters };
    const [, head = '', rest = made.script] = /^(param\([^)]*\)\n)([^]*)$/.exec(made.script) ?? [];
    if (head === '' && /^\s*(?:#[^\n]*\n\s*)*(?:\[\w|param\s*\()/i.test(made.script))
      throw new CannotSay('its script has parameters of its own and a folder to run in');
    const declared = head === '' ? `param($${folder})\n` : head.replace('param(', () => `param($${folder}, `);
    made = { ...made, parameters, script: `${declared}Set-Location -LiteralPath $${folder}\n${rest}` };
  }
  return {
    entries: [{ key: 'powershell', value: scriptEntry(made) }, ...probes(call)],
    shape: { kind },
    remarks: made.remarks,
  };
}

/** `creates` and `removes`, which every task has here. */
function probes({ args }: ModuleCall): readonly WrittenEntry[] {
  return (['creates', 'removes'] as const).flatMap((key) => {
    const value = args.text(key);
    return value ? { key, value } : [];
  });
}

function command(call: ModuleCall): Made {
  const { args, converting } = call;
  args.ignore(
    'warn',
    'output_encoding_override',
    'strip_empty_ends',
    'stdin_add_newline',
    'expand_argument_vars',
  );
  const { names } = converting;
  const given = args.data('argv');
  if (given) return commandMade(call, given, []);
  const line =
    args.line !== undefined && args.line !== '' ? args.line : args.source('cmd', '_raw_params', '_cmd');
  if (line === undefined) throw new CannotSay('it has no command');
  if (/\{%/.test(line)) throw new CannotSay('the command is put together by statements ("{% %}")');
  const words = splitArguments(line);
  const remarks = words.some((word) => /^\{\{[^]*\}\}$/.test(word))
    ? [
        'each value is one argument here: one that stands for several has to be a list, as in "command: \'{{ [program] + arguments }}\'"',
      ]
    : [];
  const argv = words.map((word) => scalar(convertTemplate(word, names, 'text')));
  for (const name of namesIn(words)) names.readOnCommandLine(name);
  if (/\.(?:bat|cmd)$/i.test(words[0] ?? '')) return batch(call, argv, remarks);
  return commandMade(call, list(argv), remarks);
}

/** A batch file is read by a shell, which PowerShell starts as it should. */
function batch(call: ModuleCall, argv: readonly WrittenNode[], remarks: readonly string[]): Made {
  const made: ConvertedScript = {
    script: 'param([string[]]$Command)\n$program, $arguments = $Command\n& $program @arguments\n',
    parameters: { Command: list(argv) },
    remarks,
  };
  return scriptMade(call, made, 'script');
}

function commandMade(call: ModuleCall, argv: WrittenNode, remarks: readonly string[]): Made {
  const { args } = call;
  const chdir = args.text('chdir');
  const stdin = args.text('stdin');
  const value = (chdir ?? stdin) ? mapping({ argv, chdir, stdin }) : argv;
  return { entries: [{ key: 'command', value }, ...probes(call)], shape: { kind: 'same' }, remarks };
}

/** As Windows takes a command line apart: a backslash is one, quotes keep together. Templates keep together, too. */
export function splitArguments(line: string): readonly string[] {
  const kept: string[] = [];
  const hidden = line.replace(/\{\{[^]*?\}\}/g, (template) => `\uE000${kept.push(template) - 1}\uE000`);
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (let at = 0; at < hidden.length; at++) {
    const character = hidden[at] ?? '';
    const slashes = /^\\+(?=")/.exec(hidden.slice(at))?.[0].length ?? 0;
    if (slashes > 0) {
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes / 2));
      at += slashes;
      if (slashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
    } else if (character === '"') {
      isQuoted = !isQuoted;
      word ??= '';
    } else if (/\s/.test(character) && !isQuoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words.map((each) =>
    each.replace(/\uE000(\d+)\uE000/g, (_, index: string) => kept[Number(index)] ?? ''),
  );
}

function namesIn(words: readonly string[]): readonly string[] {
  return words.flatMap((word) =>
    Array.from(word.matchAll(/\{\{\s*([A-Za-z_]\w*)/g), ([, name = '']) => name),
  );
}

/** A script beside the playbook. Its arguments have to be parameters with names. */
function script(call: ModuleCall): Made {
  const { args, converting } = call;
  const [file, ...words] = splitWords(args.line ?? args.source('cmd', '_raw_params') ?? '');
  if (file === undefined) throw new CannotSay('it names no script');
  const path = findBeside(file, 'files', converting);
  if (path === undefined || !/\.ps1$/i.test(path))
    throw new CannotSay(`the script "${file}" is not beside the playbook, or is none of PowerShell's`);
  if (!converting.takesParts)
    throw new CannotSay(`"${file}" is a file of its own: with a folder as --output it is taken along`);
  takeFile(path, converting);
  const parameters: Record<string, WrittenNode> = {};
  for (let at = 0; at < words.length; at += 2) {
    const [, name] = /^-(\w+)$/.exec(words[at] ?? '') ?? [];
    const value = words[at + 1];
    if (name === undefined || value === undefined)
      throw new CannotSay('its arguments have no names: write them as "parameters" of "powershell"');
    parameters[name] = scalar(convertTemplate(value.replace(/^(["'])([^]*)\1$/, '$2'), converting.names));
  }
  const own =
    converting.role !== undefined && path.startsWith(`${converting.role}/files/`)
      ? path.slice(converting.role.length + 7)
      : path;
  const value = mapping({ file: own, ...(words.length > 0 && { parameters: mapping(parameters) }) });
  return { entries: [{ key: 'powershell', value }, ...probes(call)], shape: { kind: 'script' } };
}

function withRemark(made: Made, remark: string): Made {
  return { ...made, remarks: [...(made.remarks ?? []), remark] };
}
