import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The runs of tests are not among the user's own. */
const directory = mkdtempSync(join(tmpdir(), 'runbook-test-state-'));
process.env['RUNBOOK_STATE_DIR'] = directory;
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
