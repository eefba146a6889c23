import type { BriefSessions } from '../session/brief-sessions.ts';
import { ownCommand } from '../session/own-command.ts';
import { createOutputDecoder } from '../session/process/output-decoder.ts';
import { SessionUnavailable, type StreamRecord } from '../session/session.ts';
import { isMapping } from '../values/describe.ts';
import type { Mapping, Value } from '../values/value.ts';
import { codePageName } from './code-page-name.ts';
import type { FileCondition, Look, LookFor, PortCondition, Seen } from './look.ts';
import { lookWord, lookWords } from './look-words.ts';
import { textField } from './text-field.ts';
import { noMatch, seenIn } from './seen-in.ts';

/** Characters of what a port says that are searched. */
const MOST = 1024 * 1024;

/** Looks from the host of these sessions, by the far end's own `Get-RunbookPath` and `Connect-RunbookPort`. A look changes nothing: where the link broke, or the host is away, the next look has a new one. */
export function createHostLooks(sessions: BriefSessions): LookFor {
  return (condition) => {
    const look =
      condition.kind === 'port' ? lookAtPort(condition, sessions) : lookAtFile(condition, sessions);
    return async (signal) => {
      try {
        return await look(signal);
      } catch (error) {
        if (error instanceof SessionUnavailable && error.code !== 'host-unreachable') throw error;
        return notYet((error as Error).message);
      }
    };
  };
}

function lookAtFile({ path, state, searchRegex }: FileCondition, sessions: BriefSessions): Look {
  let before: { readonly version: string; readonly seen: Seen } | undefined;
  return async (signal) => {
    const parameters = {
      Path: path,
      Read: searchRegex !== undefined && state === 'started',
      ...(before && { Known: before.version }),
    };
    const found = await ask(sessions, 'Get-RunbookPath', parameters, signal);
    const is = found.get('state');
    if (is === 'unknown') return notYet(lookWord(textField(found, 'why')));
    if (state === 'stopped') return is === 'missing' ? so : notYet(lookWords.there);
    if (is === 'missing') return notYet(lookWords.missing);
    if (searchRegex === undefined) return so;
    if (is === 'folder') return notYet(lookWords.folder);
    const bytes = found.get('bytes');
    if (bytes instanceof Uint8Array) {
      const decoder = createOutputDecoder(undefined, codePageName(found.get('code_page')));
      const text = decoder.write(Buffer.from(bytes)) + decoder.end();
      before = { version: textField(found, 'version'), seen: seenIn(text, searchRegex, 'it') };
    }
    return before?.seen ?? notYet(lookWords.missing);
  };
}

/** What a port says is read until the pattern is found. */
function lookAtPort(condition: PortCondition, sessions: BriefSessions): Look {
  const { host, port, state, searchRegex, connectTimeout } = condition;
  const listens = searchRegex !== undefined && state === 'started';
  return async (signal) => {
    const enough = new AbortController();
    const decoder = new TextDecoder();
    let answer: Mapping = new Map();
    let said = '';
    const take = (record: StreamRecord) => {
      if (record.stream !== 'output' || !isMapping(record.value)) return;
      const bytes = record.value.get('bytes');
      if (!(bytes instanceof Uint8Array)) {
        answer = record.value;
        return;
      }
      said = (said + decoder.decode(bytes, { stream: true })).slice(0, MOST);
      if (seenIn(said, searchRegex, '').kind !== 'not yet') enough.abort();
    };
    const parameters = {
      HostName: host,
      Port: BigInt(port),
      Limit: BigInt(Math.max(1, Math.ceil(connectTimeout))),
      Read: listens,
    };
    const over = AbortSignal.any([signal, enough.signal]);
    try {
      await ask(sessions, 'Connect-RunbookPort', parameters, over, take);
    } catch (error) {
      // That it was stopped is what it was to be, or the end of the time for it.
      if (!over.aborted) throw error;
    }
    const isOpen = answer.get('open') === true;
    if (state === 'stopped') return isOpen ? notYet(lookWords.takes) : so;
    if (!isOpen) return notYet(lookWord(textField(answer, 'why') || 'no-answer'));
    return seenIn(said, searchRegex, 'what it says');
  };
}

async function ask(
  sessions: BriefSessions,
  name: string,
  parameters: Readonly<Record<string, Value>>,
  signal: AbortSignal,
  onRecord?: (record: StreamRecord) => void,
): Promise<Mapping> {
  const answers = await sessions.use(
    (session) => ownCommand(session, name, parameters, { signal, ...(onRecord ? { onRecord } : {}) }),
    signal,
  );
  const [answer] = answers;
  return answer !== undefined && isMapping(answer) ? answer : new Map();
}

const so: Seen = { kind: 'so', fields: noMatch };

function notYet(why: string): Seen {
  return { kind: 'not yet', why };
}
