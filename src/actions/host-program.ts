import type { BriefSessions } from '../session/brief-sessions.ts';
import { plainCall } from '../session/plain-call.ts';
import { createErrorOutputDecoder } from '../session/process/error-output-decoder.ts';
import { createOutputDecoder, type OutputDecoder } from '../session/process/output-decoder.ts';
import { SessionLost, type InvocationResult, type Session } from '../session/session.ts';
import { isMapping } from '../values/describe.ts';
import type { Mapping, Value } from '../values/value.ts';
import { codePageName } from './code-page-name.ts';
import { NATIVE_GRACE } from './end-program.ts';
import { notStarted, type NotStartedReason } from './not-started.ts';
import { textField } from './text-field.ts';
import type { ProgramRequest, ProgramResult, RunProgram } from './program.ts';

/**
 * Runs programs on the host of these sessions, each in one of its own for as long as it runs: so while the run's own session is closed, too. The far end's `Invoke-RunbookProgram`
 * starts them.
 */
export function createHostPrograms(sessions: BriefSessions): RunProgram {
  return async (request) => {
    const { argv, directory, signal } = request;
    const isStopped = () => signal.aborted;
    if (isStopped()) return { kind: 'stopped' };
    const [program] = argv;
    if (argv.some((argument) => argument.includes('\0')))
      return notStarted('nul-character', { program, directory, isWindows: false });
    try {
      return await sessions.use((session) => runIn(session, request), signal);
    } catch (error) {
      // Where the run does not wait any more, the link was closed, and the host has ended what ran.
      if (error instanceof SessionLost && isStopped()) return { kind: 'stopped' };
      throw error;
    }
  };
}

async function runIn(session: Session, request: ProgramRequest): Promise<ProgramResult> {
  const { argv, directory, stdin, environment, signal } = request;
  const [program, ...args] = argv;
  const output = createOutput(request);
  let last: Mapping = new Map();
  const parameters = new Map<string, Value>([
    ['Program', program],
    ['Arguments', args],
    ['Variables', new Map(environment)],
    ...(directory === undefined ? [] : [['Directory', directory] as const]),
    ...(stdin === undefined ? [] : [['Content', new TextEncoder().encode(stdin)] as const]),
  ]);
  const result = await session.invoke(
    {
      ...plainCall,
      command: { kind: 'cmdlet', module: 'Runbook.FarEnd', name: 'Invoke-RunbookProgram' },
      parameters,
    },
    {
      signal,
      keepOutput: false,
      nativeGrace: NATIVE_GRACE,
      onRecord(record) {
        if (record.stream !== 'output' || !isMapping(record.value)) return;
        last = record.value;
        output.take(last);
      },
    },
  );
  output.end();
  return conclude(result, last, { program, directory, session });
}

/** Its text, decoded as on this machine. */
function createOutput(request: ProgramRequest) {
  const { encoding } = request;
  let decoders: Readonly<Record<'stdout' | 'stderr', OutputDecoder>> | undefined;
  const pass = (stream: 'stdout' | 'stderr', text = '') => {
    if (text !== '') request.onOutput(stream, text);
  };
  return {
    take(said: Mapping) {
      const page = said.get('code_page');
      if (page !== undefined) {
        const name = codePageName(page);
        decoders = {
          stdout: createOutputDecoder(encoding?.name, name),
          stderr: createErrorOutputDecoder(encoding?.name, name),
        };
      }
      const stream = said.get('stream');
      const bytes = said.get('bytes');
      if ((stream === 'stdout' || stream === 'stderr') && bytes instanceof Uint8Array)
        pass(stream, decoders?.[stream].write(Buffer.from(bytes)));
    },
    end() {
      pass('stdout', decoders?.stdout.end());
      pass('stderr', decoders?.stderr.end());
    },
  };
}

function conclude(
  { state, errors, left }: InvocationResult,
  last: Mapping,
  { program, directory, session }: Pick<ProgramRequest, 'directory'> & { program: string; session: Session },
): ProgramResult {
  if (state === 'stopped') return { kind: 'stopped', ...(left ? { left } : {}) };
  const { host, platform } = session.info;
  const say = (reason: NotStartedReason, message: string) =>
    notStarted(
      reason,
      { program, directory, host, isWindows: platform.startsWith('Microsoft Windows') },
      message,
    );
  if (state === 'failed') return say('other', errors.map(({ message }) => message).join('\n'));
  const reason = last.get('not_started');
  if (typeof reason === 'string') return say(reason as NotStartedReason, textField(last, 'message'));
  return { kind: 'exited', exitCode: Number(last.get('exit_code')) };
}
