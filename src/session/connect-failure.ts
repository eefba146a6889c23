import { REASONS } from './connect-reasons.ts';
import type { Connection } from './connection.ts';
import { SessionUnavailable } from './session.ts';
import type { Frame } from './wire/frame.ts';
import { PayloadReader } from './wire/payload-reader.ts';

/** What the near PowerShell says of a connection that it could not make, or that broke (ConnectFailure.cs). */
function readFailure(frame: Frame): { readonly code: string; readonly message: string } {
  const input = new PayloadReader(frame.payload);
  return { code: input.text(), message: input.text() };
}

/** Why there is no session on the host. `words`: what the near PowerShell and ssh have written to stderr. */
export function connectFailure(connection: Connection, frame: Frame, words: string): SessionUnavailable {
  const { code, message } = readFailure(frame);
  const { host } = connection;
  const where = `"${host}" over ${connection.kind === 'ssh' ? 'SSH' : 'WinRM'}`;
  switch (code) {
    case 'near-version':
      return new SessionUnavailable(
        'connection-unsupported',
        message,
        'name one with --powershell, or let runbook have its own (`runbook doctor` says how)',
      );
    case 'version':
      return new SessionUnavailable(
        'wrong-version',
        `PowerShell on "${host}" is ${message === '' ? 'of an unknown version' : message}: a session needs 5.1 or later`,
        'install Windows Management Framework 5.1 or PowerShell 7 there, or run the runbook from that machine',
      );
    case 'timeout':
      return new SessionUnavailable(
        'host-unreachable',
        `there was no answer from ${where} in time`,
        'see that the host is up, and that its firewall lets you in',
      );
    default:
      return refusal(connection, where, said(message, words));
  }
}

/** Why a session on a host was lost. */
export function connectionLost(host: string, frame: Frame): string {
  const { message } = readFailure(frame);
  return `the connection to "${host}" was lost: ${oneLine(message)}`;
}

function refusal(connection: Connection, where: string, reason: string): SessionUnavailable {
  const known = REASONS.find(({ pattern }) => pattern.test(reason));
  const short = oneLine(reason);
  return known
    ? new SessionUnavailable(known.code, `no session on ${where}: ${known.what} (${short})`, known.help)
    : new SessionUnavailable(
        'host-refused',
        `no session on ${where}: ${short === '' ? 'it gave no reason' : short}`,
        connection.kind === 'ssh'
          ? `try \`ssh ${connection.host}\`, and \`Enter-PSSession -HostName ${connection.host}\` in PowerShell 7, by hand`
          : `try \`Enter-PSSession -ComputerName ${connection.host}\` by hand`,
      );
}

/** ssh's own words say more than PowerShell's. */
function said(message: string, words: string): string {
  return words.trim() === '' ? message : words;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, ' ');
}
