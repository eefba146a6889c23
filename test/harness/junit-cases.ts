import { DOMParser, type Element } from '@xmldom/xmldom';
import { expectJunit } from './expect-junit.ts';

export interface JUnitCase {
  readonly name: string;
  readonly classname: string;
  readonly seconds: number;
  /** How it went wrong; missing where it did not. */
  readonly problem?: { readonly kind: string; readonly message: string; readonly text: string };
  readonly output: string;
}

/** What an XML parser makes of a text. Errors: throws where it is not well formed. */
export function parseXml(text: string): Element {
  const onError = (level: string, message: string): void => {
    if (level !== 'warning') throw new Error(message);
  };
  const { documentElement } = new DOMParser({ onError }).parseFromString(text, 'text/xml');
  if (!documentElement) throw new Error('it is empty');
  return documentElement;
}

/** The test cases of a JUnit report, which has to keep the published schema. */
export function junitCases(text: string): readonly JUnitCase[] {
  expectJunit(text);
  return [...parseXml(text).getElementsByTagName('testcase')].map((element): JUnitCase => {
    const [problem] = ['failure', 'error', 'skipped'].flatMap((kind) => [
      ...element.getElementsByTagName(kind),
    ]);
    const attribute = (name: string, of = element): string => of.getAttribute(name) ?? '';
    return {
      name: attribute('name'),
      classname: attribute('classname'),
      seconds: Number(attribute('time')),
      ...(problem && {
        problem: {
          kind: problem.tagName,
          message: attribute('message', problem),
          text: problem.textContent ?? '',
        },
      }),
      output: element.getElementsByTagName('system-out')[0]?.textContent ?? '',
    };
  });
}
