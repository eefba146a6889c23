import { connect } from 'node:net';
import type { Look, PortCondition, Seen } from './look.ts';
import { lookWords } from './look-words.ts';
import { noMatch, seenIn } from './seen-in.ts';

/** Characters of what a port says that are searched. */
const MOST = 1024 * 1024;

/** Tries one connection each time, and closes it. */
export function lookAtPort(condition: PortCondition): Look {
  const { state, searchRegex } = condition;
  return async (signal) => {
    const tried = await tryPort(condition, signal);
    if (state === 'stopped') {
      return tried.kind === 'open'
        ? { kind: 'not yet', why: lookWords.takes }
        : { kind: 'so', fields: noMatch };
    }
    if (tried.kind === 'closed') return { kind: 'not yet', why: tried.why };
    return seenIn(tried.said, searchRegex, `what it says`);
  };
}

type Tried =
  { readonly kind: 'open'; readonly said: string } | { readonly kind: 'closed'; readonly why: string };

/** What a port says by itself is read until the pattern is found, the connection ends, or its time is up. */
function tryPort(
  { host, port, searchRegex, state, connectTimeout }: PortCondition,
  signal: AbortSignal,
): Promise<Tried> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let isOpen = false;
    let said = '';
    const end = (tried: Tried) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.destroy();
      resolve(tried);
    };
    const close = (why: string) => end(isOpen ? { kind: 'open', said } : { kind: 'closed', why });
    const abort = () => close(lookWords['no-answer']);
    const timer = setTimeout(() => close(lookWords['no-answer']), Math.max(1, connectTimeout));
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      isOpen = true;
      if (searchRegex === undefined || state === 'stopped') end({ kind: 'open', said });
    });
    socket.on('data', (text: string) => {
      said = (said + text).slice(0, MOST);
      const seen: Seen = seenIn(said, searchRegex, '');
      if (seen.kind !== 'not yet') close('');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => close(reasonOf(error)));
    socket.on('close', () => close('the connection was closed'));
  });
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ECONNREFUSED':
      return lookWords.refused;
    case 'ETIMEDOUT':
      return lookWords['no-answer'];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return lookWords['unknown-name'];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return lookWords.unreachable;
    default:
      return code ?? message;
  }
}
