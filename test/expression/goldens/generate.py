#!/usr/bin/python3
"""Makes goldens.json: what Jinja2 itself, with Ansible's filters and tests, gives for each expression.

Needs Debian's python3-jinja2, python3-jmespath and ansible-core. Run it again after a change to written.txt or to the generator below;
the seed is fixed, so that nothing else changes. The test next to it runs every case against the product.
"""
import copy
import json
import os
import random

import jmespath
from ansible.plugins.filter import core, mathstuff, urls, urlsplit
from ansible.plugins.test import core as test_core, mathstuff as test_mathstuff, uri
from ansible.template import AnsibleUndefined
from jinja2 import TemplateSyntaxError, Undefined
from jinja2.sandbox import SandboxedEnvironment

HERE = os.path.dirname(os.path.abspath(__file__))
RANDOM = random.Random(2013)
GENERATED = 900

VARIABLES = {
    "zero": 0, "one": 1, "two": 2, "seven": 7, "minus": -3, "big": 12345678901234567890, "half": 0.5, "pi": 3.14159,
    "yes_": True, "no_": False, "nothing": None, "empty": "", "word": "Hello", "text": "the quick brown fox",
    "umlaut": "Grüße", "emoji": "a😀b", "numbers": [3, 1, 2], "words": ["banana", "Apple", "cherry"], "none_list": [],
    "mixed": [1, "a", None, 2.5], "nested": [[1, 2], [3, [4, 5]]], "map": {"a": 1, "b": {"c": [10, 20]}, "d e": "x"},
    "users": [
        {"name": "ann", "age": 31, "tags": ["x", "y"]}, {"name": "Bob", "age": 25, "tags": []},
        {"name": "cid", "age": 31, "tags": ["z"]},
    ],
    "result": {"rc": 0, "changed": True, "failed": False, "stdout": "ok\nfine", "stdout_lines": ["ok", "fine"]},
}


def environment():
    env = SandboxedEnvironment(undefined=AnsibleUndefined)
    for module in (core, mathstuff, urls, urlsplit):
        env.filters.update(module.FilterModule().filters())
    for module in (test_core, test_mathstuff, uri):
        env.tests.update(module.TestModule().tests())
    env.filters["json_query"] = lambda data, query: jmespath.search(query, data)
    return env


def typed(value):
    """The value with its type, as JSON."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, dict):
        return {"map": [[typed(key), typed(item)] for key, item in value.items()]}
    if isinstance(value, Undefined):
        str(value)
    if callable(value):
        raise TypeError("a function")
    return [typed(item) for item in value]


def expected(env, expression):
    try:
        return {"value": typed(env.compile_expression(expression, undefined_to_none=False)(**copy.deepcopy(VARIABLES)))}
    except TemplateSyntaxError:
        return {"error": "syntax"}
    except Exception as error:  # whatever Python raises, it is an error
        return {"error": type(error).__name__}


# The generator: one function for each kind of expression.

def pick(*options):
    return RANDOM.choice(options)


def integer():
    return pick("0", "1", "2", "3", "7", "10", "-3", "1_000", "0x1F", "0b101", "0o17", "12345678901234567890", "seven",
                "minus", "big", str(RANDOM.randint(-99, 99)))


def number():
    return pick(integer(), integer(), "0.5", "2.5", "1e3", "1.5e-7", "-0.25", "1_0.5", "1e16", "123456.789", "half", "pi",
                "true", repr(round(RANDOM.uniform(-1000, 1000), RANDOM.randint(0, 6))))


def arithmetic(depth=2):
    if depth == 0:
        return number()
    operator = pick("+", "-", "*", "/", "//", "%", "+", "-", "*")
    left, right = arithmetic(depth - 1), arithmetic(depth - RANDOM.randint(1, depth))
    shape = pick("{} {} {}", "({} {} {})", "{}{}{}", "-{} {} {}", "{} {} ({})", "{} {} -{}")
    return shape.format(left, operator, right)


def power():
    return pick("{} ** {}", "-{} ** {}", "{} ** -{}", "({}) ** {} ** 2", "2 ** {} ** {}").format(
        pick("2", "3", "-2", "0.5", "2.5", "true", "10"), pick("0", "1", "2", "3", "0.5"))


def string():
    return pick("''", "'a'", '"b c"', "'it''s'", r"'tab\there'", r"'\x41\u00e9'", "word", "text", "umlaut", "emoji", "empty",
                "'5'", "'10.5'", "'C:\\\\x'", "'AbC'", "'  pad  '", "'a,b,,c'")


def listing():
    return pick("[]", "[1, 2, 3]", "['a', 'B', 'c']", "(1, 2.0, true)", "numbers", "words", "mixed", "nested", "range(5)",
                "range(2, 10, 3)", "range(5, 0, -2)", "[none, 1]", "text.split()", "users | map(attribute='name')")


def value():
    return pick(number(), number(), string(), string(), listing(), "none", "true", "false", "map", "{'k': 1}", "nothing")


def comparison():
    operators = ["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
    chain = " ".join(f"{pick(*operators)} {value()}" for _ in range(pick(1, 1, 1, 2)))
    return f"{value()} {chain}"


def logic(depth=2):
    if depth == 0:
        return pick(comparison(), value(), "x is defined", "one is odd", "map.a == 1")
    shape = pick("{} and {}", "{} or {}", "not {} and {}", "({}) or not ({})", "{} if {} else 1", "not {} or {}")
    return shape.format(logic(depth - 1), logic(depth - 1))


def concatenation():
    return pick("{} ~ {}", "{} ~ {} ~ 1", "{} + {}", "{} * 2 ~ {}", "1 ~ {} + {}").format(value(), value())


def slices():
    bounds = [pick("", "0", "1", "-1", "2", "-2", "10", "-10") for _ in range(2)]
    step = pick("", "", ":", ":1", ":2", ":-1", ":-2")
    return f"({pick(string(), listing())}{' | list' if RANDOM.random() < 0.2 else ''})[{bounds[0]}:{bounds[1]}{step}]"


def subscript():
    return pick("numbers[{}]", "word[{}]", "map['{}']", "map.b.c[{}]", "nested[1][{}]", "users[{}].name", "emoji[{}]").format(
        pick("0", "1", "-1", "2", "5", "a", "c"))


def string_filter():
    name = pick("upper", "lower", "title", "capitalize", "trim", "length", "reverse", "list", "first", "last", "wordcount",
                "replace('a', 'xx')", "replace('l', '', 1)", "truncate(9)", "truncate(8, true)", "truncate(10, false, '!', 0)",
                "center(12)", "indent(2)", "indent(2, true)", "int", "float", "int(7)", "float(1.5)", "int(base=16)", "string",
                "bool", "split", "split('b')", "b64encode", "hash('sha256')", "md5", "quote", "urlencode", "regex_escape",
                "regex_replace('[aeiou]', '_')", r"regex_replace('(\\w)(\\w)', '\\2\\1')", "regex_findall('[a-z]+')",
                "regex_search('[A-Z](.)')", "basename", "dirname", "splitext", "comment", "to_json", "type_debug",
                "default('d')", "default('d', true)", "ternary('t', 'f')", "join('-')", "unique", "sort", "batch(2)", "to_uuid")
    return f"{string()} | {name}"


def list_filter():
    name = pick("length", "first", "last", "min", "max", "sum", "sort", "sort(reverse=true)", "unique", "reverse", "join(',')",
                "map('string')", "map('int')", "map('upper') | list", "select('odd')", "reject('none')", "select('number')",
                "select('string') | map('upper')", "batch(2)", "batch(2, 0)", "slice(2)", "slice(3, 'x')", "flatten",
                "flatten(levels=1)", "union([1, 9])", "intersect([1, 'a'])", "difference([2])", "symmetric_difference([3, 4])",
                "zip([1, 2])", "to_json", "to_nice_json", "string", "list", "length > 2", "sum(start=10)", "type_debug",
                "map('default', 0)", "product([0, 1])", "combinations(2)", "permutations(2) | length")
    return f"{listing()} | {name}"


def number_filter():
    name = pick("abs", "int", "float", "round", "round(2)", "round(1, 'floor')", "round(1, 'ceil')", "round(-1)", "string", "bool",
                "filesizeformat", "filesizeformat(true)", "human_readable", "pow(2)", "root", "to_json", "default(1)", "length",
                "ternary('y', 'n')", "type_debug")
    return f"({number()}) | {name}"


def object_filter():
    name = pick("map(attribute='name') | list", "map(attribute='age') | sum", "selectattr('age', 'gt', 30) | list | length",
                "rejectattr('tags') | map(attribute='name')", "sort(attribute='name') | map(attribute='name')",
                "sort(attribute='age,name') | map(attribute='name') | join", "groupby('age')", "map(attribute='tags.0', default='-')",
                "max(attribute='age')", "items2dict('name', 'age')", "map(attribute='name') | map('lower') | sort", "subelements('tags')",
                "sum(attribute='age')", "unique(attribute='age') | length", "rekey_on_member('name')", "selectattr('name', 'in', ['ann'])",
                "join(', ', 'name')", "map('dict2items') | first", "map('combine', {'x': 1}) | first", "selectattr('nope', 'defined')")
    return f"users | {name}"


def mapping_filter():
    name = pick("length", "dict2items", "dictsort", "items", "list", "combine({'a': 2})", "combine({'b': {'z': 1}}, recursive=true)",
                "to_json", "to_nice_json", "string", "urlencode", "type_debug", "first", "dictsort(reverse=true)", "to_json(indent=2)")
    return f"{pick('map', '{}', '{1: 2, 3: 4}', '{a: 1}', 'map.b', 'result')} | {name}".replace("{a: 1}", "{word: 1}")


def test():
    name = pick("defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "mapping", "sequence", "iterable",
                "odd", "even", "divisibleby 3", "divisibleby(2)", "lower", "upper", "eq 1", "ne(1)", "lt 3", "ge 2.5", "in [1, 'a']",
                "truthy", "falsy", "true", "false", "sameas none", "match('H')", "search('o$')", "regex('^[a-z]+$')", "contains('a')",
                "subset([1, 2, 3])", "superset([1])", "all", "any", "nan", "== 1", "not defined", "not string")
    return f"{pick(value(), value(), 'missing', 'map.x.y')} is {name}"


def formatting():
    spec = pick("{}", "{:5}", "{:>8}", "{:<8}|", "{:^9}", "{:*^9}", "{:05}", "{:+}", "{:.2f}", "{:,}", "{:x}", "{:#x}", "{:e}", "{:g}",
                "{:%}", "{:.3}", "{!r}", "{:_}", "{:b}", "{:08.3f}", "{:.1e}")
    percent = pick("%s", "%d", "%5d|", "%-5s|", "%05.1f", "%x", "%r", "%+d", "%e", "%g", "%.3s", "%%", "%i", "%o", "%c", "%X", "%#x")
    one = pick(number(), string())
    return pick(f"'{spec}'.format({one})", f"'{percent}' % {one}", f"'{percent} %s' % ({one}, 1)", f"'{percent}' | format({one})")


def method():
    call = pick("upper()", "lower()", "strip()", "lstrip()", "split()", "split(' ', 1)", "rsplit(' ', 1)", "startswith('t')", "endswith('x')",
                "replace('e', 'E')", "find('o')", "rfind('o')", "count('o')", "title()", "capitalize()", "swapcase()", "zfill(8)",
                "center(11, '*')", "ljust(7, '.')", "rjust(7)", "isdigit()", "isalpha()", "isupper()", "splitlines()", "partition(' ')",
                "rpartition(' ')", "join(['1', '2'])", "index('e')", "removeprefix('the')", "islower()", "isalnum()", "expandtabs(4)")
    return f"({string()}).{call}"


def regex():
    pattern = pick("a+", "(a|b)*c", "[^a-z ]+", r"\\bq\\w+", r"(?P<x>\\w)(?P=x)", "^t.*x$", "(?i)HELLO", r"\\d+(\\.\\d+)?", "o(?=w)", "(?<=q)u",
                   "(.)(.)", "x*", "[a-f]{2,3}", "q??u", ".+?o", r"\\s", "(?:qu|br)(\\\\w+)", "(?s).", r"[\\w-]+", "l{2}", "(a)?(H)?", "$", "\\\\Z")
    shape = pick("{s} | regex_findall('{p}')", "{s} | regex_replace('{p}', '<\\\\g<0>>')", "{s} | regex_search('{p}')", "{s} is search('{p}')",
                 "{s} is match('{p}')", "{s} | regex_replace('{p}', '-')", "{s} | regex_search('{p}', ignorecase=true)")
    return shape.format(s=string(), p=pattern)


KINDS = [arithmetic, arithmetic, power, comparison, comparison, logic, concatenation, slices, subscript, string_filter, string_filter,
         list_filter, list_filter, number_filter, object_filter, mapping_filter, test, test, formatting, method, regex]


def generated():
    found = {}
    while len(found) < GENERATED:
        found[RANDOM.choice(KINDS)()] = None
    return list(found)


def written():
    with open(os.path.join(HERE, "written.txt"), encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    return [line for line in lines if line and not line.startswith("#")]


def main():
    env = environment()
    cases = {
        kind: [{"expression": expression, **expected(env, expression)} for expression in expressions]
        for kind, expressions in (("written", written()), ("generated", generated()))
    }
    lines = {kind: ",\n".join("    " + json.dumps(case) for case in each) for kind, each in cases.items()}
    with open(os.path.join(HERE, "goldens.json"), "w", encoding="utf-8", newline="\n") as file:
        file.write('{\n  "variables": %s,\n' % json.dumps(typed(VARIABLES)))
        file.write('  "written": [\n%s\n  ],\n  "generated": [\n%s\n  ]\n}\n' % (lines["written"], lines["generated"]))
    print({kind: len(each) for kind, each in cases.items()})


main()
