import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What ships: `npm test` builds it before the tests run. */
export const program = join(root, 'dist', 'cli', 'main.js');
