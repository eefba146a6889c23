#!/usr/bin/env node
import { runnerVersion } from '../package/runner-version.ts';

const args = process.argv.slice(2);
// Programs ask for it often, and it needs nothing of what follows.
if (args[0] === '--version' || args[0] === '-V') {
  process.stdout.write(`${runnerVersion}\n`);
} else {
  const { runMain } = await import('./run-main.ts');
  await runMain(args);
}
