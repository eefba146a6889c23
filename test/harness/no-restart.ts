import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** No test restarts the machine that it runs on: whatever looks for these programs finds ones that refuse. */
const directory = mkdtempSync(join(tmpdir(), 'runbook-test-no-restart-'));
for (const name of ['shutdown', 'reboot', 'systemctl', 'poweroff', 'halt']) {
  const file = join(directory, name);
  writeFileSync(file, '#!/bin/sh\necho "a test has tried to restart this machine" >&2\nexit 99\n');
  chmodSync(file, 0o755);
}
process.env['PATH'] = `${directory}${delimiter}${process.env['PATH'] ?? ''}`;
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
