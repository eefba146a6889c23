import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { makeSocketPlace, removeStaleSocketPlaces, type SocketPlace } from './socket-place.ts';
import { socketFolder, temporaryFolderProblem } from '../process/temporary-folder.ts';
import { createFrameReader, encodeFrame, type Frame } from './frame.ts';
import { fromFarEnd, MessageKind } from './message-kind.ts';
import { PayloadReader } from './payload-reader.ts';

/** A stranger that has connected and shows no token is sent away after this time. */
const TOKEN_TIME = 10_000;

export interface PipeEvents {
  /** The far end has connected and shown the token. */
  readonly onConnect: () => void;
  readonly onFrame: (frame: Frame) => void;
  /** The pipe has ended; with the reason where what came over it is not what our far end sends. At most once, not after `close`. */
  readonly onEnd: (fault: string | undefined) => void;
}

/** The near end of a session's pipe: it takes one client, the one that shows the token first. */
export interface PipeServer {
  /** For the far end: the name of a Windows pipe, or the path of a Unix socket. */
  readonly address: string;
  readonly token: string;
  send(kind: string, id: number, payload?: Uint8Array): void;
  close(): void;
}

/**
 * Listens under a random name: a named pipe on Windows, elsewhere a socket in a folder that only this user can enter.
 * Errors: rejects with `SessionUnavailable` where there is no place for it.
 */
export async function startPipeServer(events: PipeEvents): Promise<PipeServer> {
  const token = randomBytes(32).toString('hex');
  const strangers = new Set<Socket>();
  let client: Socket | undefined;
  let ended = false;

  const close = (): boolean => {
    if (ended) return false;
    ended = true;
    server.close();
    for (const stranger of strangers) stranger.destroy();
    client?.destroy();
    remove();
    return true;
  };
  const end = (fault: string | undefined) => {
    if (close()) events.onEnd(fault);
  };
  const accept = (socket: Socket) => {
    strangers.delete(socket);
    client = socket;
    server.close();
    for (const stranger of strangers) stranger.destroy();
    remove();
    events.onConnect();
  };
  const server = createServer((socket) => {
    greet(socket, token, strangers, {
      isTaken: () => client !== undefined,
      accept,
      end,
      onFrame: events.onFrame,
    });
  });
  const { address, remove } = await listenAtNewPlace(server);
  return {
    address,
    token,
    send(kind, id, payload) {
      if (!ended) client?.write(encodeFrame(kind, id, payload));
    },
    close() {
      close();
    },
  };
}

interface Door {
  isTaken(): boolean;
  accept(socket: Socket): void;
  end(fault: string | undefined): void;
  readonly onFrame: (frame: Frame) => void;
}

function greet(socket: Socket, token: string, strangers: Set<Socket>, door: Door): void {
  let known = false;
  strangers.add(socket);
  const timer = setTimeout(() => socket.destroy(), TOKEN_TIME);
  const read = createFrameReader(fromFarEnd, (frame) => {
    if (known) {
      door.onFrame(frame);
    } else if (
      door.isTaken() ||
      frame.kind !== MessageKind.Token ||
      !isEqual(new PayloadReader(frame.payload).text(), token)
    ) {
      throw new RangeError('no token');
    } else {
      known = true;
      clearTimeout(timer);
      door.accept(socket);
    }
  });
  socket.setNoDelay();
  socket.on('data', (chunk) => {
    try {
      read(chunk);
    } catch (error) {
      if (known && error instanceof RangeError) door.end(error.message);
      else if (known) throw error;
      // Whoever does not know the token is nobody; the place stays free for the one who does.
      else socket.destroy();
    }
  });
  // The loss is told by "close".
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearTimeout(timer);
    strangers.delete(socket);
    if (known) door.end(undefined);
  });
}

function isEqual(shown: string, token: string): boolean {
  const [left, right] = [Buffer.from(shown), Buffer.from(token)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function makePlace(): SocketPlace {
  if (process.platform === 'win32') {
    const name = `runbook-${randomBytes(16).toString('hex')}`;
    return { address: `\\\\.\\pipe\\${name}`, remove: () => undefined };
  }
  const base = socketFolder();
  void removeStaleSocketPlaces(base);
  return makeSocketPlace(base);
}

/** Errors: rejects with `SessionUnavailable` where the folder for temporary files takes no socket. */
async function listenAtNewPlace(server: Server): Promise<SocketPlace> {
  let place: SocketPlace | undefined;
  try {
    place = makePlace();
    server.listen(place.address);
    await once(server, 'listening');
    return place;
  } catch (error) {
    place?.remove();
    throw temporaryFolderProblem(error, socketFolder());
  }
}
