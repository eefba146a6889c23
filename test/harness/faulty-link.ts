import { connect, createServer, type Socket } from 'node:net';

/** A way to a port of this machine that can be cut or held up in the middle of anything. */
export interface FaultyLink {
  readonly port: number;
  /** Bytes that have gone either way so far. */
  readonly passed: number;
  /** Breaks the link when so many bytes have gone either way. */
  cutAfter(bytes: number): void;
  /** Nothing more goes through when so many bytes have gone either way, and nobody is told. */
  stallAfter(bytes: number): void;
  /** Breaks it now. */
  cut(): void;
  /** Nothing more goes through, and nobody is told. */
  stall(): void;
  close(): Promise<void>;
}

export async function startFaultyLink(target: number): Promise<FaultyLink> {
  const sockets = new Set<Socket>();
  let passed = 0;
  let limit = Infinity;
  let stallsAt = Infinity;
  let isStalled = false;
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes: Buffer) => {
        if (isStalled) return;
        passed += bytes.length;
        if (passed >= stallsAt) isStalled = true;
        if (passed >= limit) cut();
        else if (!isStalled) to.write(bytes);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        if (!isStalled) to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    get passed() {
      return passed;
    },
    cutAfter(bytes) {
      limit = bytes;
    },
    stallAfter(bytes) {
      stallsAt = bytes;
    },
    cut,
    stall() {
      isStalled = true;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
