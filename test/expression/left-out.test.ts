import { expect } from 'chai';
import { sourceTextOf } from '../../src/diagnostics/source.ts';
import { parseExpression } from '../../src/expression/index.ts';

/** What Jinja2 3.1 and ansible-core 2.14 have, as their own lists give it. */
const FILTERS = `abs attr b64decode b64encode basename batch bool capitalize center checksum combinations combine comment count d default dict2items dictsort
difference dirname e escape expanduser expandvars extract fileglob filesizeformat first flatten float forceescape format from_json from_yaml from_yaml_all groupby hash
human_readable human_to_bytes indent int intersect items items2dict join last length list log lower mandatory map max md5 min password_hash path_join permutations pow pprint
product quote random realpath regex_escape regex_findall regex_replace regex_search reject rejectattr rekey_on_member relpath replace reverse root round safe select
selectattr sha1 shuffle slice sort split splitext strftime string striptags subelements sum symmetric_difference ternary title to_datetime to_json to_nice_json to_nice_yaml
to_uuid to_yaml tojson trim truncate type_debug union unique unvault upper urldecode urlencode urlize urlsplit vault win_basename win_dirname win_splitdrive wordcount
wordwrap xmlattr zip zip_longest`;
const TESTS = `abs all any boolean callable change changed contains defined directory divisibleby eq equalto escaped even exists failed failure false falsy
file filter finished float ge greaterthan gt in integer is_abs is_dir is_file is_link is_mount is_same_file isnan issubset issuperset iterable le lessthan link link_exists lower
lt mapping match mount nan ne none number odd reachable regex same_file sameas search sequence skip skipped started string subset succeeded success successful superset
test true truthy undefined unreachable upper uri url urn vault_encrypted version version_compare`;
const LOOKUPS = `config csvfile dict env file fileglob first_found indexed_items ini inventory_hostnames items lines list nested password pipe random_choice sequence
subelements template together unvault url varnames vars`;
const FUNCTIONS = 'cycler dict joiner lipsum namespace range lookup query q now undef';
/** What is used most of community.general and ansible.utils. */
const OTHERS = `json_query ipaddr ipv4 ipv6 ipsubnet ipmath macaddr nthhost cidr_merge random_mac counter dict_kv from_csv groupby_as_dict lists_mergeby lists_union
version_sort to_seconds unicode_normalize crc32 from_xml to_xml get_path index_of keep_keys remove_keys replace_keys network_in_usable validate`;

const words = (text: string): readonly string[] => text.split(/\s+/);

/** What is said of a name that is not there; nothing of one that is, however it has to be called. */
function left(text: string): { readonly message: string; readonly help: string | undefined } | undefined {
  const [found] = parseExpression(sourceTextOf(text)).diagnostics.filter(({ code }) =>
    ['unknown-filter', 'unknown-test', 'unknown-function', 'undeclared-input'].includes(code),
  );
  return found && { message: found.message, help: found.help };
}

describe('What Jinja2 and Ansible have', () => {
  const kinds: readonly (readonly [kind: string, names: string, text: (name: string) => string])[] = [
    ['filter', `${FILTERS} ${OTHERS}`, (name) => `a | ${name}`],
    ['test', TESTS, (name) => `a is ${name}`],
    ['function', FUNCTIONS, (name) => `${name}()`],
    ['lookup', LOOKUPS, (name) => `lookup('${name}', 'x')`],
  ];
  for (const [kind, names, text] of kinds) {
    it(`is there, or has a message with the way round: each ${kind}`, () => {
      for (const name of words(names)) {
        const said = left(text(name));
        if (!said) continue;
        expect(said.message, name).to.match(/is not offered$|^no parameter takes/);
        expect(said.help, name).to.match(/\w/);
      }
    });
  }

  it('has the same way round with the name of its collection', () => {
    expect(left('a | ansible.utils.ipaddr')).to.deep.equal({
      message: 'the filter "ansible.utils.ipaddr" is not offered',
      help: 'use a task, such as "[ipaddress] $Address", and register its result',
    });
    expect(left('a | community.general.json_query("b")')?.help).to.equal('write "json_query"');
    expect(left("lookup('community.general.passwordstore', 'x')")?.help).to.match(/^declare a parameter/);
    expect(left("lookup('ansible.builtin.file', 'x')")?.message).to.equal(`"lookup('file')" is not offered`);
  });
});
