"""Evaluates expressions and templates with Jinja2 itself, and with Ansible's filters and tests where Ansible is installed.

Reads a case a line, as JSON: {"source", "isTemplate", "variables", "adapted"}, and answers each with a line: {"value"} or {"error"}. Where
"adapted" is given, Jinja2 is first made to do what docs/expressions.md says that we do on purpose; each adaptation has the heading there.
"""
import datetime
import json
import re
import resource
import signal
import sys
import types
import unicodedata

import jinja2
from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

try:
    import yaml
    from ansible.plugins.filter import core, mathstuff, urls, urlsplit
    from ansible.plugins.test import core as test_core, mathstuff as test_mathstuff, uri

    FILTERS, TESTS = (core, mathstuff, urls, urlsplit), (test_core, test_mathstuff, uri)
except ImportError:
    FILTERS, TESTS = (), ()

try:
    import jmespath
except ImportError:
    jmespath = None

SECONDS = 2
BYTES = 2**31
ITERATORS = (tuple, range, types.GeneratorType, type({}.keys()), type({}.values()), type({}.items()), set, frozenset)
# What asks for the type of a value: of these the documentation says that they refuse what is undefined.
TYPE_TESTS = ("boolean", "integer", "float", "number", "string", "mapping", "sequence", "iterable", "none", "true", "false",
              "lower", "upper", "callable", "escaped", "eq", "==", "equalto", "ne", "!=", "sameas", "in", "odd", "even")


class TooCostly(BaseException):
    pass


class Missing(StrictUndefined):
    """As in Ansible, what is below something undefined is undefined, too."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key):
        return self


class Adapted(Missing):
    """What a method of something undefined gives is undefined here, too."""

    def __call__(self, *args, **named):
        return self

    def __repr__(self):
        return self._fail_with_undefined_error()


class EmptyInText(Adapted):
    """What `'x' if c` without `else` is here: empty where a text is made, and undefined everywhere else."""

    def __str__(self):
        return ""


def listed(value):
    """The value with a list for each tuple and iterator in it."""
    if isinstance(value, dict):
        return {key: listed(item) for key, item in value.items()} if type(value) is dict else value
    if isinstance(value, list) or isinstance(value, ITERATORS):
        return [listed(item) for item in value]
    if hasattr(value, "__next__"):
        return [listed(item) for item in value]
    return value


def consumed(value):
    return listed(value) if isinstance(value, ITERATORS) or hasattr(value, "__next__") else value


def passing(function, call):
    """What is called in a function's place, and given the context that the function is given."""
    for name in ("jinja_pass_arg", "jinja_async_variant"):
        if hasattr(function, name):
            setattr(call, name, getattr(function, name))
    return call


def listing(function):
    """A filter or function that gives lists."""
    return passing(function, lambda *args, **named: listed(function(*map(consumed, args), **named)))


def used(value):
    """An argument or member that is undefined is a mistake, whether it is used or not."""
    if isinstance(value, Undefined):
        value + 1
    if isinstance(value, (list, tuple)):
        for item in value:
            used(item)
    return value


# These take what is undefined.
LENIENT = {"default", "d", "mandatory", "ternary", "list", "first", "last", "length", "count", "map", "select", "reject", "selectattr",
           "rejectattr", "items", "extract"}
# These make a text of their input, which can be empty in text.
OF_TEXT = {"upper", "lower", "capitalize", "title", "trim", "replace", "split", "center", "wordcount", "format", "quote", "comment", "string",
           "regex_search", "regex_findall", "regex_replace", "regex_escape"}


class UndefinedIsUsed(NodeTransformer):
    def wrap(self, node):
        return nodes.Filter(node, "_used", [], [], None, None, lineno=node.lineno)

    def visit_Pair(self, node):
        node = self.generic_visit(node)
        node.value = self.wrap(node.value)
        return node

    def visit_Keyword(self, node):
        node = self.generic_visit(node)
        node.value = self.wrap(node.value)
        return node

    def visit_Call(self, node):
        # What it is called with is looked at by `call`: what a method of something undefined gets does not matter.
        node = self.generic_visit(node)
        for each in node.kwargs:
            each.value = each.value.node
        if isinstance(node.node, nodes.Getattr):
            node.node.node = nodes.Filter(node.node.node, "_used_items", [], [], None, None, lineno=node.lineno)
        return node

    def visit_operator(self, node):
        node = self.generic_visit(node)
        node.left, node.right = self.wrap(node.left), self.wrap(node.right)
        return node

    visit_Add = visit_Sub = visit_Mul = visit_Div = visit_FloorDiv = visit_Pow = visit_operator

    def visit_Mod(self, node):
        if not isinstance(node.right, nodes.Tuple):
            return self.visit_operator(node)
        node = self.generic_visit(node)
        node.left, node.right.items = self.wrap(node.left), [self.wrap(each) for each in node.right.items]
        return node

    def visit_Getitem(self, node):
        node = self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = self.wrap(node.node)
        return node

    def visit_Filter(self, node):
        node = self.generic_visit(node)
        if node.name not in LENIENT | OF_TEXT and node.node:
            node.node = self.wrap(node.node)
        if node.name not in LENIENT:
            node.args = [self.wrap(each) for each in node.args]
        for each in node.kwargs:
            if node.name == "map" and each.key == "default":
                each.value = each.value.node
        return node

    def visit_Compare(self, node):
        node = self.generic_visit(node)
        node.expr = self.wrap(node.expr)
        return node

    def visit_Operand(self, node):
        node = self.generic_visit(node)
        node.expr = self.wrap(node.expr)
        return node

    def visit_Test(self, node):
        node = self.generic_visit(node)
        node.args = [self.wrap(each) for each in node.args]
        if node.name not in ("defined", "undefined"):
            node.node = self.wrap(node.node)
        return node


MULTI_ATTRGETTER = jinja2.filters.make_multi_attrgetter


def multi_attrgetter_used(*args, **named):
    getter = MULTI_ATTRGETTER(*args, **named)
    return lambda item: used(getter(item))


ATTRGETTER = jinja2.filters.make_attrgetter


def whole_attrgetter(environment, attribute, postprocess=None, default=None):
    """The default stands for all of the attribute, and not for its first part."""
    follow = ATTRGETTER(environment, attribute)

    def get(item):
        found = follow(item)
        if default is not None and isinstance(found, Undefined):
            found = default
        return postprocess(found) if postprocess else found

    return get


class KeysWithoutSign(NodeTransformer):
    def visit_Pair(self, node):
        node = self.generic_visit(node)
        node.key = nodes.Filter(node.key, "_key", [], [], None, None, lineno=node.lineno)
        return node


class TuplesAsLists(NodeTransformer):
    def visit_Mod(self, node):
        node.left = self.visit(node.left)
        # On the right of `%` a tuple is several values.
        if isinstance(node.right, nodes.Tuple):
            node.right.items = [self.visit(item) for item in node.right.items]
        else:
            node.right = self.visit(node.right)
        return node

    def visit_Tuple(self, node):
        return nodes.List([self.visit(item) for item in node.items], lineno=node.lineno)

    def visit_Const(self, node):
        return node


class Environment(SandboxedEnvironment):
    adapted = ()

    def _generate(self, source, *args, **named):
        if "Lists" in self.adapted:
            source = TuplesAsLists().visit(source)
        if "Undefined" in self.adapted:
            source = UndefinedIsUsed().visit(source)
        if "Negative zero" in self.adapted:
            source = KeysWithoutSign().visit(source)
        source.set_environment(self)
        return super()._generate(source, *args, **named)

    def call(self, context, function, *args, **named):
        if "Lists" in self.adapted and getattr(function, "__name__", "") in ("startswith", "endswith"):
            args = tuple(tuple(arg) if isinstance(arg, list) else arg for arg in args)
        if "Undefined" in self.adapted and isinstance(function, Undefined):
            return function
        if "Undefined" in self.adapted:
            used([*args, *named.values()])
        result = super().call(context, function, *args, **named)
        return listed(result) if "Lists" in self.adapted else result


def containing(name):
    def contain(one, other):
        one, other = consumed(one), consumed(other)
        if name == "in":
            return one in other
        one, other = (one, other) if "sub" in name else (other, one)
        return all(item in list(other) for item in list(one))

    return contain


def as_our_yaml(function):
    """A filter that breaks no long lines, writes lines as a literal block, and quotes the numbers of YAML 1.2."""

    class Dumper(core.AnsibleDumper):
        def represent_mapping(self, *args, **named):
            return self.in_one_line(super().represent_mapping(*args, **named), lambda pairs: [value for pair in pairs for value in pair])

        def represent_sequence(self, *args, **named):
            return self.in_one_line(super().represent_sequence(*args, **named), list)

        def in_one_line(self, node, parts):
            # Quotes are no reason against it.
            if self.flow:
                node.flow_style = all(isinstance(each, yaml.ScalarNode) and each.style != "|" for each in parts(node.value))
            return node

    def text(dumper, value):
        plain = dumper.represent_scalar("tag:yaml.org,2002:str", value)
        if re.search("\n", value) and not re.search(r"^\s|[ \t](\n|$)|\n\n$", value) and not dumper.flow:
            plain.style = "|"
        elif re.search("[\\t\\n\\r]", value):
            plain.style = '"'
        elif re.fullmatch(r"[-+]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)e[-+]?\d+", value, re.I):
            plain.style = "'"
        return plain

    def dump(value, *args, **named):
        original, core.AnsibleDumper = core.AnsibleDumper, Dumper
        Dumper.flow = function is core.to_yaml
        try:
            return function(value, *args, width=10**9, **named)
        finally:
            core.AnsibleDumper = original

    Dumper.add_representer(str, text)
    return dump


def from_yaml12():
    """A filter that reads YAML by the rules of a runbook's file: the core schema of YAML 1.2, and no key twice."""

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {}

        def construct_mapping(self, node, deep=False):
            keys = [(key.tag, key.value) for key, _ in node.value]
            if len(keys) != len(set(keys)):
                raise ValueError("a key twice")
            return super().construct_mapping(node, deep)

    def whole(loader, node):
        text = loader.construct_scalar(node)
        return int(text, 0 if text[:2] in ("0o", "0x") else 10)

    def fraction(loader, node):
        return float(re.sub(r"\.(inf|nan)", r"\1", loader.construct_scalar(node).lower()))

    for tag, pattern, first in (
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", list("-+0123456789.")),
        ("merge", r"<<", ["<"]),
    ):
        Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(f"^(?:{pattern})$"), first)
    Loader.add_constructor("tag:yaml.org,2002:int", whole)
    Loader.add_constructor("tag:yaml.org,2002:float", fraction)
    def text(loader, node):
        # A pair of escapes is one character, as in JSON.
        return loader.construct_scalar(node).encode("utf-16", "surrogatepass").decode("utf-16")

    Loader.add_constructor("tag:yaml.org,2002:str", text)
    return lambda text: yaml.load(text, Loader)


class Date(datetime.datetime):
    """A date that prints as .NET writes it."""

    def __str__(self):
        return self.isoformat().rstrip("0") if self.microsecond else self.isoformat()


def to_date(text, *args):
    at = core.to_datetime(text, *args)
    return Date.combine(at.date(), at.timetz())


def attribute_used(function):
    """A filter that looks at the attribute of an item also where it is the only one."""

    def call(env, value, case_sensitive=False, attribute=None):
        items = list(value)
        if attribute is not None:
            used([jinja2.filters.make_attrgetter(env, attribute)(item) for item in items])
        return function(env, items, case_sensitive, attribute)

    return passing(function, call)


def infinity_is_none(function):
    """The filter `int` of Jinja2 3.1.5 and later."""

    def whole(value, default=0, base=10):
        try:
            return function(value, default, base)
        except OverflowError:
            return default

    return whole


def of_items(function):
    """A filter of sets for which texts and mappings are lists, also where no set can be made."""
    return passing(function, lambda *args: function(*(list(each) if isinstance(each, (str, dict)) else each for each in args)))


def refusing(test):
    def ask(value, *args):
        if isinstance(value, Undefined):
            str(value)
            value.nothing  # one that is empty in text is undefined all the same
        return test(value, *args)

    return ask


def environment(adapted=()):
    env = Environment(undefined=Adapted if "Undefined" in adapted else Missing, keep_trailing_newline=True, optimized="Infinity" not in adapted)
    for module in FILTERS:
        env.filters.update(module.FilterModule().filters())
    for module in TESTS:
        env.tests.update(module.TestModule().tests())
    if jmespath:
        env.filters["json_query"] = lambda data, expr: jmespath.search(expr, used(data))
    env.adapted = adapted
    if "Names" in adapted:
        for known in (env.filters, env.tests):
            known.update({"ansible.builtin." + name: function for name, function in known.items()})
    if "URLs" in adapted:
        env.tests.update(
            uri=lambda value: isinstance(value, str) and re.match(r"[a-z][a-z\d+.-]*:.", value, re.I | re.A) is not None,
            url=lambda value: isinstance(value, str) and re.match(r"[a-z][\w+.-]*://[^/?#]+", value, re.I | re.A) is not None,
            urn=lambda value: isinstance(value, str) and re.match(r"urn:[^:]+:.+", value, re.I) is not None,
        )
    if "Undefined" in adapted:
        for name in TYPE_TESTS:
            env.tests[name] = refusing(env.tests[name])
        env.filters["type_debug"] = refusing(env.filters["type_debug"])
    if "Undefined" in adapted:
        for name in ("min", "max"):
            env.filters[name] = attribute_used(env.filters[name])
        env.filters["_used"] = used
        env.filters["_used_items"] = lambda value: value if isinstance(value, Undefined) else used(value)
    if "Negative zero" in adapted:
        env.filters["_key"] = lambda key: 0.0 if isinstance(key, float) and key == 0 else key
    if "Infinity" in adapted:
        env.filters["int"] = infinity_is_none(env.filters["int"])
    if "YAML" in adapted and FILTERS:
        for name, function in (("to_yaml", core.to_yaml), ("to_nice_yaml", core.to_nice_yaml)):
            env.filters[name] = as_our_yaml(function)
        env.filters["from_yaml"] = from_yaml12()
    if "Wrong types" in adapted and FILTERS:
        for name in ("intersect", "difference"):
            env.filters[name] = of_items(env.filters[name])
    if "Dates" in adapted and FILTERS:
        env.filters["to_datetime"] = to_date
    if "Lists" in adapted:
        for name, function in env.filters.items():
            env.filters[name] = listing(function)
        for name in ("subset", "issubset", "superset", "issuperset", "in"):
            if name in env.tests:
                env.tests[name] = containing(name)
        env.globals["range"] = listing(env.globals["range"])
    return env


def typed(value):
    """The value with its type, as JSON."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, dict):
        return {"map": [[typed(key), typed(item)] for key, item in value.items()]}
    if isinstance(value, Undefined):
        raise jinja2.UndefinedError("undefined")
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if callable(value):
        raise TypeError("a function")
    return [typed(item) for item in value]


def untyped(value):
    if isinstance(value, list):
        return [untyped(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "int" in value:
        return int(value["int"])
    if "float" in value:
        return float(value["float"])
    return {untyped(key): untyped(item) for key, item in value["map"]}


def evaluate(env, case):
    source, variables = case["source"], untyped(case["variables"])
    if case["isTemplate"]:
        return env.from_string(source).render(**variables)
    return env.compile_expression(source, undefined_to_none=False)(**variables)


ENVIRONMENTS = {}


def answer(case):
    if case.get("adapted") and any(unicodedata.category(each) == "Cn" for each in json.dumps(case, ensure_ascii=False)):
        return {"error": "Unicode"}
    adapted = tuple(case.get("adapted", ()))
    if adapted not in ENVIRONMENTS:
        ENVIRONMENTS[adapted] = environment(adapted)
    # The compiler takes this class for what an `if` without `else` gives.
    jinja2.filters.make_multi_attrgetter = multi_attrgetter_used if "Undefined" in adapted else MULTI_ATTRGETTER
    jinja2.filters.make_attrgetter = whole_attrgetter if "Attributes" in adapted else ATTRGETTER
    jinja2.runtime.Undefined = EmptyInText if "Undefined" in adapted else Undefined
    signal.setitimer(signal.ITIMER_REAL, SECONDS, SECONDS / 4)
    try:
        return {"value": typed(evaluate(ENVIRONMENTS[adapted], case))}
    except TemplateSyntaxError as error:
        return {"error": "syntax: " + str(error)}
    except TooCostly:
        return {"error": "too costly"}
    except BaseException as error:  # whatever Python raises, it is an error
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return {"error": type(error).__name__ + ": " + str(error)[:300]}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def give_up(*_):
    raise TooCostly()


def main():
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    signal.signal(signal.SIGALRM, give_up)
    env = environment()
    hello = {"jinja": jinja2.__version__, "filters": sorted(env.filters), "tests": sorted(env.tests), "ansible": bool(FILTERS)}
    print(json.dumps(hello), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


main()
