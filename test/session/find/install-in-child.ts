import { findOrInstallOwnPowerShell } from '../../../src/session/find/own-powershell.ts';

/** Installs in a process of its own, with the environment that it was given, and says what came of it on one line. */
const lines: string[] = [];
const result = await findOrInstallOwnPowerShell({ onProgress: (line) => lines.push(line) });
process.stdout.write(JSON.stringify({ result, installed: lines.length > 0 }));
