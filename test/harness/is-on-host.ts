/** `RUNBOOK_TEST_HOST=ssh`: tests that open sessions, or apply runbooks, do so on a host, over SSH (`npm run test:ssh`). */
export const isOnHost = process.env['RUNBOOK_TEST_HOST'] === 'ssh';
