import type { Connection } from '../connection.ts';
import { PayloadWriter } from './payload-writer.ts';

/** The host that the session is to be on, as the far end's ConnectRequest.cs reads it. `variables`: environment variables for its process there. `patience` in milliseconds. */
export function connectRequest(
  connection: Connection,
  variables: Readonly<Record<string, string>>,
  patience: number,
): Buffer {
  const ssh = connection.kind === 'ssh' ? connection : undefined;
  const winrm = connection.kind === 'winrm' ? connection : undefined;
  const output = new PayloadWriter();
  output
    .boolean(ssh !== undefined)
    .text(connection.host)
    .int32(connection.port ?? 0);
  output.text(connection.user ?? null).text(ssh?.keyFile ?? null);
  output.text(winrm?.password?.reveal() ?? null).text(winrm?.authentication ?? null);
  output
    .text(winrm?.configurationName ?? null)
    .boolean(winrm?.useSsl ?? false)
    .int32(patience);
  const pair = ([name, value]: readonly [string, string]) => output.text(name).text(value);
  output.list(ssh?.options ?? new Map<string, string>(), pair);
  output.list(Object.entries(variables), pair);
  return output.bytes;
}
