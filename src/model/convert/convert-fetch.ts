import type { MappingEntry } from '../../document/node.ts';
import type { FetchAction } from '../action.ts';
import { convertText } from './convert-argument.ts';
import { readFileFields } from './convert-file-target.ts';
import { convertSetting, toBoolean } from './convert-setting.ts';
import { report, type Conversion } from './conversion.ts';
import { runnerBase } from './runner-base.ts';

/** `fetch: { src: …, dest: … }`: a file of the host, brought to the runner's machine. */
export function convertFetch(conversion: Conversion, { key, value }: MappingEntry): FetchAction | undefined {
  const fields = readFileFields(conversion, value, {
    owner: 'fetch',
    keys: ['src', 'dest', 'flat', 'fail_on_missing'],
    example: "{ src: 'D:\\Logs\\app.log', dest: logs }",
  });
  if (!fields) return undefined;
  const [src, dest] = [fields.get('src'), fields.get('dest')];
  const [flat, failOnMissing] = [fields.get('flat'), fields.get('fail_on_missing')];
  if (!src)
    report(conversion, 'missing-key', '"fetch" has no "src"', key, {
      help: 'say which file of the host is fetched',
    });
  if (!dest)
    report(conversion, 'missing-key', '"fetch" has no "dest"', key, {
      help: 'say into which folder beside the runbook it is fetched',
    });
  const from = src && convertText(conversion, 'src', src.value);
  const to = dest && convertText(conversion, 'dest', dest.value);
  const settings = {
    flat: flat && convertSetting(conversion, flat, toBoolean),
    failOnMissing: failOnMissing && convertSetting(conversion, failOnMissing, toBoolean),
  };
  if (!from || !to) return undefined;
  return {
    kind: 'fetch',
    src: from,
    dest: to,
    ...settings,
    base: runnerBase(conversion, 'files'),
    location: key.location,
  };
}
