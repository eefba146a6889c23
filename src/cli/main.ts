#!/usr/bin/env node
import { runnerVersion } from '../package/runner-version.ts';

const args = process.argv.slice(2);
// Programs ask for it often, and it needs nothing of what follows.
if (args[0] === '--version' || args[0] === '-V') {
  void import('./write-alone.ts').then(({ writeAlone }) => writeAlone(`${runnerVersion}\n`));
} else {
  // Not awaited: the bundle is of CommonJS modules, which cannot do that outside of a function.
  void import('./run-main.ts').then(({ runMain }) => runMain(args));
}
