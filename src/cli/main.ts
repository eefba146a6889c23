#!/usr/bin/env node
import { runnerVersion } from '../package/runner-version.ts';
import { useCompileCache } from './compile-cache.ts';

const args = process.argv.slice(2);
// Programs ask for it often, and it needs nothing of what follows.
if (args[0] === '--version' || args[0] === '-V') {
  process.stdout.write(`${runnerVersion()}\n`);
} else {
  // Holds for what is loaded from here on.
  useCompileCache(process.env);
  const { runMain } = await import('./run-main.ts');
  await runMain(args);
}
