import { sessionIsClosed } from '../invocation.ts';
import { failed, type Outcome } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { FileFailure } from './file-failure.ts';
import type { HostFiles } from './host-files.ts';

/**
 * Does something with the files of the session's host. `act` says of each file when it begins to be changed. What the host refuses is a failure; what is cut off in the middle leaves each
 * file as it was or as it is to be.
 */
export async function onHost(
  call: { readonly action: string; readonly subject: string },
  ports: Ports,
  act: (files: HostFiles, changing: (path: string) => void) => Promise<Outcome>,
): Promise<Outcome> {
  const session = await ports.sessions.use();
  if (!session) return sessionIsClosed();
  let changed = false;
  try {
    return await act(ports.filesOf(session, call, ports), () => (changed = true));
  } catch (error) {
    // A stop ends whatever it meets in a way of its own.
    if (ports.signal.aborted)
      return { ...failed('it was cut off', undefined, new Map(), changed), status: 'interrupted' };
    if (error instanceof FileFailure) return failed(error.message, error.help, new Map(), changed);
    throw error;
  }
}
