import { expect } from 'chai';
import { sourceTextOf } from '../../src/diagnostics/source.ts';
import { filterNames, parseExpression, testNames } from '../../src/expression/index.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** The filters that playbooks use, most used first, by what can be done with each. */
const FILTERS = {
  here: words(`
    default length int bool list sort join first float string lower upper union unique difference intersect flatten map select
    selectattr reject rejectattr combine ternary extract regex_search regex_replace regex_findall dict2items items2dict subelements
    zip product to_json from_json to_yaml b64encode b64decode hash basename dirname win_basename win_dirname splitext quote type_debug
    human_readable human_to_bytes urlsplit mandatory min max sum abs round replace split trim title capitalize groupby batch slice last
    reverse items indent truncate log pow root`),
  elsewhere: {
    random: '"Get-Random"',
    from_yaml: '"from_json"',
    ipaddr: '[ipaddress]',
    'ansible.utils.ipaddr': '[ipaddress]',
    'ansible.netcommon.ipv4': '[ipaddress]',
    'community.general.json_query': '"selectattr"',
    json_query: '"selectattr"',
    'community.general.from_csv': '"Import-Csv"',
    'community.general.random_mac': '"Get-Random"',
    'community.general.dict': '"items2dict"',
    normpath: '[System.IO.Path]',
    commonpath: '[System.IO.Path]',
    strftime: '"Get-Date"',
    to_datetime: 'in a task',
    password_hash: 'in a task',
    'ansible.builtin.vault': '"secret: true"',
    fileglob: 'use a task',
    expandvars: 'use a task',
  },
};

const TESTS = {
  here: words(`
    defined undefined none skipped changed failed succeeded success search match regex version in contains subset superset all any
    string number integer float boolean mapping sequence iterable sameas truthy falsy eq ne lt le gt ge odd even divisibleby started
    finished`),
  elsewhere: {
    file: '"Test-Path"',
    directory: '"Test-Path"',
    exists: '"Test-Path"',
    link: '"Test-Path"',
    vault_encrypted: '"secret: true"',
    vaulted_file: '"secret: true"',
  },
};

/** What is said of a name, but for wrong arguments. */
function said(text: string): readonly string[] {
  return parseExpression(sourceTextOf(text))
    .diagnostics.filter(({ code }) => code !== 'wrong-arguments')
    .map(({ message, help }) => `${message}; ${help ?? ''}`);
}

describe('A name of Ansible in an expression', () => {
  for (const [kind, { here, elsewhere }, names, write] of [
    ['filter', FILTERS, filterNames(), (name: string) => `a | ${name}`],
    ['test', TESTS, testNames(), (name: string) => `a is ${name}`],
  ] as const) {
    for (const name of here) {
      it(`is the ${kind} "${name}", with its collection as well`, () => {
        expect(names.map((each) => each.name)).to.include(name);
        expect(said(write(name))).to.deep.equal([]);
        expect(said(write(`ansible.builtin.${name}`))).to.deep.equal([]);
      });
    }
    for (const [name, instead] of Object.entries(elsewhere)) {
      it(`is no ${kind}, and it is said what does the same as "${name}"`, () => {
        const [first, ...others] = said(write(name));
        expect(others).to.deep.equal([]);
        expect(first).to.match(new RegExp(`^the ${kind} "[\\w.]+" is not offered; `));
        expect(first).to.contain(instead);
      });
    }
  }
});
