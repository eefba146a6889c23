import { spawn, execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { hasText } from './has-text.ts';
import { MARK } from './leftovers.ts';

/** A real terminal with a program in it. */
export interface Terminal {
  /** Types: text as it is. */
  type(text: string): void;
  enter(): void;
  interrupt(): void;
  /** What stands on it now, and what has scrolled off. */
  screen(): string;
  /** Resolves with the screen as soon as it shows the text; rejects with the screen where it does not come. */
  shows(text: string | RegExp, patience?: number): Promise<string>;
  close(): void;
}

export interface TerminalOptions {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly columns?: number;
  readonly rows?: number;
}

/**
 * Runs a program in a terminal: in tmux, or where that is not installed in the one that `script` (util-linux) makes. When it has ended,
 * the terminal shows `exit=` and its exit code.
 */
export function openTerminal(argv: readonly string[], options: TerminalOptions): Terminal {
  // The shell around it has to live on when a Ctrl-C reaches them both.
  const { [MARK]: mark, ...environment } = options.environment;
  // The mark is for what runs in the terminal, not for the terminal itself.
  const marked = mark === undefined ? argv : ['env', `${MARK}=${mark}`, ...argv];
  const command = `trap : INT; ${marked.map(quote).join(' ')}; echo "exit=$?"`;
  const open = hasTmux() ? openTmux : openScript;
  return open(command, { ...options, environment });
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Whether this machine has any terminal to offer: there is none to be had on Windows this way. */
export const hasTerminal = process.platform !== 'win32';

function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function openTmux(
  command: string,
  { directory, environment, columns = 120, rows = 40 }: TerminalOptions,
): Terminal {
  // A server of its own, so that nobody's sessions are touched, not even at the end.
  const server = ['-L', `runbook-test-${randomUUID()}`, '-f', '/dev/null'];
  const tmux = (...args: readonly string[]) =>
    execFileSync('tmux', [...server, ...args], {
      env: { ...environment, TMUX: undefined },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  tmux(
    'set-option',
    '-g',
    'remain-on-exit',
    'on',
    ';',
    'new-session',
    '-d',
    '-x',
    `${columns}`,
    '-y',
    `${rows}`,
    '-c',
    directory,
    'sh',
    '-c',
    command,
  );
  const terminal: Terminal = {
    type: (text) => void tmux('send-keys', '-l', text),
    enter: () => void tmux('send-keys', 'Enter'),
    interrupt: () => void tmux('send-keys', 'C-c'),
    screen: () => tmux('capture-pane', '-p', '-J', '-S', '-').replaceAll(/\n{3,}/g, '\n\n'),
    shows: (text, patience) => waitFor(terminal, text, patience),
    close: () => void tmux('kill-server'),
  };
  return terminal;
}

function openScript(
  command: string,
  { directory, environment, columns = 120, rows = 40 }: TerminalOptions,
): Terminal {
  const sized = `stty cols ${columns} rows ${rows}; ${command}`;
  const child = spawn('script', ['-q', '-e', '-f', '-c', sized, '/dev/null'], {
    cwd: directory,
    env: { TERM: 'xterm-256color', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  child.stdin.on('error', () => undefined);
  const terminal: Terminal = {
    type: (text) => void child.stdin.write(text),
    enter: () => void child.stdin.write('\r'),
    interrupt: () => void child.stdin.write('\x03'),
    screen: () => stripVTControlCharacters(written).replaceAll('\r', ''),
    shows: (text, patience) => waitFor(terminal, text, patience),
    close: () => void child.kill('SIGHUP'),
  };
  return terminal;
}

async function waitFor(terminal: Terminal, text: string | RegExp, patience = 60_000): Promise<string> {
  const deadline = Date.now() + patience;
  for (;;) {
    const screen = terminal.screen();
    if (hasText(screen, text)) return screen;
    if (Date.now() > deadline) throw new Error(`the terminal does not show ${String(text)}:\n${screen}`);
    await delay(50);
  }
}
