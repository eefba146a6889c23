// Opens a session, starts a task in it, tells PowerShell's process id, and is gone without a word to anyone.
import { openTestSession, scriptCall } from './test-session.ts';

const session = await openTestSession();
await session.invoke(scriptCall(`'now'; while ($true) { Start-Sleep -Seconds 1 }`), {
  onRecord: () => {
    process.stdout.write(`${String(session.info.pid)}\n`, () => process.kill(process.pid, 'SIGKILL'));
  },
});
