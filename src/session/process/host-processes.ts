import { setTimeout as delay } from 'node:timers/promises';
import type { Frame } from '../wire/frame.ts';
import { MessageKind } from '../wire/message-kind.ts';
import { PayloadReader } from '../wire/payload-reader.ts';
import { PayloadWriter } from '../wire/payload-writer.ts';
import type { LeftProcess } from './marked-processes.ts';
import type { SessionProcesses, TaskTimes } from './session-processes.ts';

/** Milliseconds for what was ended to be gone. */
const PATIENCE = 500;

export interface HostLink {
  /** Sends a message and resolves to its answer. Rejects with `SessionLost`. */
  ask(kind: string, answer: string, payload: Uint8Array): Promise<Frame>;
  send(kind: string, payload: Uint8Array): void;
}

/** On a host: its far end looks, and ends. What it has started it ends by itself where the link breaks. `mark`: what its processes carry in their environment. */
export function hostProcesses(link: HostLink, mark: string | undefined): SessionProcesses {
  const list = async (
    { started, aloneUntil }: TaskTimes,
    marked: string | null,
  ): Promise<readonly LeftProcess[]> => {
    const ago = (time: number) => Math.round(performance.now() - time);
    const request = new PayloadWriter().int32(ago(started));
    request.int32(aloneUntil === undefined ? -1 : ago(aloneUntil)).text(marked);
    const answer = await link.ask(MessageKind.List, MessageKind.Listed, request.bytes);
    const input = new PayloadReader(answer.payload);
    return input.list(() => ({ pid: input.int32(), command: input.text() }));
  };
  return {
    // What has left its process tree is not ended, but told of.
    of: async (task) => (await list(task, null).catch(() => [])).map(({ pid }) => pid),
    kill(pids, signal = 'SIGKILL') {
      const all = [...pids];
      if (all.length === 0) return;
      const request = new PayloadWriter().boolean(signal === 'SIGKILL');
      request.list(all, (pid) => request.int32(pid));
      link.send(MessageKind.Kill, request.bytes);
    },
    async left(task) {
      const deadline = performance.now() + PATIENCE;
      for (;;) {
        const found = await list(task, mark ?? null).catch(() => []);
        if (found.length === 0 || performance.now() > deadline) return found;
        await delay(25);
      }
    },
    endOrphans: () => Promise.resolve([]),
  };
}
