import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packageDirectory } from '../package/package-directory.ts';
import { createConsoleOutput, readConsoleOutput } from './process/console-output.ts';
import { END_LIMIT, endProcessTree } from './process/end-process-tree.ts';
import { createErrorOutputDecoder } from './process/error-output-decoder.ts';
import { farEndFolder } from './find/far-end-folder.ts';
import { LiveObjects } from './live-objects.ts';
import { LiveSession } from './live-session.ts';
import type { ProcessEnd } from './session-loss.ts';
import { createOutputDecoder } from './process/output-decoder.ts';
import { createProcessMark } from './process/marked-processes.ts';
import { startPipeServer } from './wire/pipe-server.ts';
import { createStarter } from './starter.ts';
import { startPowerShellProcess } from './process/powershell-process.ts';
import { programText } from './find/powershell-program.ts';
import { connectFailure } from './connect-failure.ts';
import { connectionText, type Connection } from './connection.ts';
import { connectRequest } from './wire/connect-request.ts';
import { openRequest } from './wire/open-request.ts';
import { unmetRequirement } from './requirements.ts';
import { sessionEnvironment } from './process/session-environment.ts';
import { SessionLost, type SessionInfo, type SessionOptions } from './session.ts';
import { cannotStart, diedAtStart, hangsAtStart, notPowerShell, REFUSED_MARK } from './start-errors.ts';
import { openFailure } from './open-failure.ts';
import type { Frame } from './wire/frame.ts';
import { ANSWER_LIMITS } from './watch-answers.ts';
import { MessageKind } from './wire/message-kind.ts';
import { PayloadReader } from './wire/payload-reader.ts';
import { PayloadWriter } from './wire/payload-writer.ts';

const OPEN_TIMEOUT = 60_000;
/** How long a host may take to be there with its PowerShell, in milliseconds. */
const HOST_PATIENCE = 30_000;
/** How long the last words of a process that has ended may take: one that it left behind may hold its pipes open for ever. */
const LAST_WORDS = 100;

/** The module that stand-ins share; rehearsed programs import it, too. */
export const rehearsalModule = join(packageDirectory, 'powershell', 'Rehearsal.psm1');

/**
 * The one line that PowerShell gets on standard input, the same for every session: no text is ever pasted into it. By a static method where that
 * is allowed, because Import-Module takes some 50 ms longer; where neither is, all that it can do is say so.
 */
const BOOT = [
  `$f = "$env:RUNBOOK_SESSION_FAR_END/$(if ($PSVersionTable.PSEdition -eq 'Core') { 'netstandard2.0' } else { 'net462' })/Runbook.FarEnd.dll";`,
  'try { $null = [Reflection.Assembly]::LoadFrom($f); [Runbook.FarEnd.Program]::Run($ExecutionContext) }',
  'catch { try { Import-Module $f -ErrorAction Stop; Start-RunbookSession }',
  `catch { "${REFUSED_MARK}$($ExecutionContext.SessionState.LanguageMode): $_"; exit 86 } }`,
].join(' ');

/**
 * Starts PowerShell, connects to it, and checks that it is what the run needs.
 * Errors: rejects with `SessionUnavailable` where it cannot be had, and with `SessionLost` where its start was stopped.
 */
export async function openSession(options: SessionOptions): Promise<LiveSession> {
  const { powershell, signal: stop } = options;
  const shown = programText(powershell);
  if (stop?.aborted) throw startStopped();
  const starter = createStarter();
  const farEnd = farEndFolder(process.env);
  const pipe = await startPipeServer(starter);
  const nonce = randomBytes(16).toString('hex');
  const mark = createProcessMark();
  const added = { ...addedEnvironment(options, { farEnd, ...pipe, nonce }), ...mark.variables };
  const child = startPowerShellProcess(
    powershell,
    sessionEnvironment(process.env, powershell.executable, added),
  );
  starter.endProcess = () => endProcessTree(child);
  const startError = new Promise<NodeJS.ErrnoException>((resolve) => child.once('error', resolve));
  const toTask = (stream: 'stdout' | 'stderr') => (text: string) =>
    starter.session?.receiveText(stream, text);
  // What the near PowerShell of a session on a host writes is no task's: ssh's words are among it.
  const fromNear = (stream: 'stdout' | 'stderr') => (text: string) => {
    if (!starter.written) toTask(stream)(text);
  };
  const stdout = readConsoleOutput(child.stdout, nonce, createOutputDecoder, fromNear('stdout'));
  const stderr = readConsoleOutput(child.stderr, nonce, createErrorOutputDecoder, fromNear('stderr'));
  const words = () =>
    [stderr.lastWords, stdout.lastWords]
      .map((each) => each.trim())
      .filter(Boolean)
      .join('\n');
  const gone = processEnd(child, startError, () => starter.fault);
  child.stdin.end(`${BOOT}\n`);

  const limit = options.openTimeout ?? OPEN_TIMEOUT;
  const watch = new AbortController();
  let refuse: (error: Error) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    refuse = reject;
    void startError.then((error) => reject(cannotStart(powershell.executable, error)));
    void gone.then(async (end) => {
      // Why there is no connection is told first.
      if (starter.isUnconnected) await delay(2 * LAST_WORDS);
      reject(diedAtStart(shown, end, words()));
    });
    const timer = setTimeout(() => reject(hangsAtStart(shown, limit, words())), limit);
    // Something that echoes its input would never answer.
    const look = () => {
      if (stdout.lastWords.includes('[Reflection.Assembly]::LoadFrom')) reject(notPowerShell(shown));
    };
    const abort = () => reject(startStopped());
    child.stdout.on('data', look);
    stop?.addEventListener('abort', abort);
    if (stop?.aborted) abort();
    watch.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      child.stdout.off('data', look);
      stop?.removeEventListener('abort', abort);
    });
  });
  failure.catch(() => undefined);
  try {
    await Promise.race([starter.connected, failure]);
    options.onParser?.(async (scripts) => {
      const request = new PayloadWriter();
      request.list(scripts, (script) => request.text(script));
      const id = ++starter.parses;
      pipe.send(MessageKind.Parse, id, request.bytes);
      const lost = gone.then((end) => Promise.reject(diedAtStart(shown, end, words())));
      const { payload } = await Promise.race([starter.next(MessageKind.Parsed, id), lost]);
      const answer = new PayloadReader(payload);
      return answer.list(() => answer.bytes());
    });
    const connection = await Promise.race([options.connection, failure]);
    if (connection) {
      starter.written = {
        stdout: createConsoleOutput(nonce, createOutputDecoder, toTask('stdout')),
        stderr: createConsoleOutput(nonce, createErrorOutputDecoder, toTask('stderr')),
      };
      const variables = {
        ...rehearsalVariables(options),
        ...mark.variables,
        RUNBOOK_SESSION_MARK: nonce,
      };
      pipe.send(MessageKind.Connect, 0, connectRequest(connection, variables, HOST_PATIENCE));
      void starter.next(MessageKind.Unconnected).then(async (answer) => {
        // ssh's own words come on another way.
        await Promise.race([gone, delay(LAST_WORDS, undefined, { ref: false })]);
        refuse(connectFailure(connection, answer, words()));
      });
    }
    const requirements = await Promise.race([options.requirements, failure]);
    const opening = openRequest(
      requirements,
      options.rehearsal && {
        directory: options.rehearsal.directory,
        module: rehearsalModule,
        allowsDotNet: options.rehearsal.allowsDotNet ?? false,
      },
    );
    pipe.send(MessageKind.Open, 1, opening);
    const hello = await Promise.race([starter.next(MessageKind.Hello, connection ? 1 : 0), failure]);
    const info = infoOf(shown, connection, hello);
    const unmet = unmetRequirement(info, requirements, options.rehearsal);
    if (unmet) throw unmet;
    const opened = openFailure(await Promise.race([starter.next(MessageKind.Opened), failure]), options);
    if (opened) throw opened;
    const release = (numbers: readonly number[]) => {
      const payload = new PayloadWriter();
      payload.list(numbers, (number) => payload.int32(number));
      pipe.send(MessageKind.Release, 0, payload.bytes);
    };
    const { written } = starter;
    starter.session = new LiveSession({
      child,
      pipe,
      stdout: written?.stdout ?? stdout,
      stderr: written?.stderr ?? stderr,
      words: () =>
        [stderr, stdout, written?.stderr, written?.stdout].flatMap((each) => each?.lastWords ?? []),
      info,
      live: new LiveObjects(release),
      copies: new LiveObjects(release),
      opening,
      openFailure: (answer) => openFailure(answer, options),
      answers: options.answers ?? ANSWER_LIMITS,
      mark,
      gone,
    });
    return starter.session;
  } catch (error) {
    pipe.close();
    await endProcessTree(child);
    await Promise.race([gone, delay(END_LIMIT, undefined, { ref: false })]);
    throw error;
  } finally {
    watch.abort();
  }
}

async function processEnd(
  child: ReturnType<typeof startPowerShellProcess>,
  startError: Promise<unknown>,
  fault: () => string | undefined,
): Promise<ProcessEnd> {
  const [exitCode, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.once('exit', (code, name) => resolve([code, name]));
    void startError.then(() => resolve([null, null]));
  });
  const streams = [child.stdout, child.stderr];
  const read = Promise.all(
    streams.map(
      (stream) => new Promise((done) => (stream.closed ? done(undefined) : stream.once('close', done))),
    ),
  );
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([read, new Promise((resolve) => (timer = setTimeout(resolve, LAST_WORDS)))]);
  clearTimeout(timer);
  for (const stream of streams) stream.destroy();
  return { exitCode, signal, fault: fault() };
}

function startStopped(): SessionLost {
  return new SessionLost('the start of PowerShell was stopped', null, null, '');
}

function rehearsalVariables({ rehearsal }: SessionOptions): Readonly<Record<string, string>> {
  return rehearsal
    ? { RUNBOOK_REHEARSAL: rehearsal.stateDirectory, RUNBOOK_REHEARSAL_MODULE: rehearsalModule }
    : {};
}

function isElsewhere({ elsewhere, connection }: SessionOptions): boolean {
  return elsewhere ?? (connection !== undefined && 'kind' in connection);
}

function addedEnvironment(
  options: SessionOptions,
  { farEnd, address, token, nonce }: Readonly<Record<'farEnd' | 'address' | 'token' | 'nonce', string>>,
): Readonly<Record<string, string>> {
  return {
    RUNBOOK_SESSION_FAR_END: farEnd,
    RUNBOOK_SESSION_PIPE: address,
    RUNBOOK_SESSION_TOKEN: token,
    RUNBOOK_SESSION_MARK: nonce,
    ...(isElsewhere(options) ? { RUNBOOK_SESSION_ELSEWHERE: 'yes' } : {}),
    ...rehearsalVariables(options),
  };
}

function infoOf(shown: string, connection: Connection | undefined, hello: Frame): SessionInfo {
  const input = new PayloadReader(hello.payload);
  const [version, edition, platform, mode] = [input.text(), input.text(), input.text(), input.text()];
  const elevated = input.textOrNull();
  const pid = input.int32();
  const ours = connection ? null : process.getuid ? process.getuid() === 0 : null;
  return {
    ...(connection && { host: connection.host }),
    executable: connection ? connectionText(connection) : shown,
    pid,
    began: input.text(),
    version,
    edition,
    platform,
    languageMode: mode,
    // On this machine, and elsewhere than on Windows, it runs as the same user as the runner.
    elevated: elevated === null ? ours : elevated === 'True',
  };
}
