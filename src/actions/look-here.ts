import type { LookFor } from './look.ts';
import { lookAtFile } from './look-at-file.ts';
import { lookAtPort } from './look-at-port.ts';

/** From this machine, by this process: so it can be waited while the session is closed, and a look never disturbs one. */
export const lookHere: LookFor = (condition) =>
  condition.kind === 'port' ? lookAtPort(condition) : lookAtFile(condition);
