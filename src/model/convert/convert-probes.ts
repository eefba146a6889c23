import type { MappingEntry } from '../../document/node.ts';
import { readsOnly } from '../../values/read-only-verbs.ts';
import type { CallProbe, Probe } from '../probe.ts';
import { convertText } from './convert-argument.ts';
import { convertCmdlet } from './convert-cmdlet.ts';
import { convertConditions } from './convert-condition.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import type { Fields } from './fields.ts';
import { CMDLET } from './vocabulary.ts';

const EXAMPLE =
  'a call and its condition, such as { Get-Service: { Name: w3svc }, that: "output[0].Status == \'Stopped\'" }';

/** `done_when`, `creates` and `removes`. */
export function convertProbes(conversion: Conversion, fields: Fields): readonly Probe[] {
  const probes: Probe[] = [];
  const doneWhen = fields.get('done_when');
  const call = doneWhen && convertCallProbe(conversion, doneWhen);
  if (call) probes.push(call);
  for (const key of ['creates', 'removes'] as const) {
    const entry = fields.get(key);
    if (!entry) continue;
    const path = convertText(conversion, key, entry.value);
    probes.push({ kind: 'path', key, path, location: entry.key.location });
  }
  return probes;
}

function convertCallProbe(conversion: Conversion, { key, value }: MappingEntry): CallProbe | undefined {
  if (value.kind !== 'mapping') {
    reportWrongType(conversion, 'done_when', EXAMPLE, value);
    return undefined;
  }
  const calls: MappingEntry[] = [];
  let that: MappingEntry | undefined;
  for (const entry of value.entries) {
    const name = entry.key.source.text;
    if (name === 'that') that = entry;
    else if (CMDLET.test(name)) calls.push(entry);
    else {
      report(conversion, 'unknown-key', `"${name}" is not a key of "done_when"`, entry.key, {
        help: `it takes ${EXAMPLE}`,
      });
    }
  }
  const [call, second] = calls;
  if (second) {
    report(conversion, 'several-actions', '"done_when" makes one call, and this is a second one', second.key);
  }
  if (!call || !that) {
    const missing = call ? 'has no "that"' : 'makes no call';
    report(conversion, 'missing-key', `"done_when" ${missing}`, key, { help: `it takes ${EXAMPLE}` });
  }
  const action = call && convertCmdlet(conversion, call);
  const conditions = that && convertConditions(conversion, that);
  if (call && action && !readsOnly(action.name)) {
    report(
      conversion,
      'probe-changes',
      `"${action.name}" may change something, and a probe only reads`,
      call.key,
      {
        help: 'ask with a command whose verb only reads, such as Get or Test',
      },
    );
  }
  return action && conditions && { kind: 'call', action, that: conditions, location: key.location };
}
