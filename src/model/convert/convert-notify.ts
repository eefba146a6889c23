import type { DocumentNode, MappingEntry } from '../../document/node.ts';
import { isList } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import type { Notify, Topic } from '../notify.ts';
import type { Converted } from '../runbook.ts';
import { isTemplated } from './convert-argument.ts';
import { settingOf } from './convert-setting.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';

/** `notify`: a name, a list of names, or expressions that give them. */
export function convertNotify(conversion: Conversion, entry: MappingEntry | undefined): Notify | undefined {
  if (!entry) return undefined;
  return itemsOf(entry.value).flatMap((item) => settingOf(conversion, 'notify', item, toNames) ?? []);
}

/** `listen` of a handler: topics are looked up before the run, so they are not templated. */
export function convertListen(conversion: Conversion, { value }: MappingEntry): readonly Topic[] {
  return itemsOf(value).flatMap((item) => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string' || item.value === '') {
      reportWrongType(conversion, 'listen', 'a topic, or a list of topics', item);
      return [];
    }
    if (isTemplated(item)) {
      report(
        conversion,
        'wrong-type',
        'a topic is not templated: who listens is known before the run',
        item,
        {
          help: 'leave the expression to "notify"',
        },
      );
      return [];
    }
    return [{ name: item.value, location: item.location }];
  });
}

function itemsOf(node: DocumentNode): readonly DocumentNode[] {
  return node.kind === 'sequence' ? node.items : [node];
}

function toNames(value: Value): Converted<readonly string[]> {
  const names = isList(value) ? value : [value];
  const texts = names.filter((name) => typeof name === 'string' && name !== '');
  if (texts.length < names.length) return { expected: 'the name of a handler or a topic, or a list of them' };
  return { value: texts as readonly string[] };
}
