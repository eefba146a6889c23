import { expect } from 'chai';
import { expectJunit, junitErrors, xmllintAccepts } from '../harness/expect-junit.ts';

const suite = (inner: string, attributes = 'name="a" tests="1"'): string =>
  `<?xml version="1.0"?><testsuites name="x"><testsuite ${attributes}>${inner}</testsuite></testsuites>`;

/** What the schema refuses, each for another reason. */
const WRONG = [
  suite('<testcase/>'),
  suite('<testcase name="a" file="a.yml"/>'),
  suite('<testcase name="a"/>', 'name="a"'),
  suite('<testcase name="a"><failure/><error/></testcase>'),
  suite('<testcase name="a"><skipped message="a"/></testcase>'),
  suite('<testcase name="a"><skipped/><skipped/></testcase>'),
  suite('<properties/>'),
  suite('text'),
  suite('<test name="a"/>'),
  suite('<system-out/><testcase name="a"/>'),
];

describe('The JUnit schema that reports are held to', () => {
  it('accepts what it describes', () => {
    expectJunit(
      suite(
        '<properties><property name="a" value="b"/></properties><testcase name="a" classname="b" time="0"><failure message="m" type="t">text</failure><system-out>text</system-out></testcase><testcase name="b"><skipped>why</skipped></testcase>',
      ),
    );
  });

  for (const xml of WRONG) {
    it(`refuses ${xml.replace(/^.*?<testsuite /, '<testsuite ')}, as libxml2 does`, () => {
      expect(junitErrors(xml)).to.have.length.above(0);
      expect(xmllintAccepts(xml)).to.be.oneOf([false, undefined]);
    });
  }
});
