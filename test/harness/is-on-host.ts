/** `RUNBOOK_TEST_HOST`: tests that open sessions, or apply runbooks, do so on a host: an sshd of their own, or on Windows this machine itself over WinRM (`npm run test:ssh`). */
export const testedHost = process.env['RUNBOOK_TEST_HOST'] as 'ssh' | 'winrm' | undefined;

export const isOnHost = testedHost !== undefined;
