import { replacing } from '../../diagnostics/fix.ts';
import { locate } from '../../diagnostics/source.ts';
import type { DocumentNode, MappingEntry, ScalarNode, SequenceNode } from '../../document/node.ts';
import { oddCharacters } from '../../text/odd-characters.ts';
import type { CommandAction } from '../action.ts';
import type { Argument } from '../argument.ts';
import { quotedText, report, reportWrongType, type Conversion } from './conversion.ts';
import { convertArgument, convertText, isTemplated } from './convert-argument.ts';
import { convertEncoding } from './convert-encoding.ts';
import { readFields } from './fields.ts';

/** `command`: an argument list, an expression that gives one, or a mapping with `argv`. */
export function convertCommand(
  conversion: Conversion,
  { key, value: node }: MappingEntry,
): CommandAction | undefined {
  const { location } = key;
  if (node.kind !== 'mapping') {
    const argv = convertArgv(conversion, 'command', node);
    return (
      argv && {
        kind: 'command',
        argv,
        chdir: undefined,
        stdin: undefined,
        encoding: undefined,
        successExitCodes: undefined,
        location,
      }
    );
  }
  const fields = readFields(conversion, node, {
    owner: 'command',
    keys: ['argv', 'chdir', 'stdin', 'encoding', 'success_exit_codes'],
    example: '{ argv: [net, stop, w3svc] }',
  });
  const argv = fields?.get('argv');
  const chdir = fields?.get('chdir');
  const stdin = fields?.get('stdin');
  const codes = fields?.get('success_exit_codes');
  if (fields && !argv) {
    report(conversion, 'missing-key', '"command" has no "argv"', key, {
      help: 'give it the program and its arguments as a list: argv: [net, stop, w3svc]',
    });
  }
  const list = argv && convertArgv(conversion, 'argv', argv.value);
  const action = {
    chdir: chdir && convertText(conversion, 'chdir', chdir.value),
    stdin: stdin && convertText(conversion, 'stdin', stdin.value),
    encoding: convertEncoding(conversion, fields?.get('encoding')),
    successExitCodes: codes && convertExitCodes(conversion, codes.value),
  };
  return list && { kind: 'command', argv: list, ...action, location };
}

function convertArgv(conversion: Conversion, name: string, node: DocumentNode): Argument | undefined {
  if (node.kind === 'sequence') {
    checkItems(conversion, name, node);
    // Arguments of a program are texts: `1.10` and `true` are taken as they are written.
    const argument = convertArgument(conversion, node, 'text');
    return argument;
  }
  if (isTemplated(node)) {
    const argument = convertArgument(conversion, node);
    const [part, ...others] = argument.kind === 'template' ? argument.template.parts : [];
    if (typeof part === 'object' && others.length === 0) return argument;
  }
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    report(
      conversion,
      'command-line',
      `"${name}" takes an argument list; there is no shell that would split a text`,
      node,
      {
        help: `write ${name}: ${listOf(node.value)}`,
        // What quotes and signs of a shell mean is not sure enough.
        fix: /^[\w.:/\\=,@+-]+(?: [\w.:/\\=,@+-]+)*$/.test(node.value)
          ? replacing(node.location, node.value, listOf(node.value))
          : undefined,
      },
    );
  } else {
    reportWrongType(conversion, name, 'a list of the program and its arguments', node);
  }
  return undefined;
}

function checkItems(conversion: Conversion, name: string, node: SequenceNode): void {
  const [program] = node.items;
  if (!program) reportWrongType(conversion, name, 'at least the program', node);
  for (const item of node.items) {
    if (item.kind === 'scalar' && item.value !== null) {
      warnOfDash(conversion, item);
      continue;
    }
    const quoted = quotedText(item);
    const help = quoted === undefined ? undefined : `quote it: ${quoted}`;
    reportWrongType(conversion, name, 'texts', item, help, quoted);
  }
  if (program?.kind !== 'scalar') return;
  if (program.source.text === '') reportWrongType(conversion, name, 'a program first', program);
  if (/\.(?:cmd|bat)$/i.test(program.source.text)) {
    report(
      conversion,
      'batch-file',
      `"${program.source.text}" is a batch file, which is refused on Windows`,
      program,
      {
        severity: 'warning',
        help: 'cmd.exe reads its arguments as code: call the program that it starts, or use "powershell"',
      },
    );
  }
}

/** A word processor's dash begins no option of any program. */
function warnOfDash(conversion: Conversion, { source }: ScalarNode): void {
  const [first] = oddCharacters(source.text.slice(0, 1));
  if (first?.kind !== 'dash' || !/^.\w/.test(source.text)) return;
  const place = locate(source, 0, 1);
  const message = `"${first.text}" is ${first.name}, which begins no option of a program`;
  report(conversion, 'odd-character', message, place, {
    severity: 'warning',
    help: 'write -',
    fix: replacing(place, first.text, '-'),
  });
}

function convertExitCodes(conversion: Conversion, node: DocumentNode): Argument {
  const items = node.kind === 'sequence' ? node.items : isTemplated(node) ? [] : [node];
  if (node.kind !== 'sequence' && !isTemplated(node)) {
    reportWrongType(conversion, 'success_exit_codes', 'a list of integers', node);
  } else {
    for (const item of items) {
      if (isTemplated(item) || (item.kind === 'scalar' && typeof item.value === 'bigint')) continue;
      reportWrongType(conversion, 'success_exit_codes', 'integers', item);
    }
  }
  return convertArgument(conversion, node);
}

/** A command line as the list that was probably meant. */
function listOf(line: string): string {
  // The end alone is no word, so that no brace looks for it in vain.
  const words = line.match(/\{\{(?:(?!\{\{|\}\}).)*\}\}\S*|"[^"]*"|'[^']*'|\S+/g) ?? [];
  const item = (word: string): string => {
    const bare = word.replace(/^(["'])(.*)\1$/, '$2');
    return /^[\w./\\-]+$/.test(bare) ? bare : `'${bare.replaceAll("'", "''")}'`;
  };
  return `[${words.map(item).join(', ')}]`;
}
