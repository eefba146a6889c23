import { fileURLToPath } from 'node:url';

/**
 * The package's folder, without a slash at its end: `schemas/`, `runbooks/` and `powershell/` lie in it. Nothing else may look for them by the
 * place of its own code: this module becomes part of a chunk in `dist/cli/`, which is as deep as `src/package/`.
 */
export const packageDirectory = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
