import { findOrBuildEmbeddedEngine } from '../../src/session/embedded-engine.ts';

/** Builds in a process of its own, with the environment that it was given, and says what came of it on one line. */
const lines: string[] = [];
const result = await findOrBuildEmbeddedEngine({ onProgress: (line) => lines.push(line) });
process.stdout.write(JSON.stringify({ result, built: lines.length > 0 }));
