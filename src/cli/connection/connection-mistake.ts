import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/source.ts';

/** A host, or a way to it, that cannot be. */
export function wrongConnection(message: string, help: string, location?: Location): Diagnostic {
  return { code: 'wrong-connection', severity: 'error', message, help, ...(location && { location }) };
}
