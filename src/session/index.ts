/** PowerShell: which one, its process, and what it runs. Knows nothing of runbooks. */
export { findPowerShell, type FoundPowerShell, type PowerShellSearch } from './find-powershell.ts';
export { openSession } from './open-session.ts';
export { encodeClixml } from './clixml-encode.ts';
export { decodeClixml } from './clixml-decode.ts';
export type {
  ErrorRecordData,
  Invocation,
  InvocationResult,
  InvokeOptions,
  Session,
  SessionInfo,
  SessionOptions,
  StreamRecord,
} from './session.ts';
export { SessionLost, SessionUnavailable } from './session.ts';
