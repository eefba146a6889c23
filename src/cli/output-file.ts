import { openSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import type { Environment } from './environment.ts';

/** The same surroundings, but for what is written: that is appended to a file, which only this user reads. Errors: throws those of the file system. */
export function writingTo(file: string, environment: Environment): Environment {
  const descriptor = openSync(file, 'a', 0o600);
  const write = (bytes: Uint8Array, _encoding: unknown, done: (error?: Error) => void) => {
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      done();
    } catch (error) {
      done(error as Error);
    }
  };
  const stream = () => new Writable({ write });
  return {
    ...environment,
    stdout: stream(),
    stderr: stream(),
    now: () => environment.now(),
    get exitCode() {
      return environment.exitCode;
    },
    set exitCode(code) {
      environment.exitCode = code;
    },
  };
}
