import type { BootTask } from './boot-task.ts';

/** Who it runs as, by numbers: names may have any form, as those of domains do. */
export interface UnitAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The text of a unit of systemd that runs the task once: it takes its own files away before it begins, so that a task that fails, or whose program is no more, is not tried at each start.
 * `files`: the unit's own, by their full paths. Source: systemd.service(5), systemd.syntax(7).
 */
export function systemdUnit(task: BootTask, account: UnitAccount, files: readonly string[]): string {
  const { description, argv, directory, variables } = task;
  const environment = Object.entries(variables).map(
    ([name, value]) => `Environment=${quoted(`${name}=${value}`)}\n`,
  );
  // "+": with all rights, whoever it runs as.
  return `[Unit]
Description=${withoutSpecifiers(description)}
Wants=network-online.target
After=network-online.target

[Service]
# Nothing of the start of the machine waits for its end.
Type=simple
# What a task has left running on purpose stays.
KillMode=process
User=${account.uid}
Group=${account.gid}
WorkingDirectory=${withoutSpecifiers(directory)}
${environment.join('')}ExecStartPre=+${commandLine(['/bin/rm', '-f', '--', ...files])}
ExecStart=${commandLine(argv)}

[Install]
WantedBy=multi-user.target
`;
}

/** Whether a folder can be said: "WorkingDirectory=" knows no quotes. */
export function canBeFolder(directory: string): boolean {
  return !hasControl(directory) && directory.trim() === directory && !directory.endsWith('\\');
}

/** The program's own path is taken as it is; in its arguments "$" begins a variable. */
function commandLine([program, ...args]: readonly [string, ...string[]]): string {
  return [quoted(program), ...args.map((word) => quoted(word.replaceAll('$', () => '$$')))].join(' ');
}

function quoted(word: string): string {
  const text = Array.from(word, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    if (!hasControl(character)) return character;
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${withoutSpecifiers(text.join(''))}"`;
}

function withoutSpecifiers(text: string): string {
  return text.replaceAll('%', '%%');
}

function hasControl(text: string): boolean {
  return Array.from(text).some((character) => character < ' ' || character === '\u007f');
}
