using System;
using System.Collections.Generic;

namespace Runbook.FarEnd.Rehearsal;

/// <summary>
/// What of .NET works on values only: it reads no file, changes nothing outside of the session, and leads to nothing that does. Names are compared
/// without regard to case, types by the name that a script writes, with <c>System.</c> or without.
/// </summary>
internal static class PureNames
{
    private static readonly HashSet<string> Types = Set(
        "array", "bigint", "bool", "boolean", "byte", "char", "cultureinfo", "datetime", "datetimeoffset", "dateonly", "decimal", "double", "enum", "float",
        "guid", "hashtable", "int", "int16", "int32", "int64", "ipaddress", "long", "mailaddress", "math", "nullstring", "object", "ordered", "pscredential",
        "pscustomobject", "psobject", "regex", "sbyte", "securestring", "semver", "short", "single", "string", "stringcomparer", "stringcomparison", "stringsplitoptions", "switch", "timeonly", "timespan",
        "timezoneinfo", "uint", "uint16", "uint32", "uint64", "ulong", "uri", "ushort", "version", "void", "xml",
        "bitconverter", "convert", "dayofweek", "midpointrounding", "nullable", "random", "tuple", "exception", "argumentexception", "invalidoperationexception", "timeoutexception",
        "notsupportedexception", "nullable`1",
        "collections.arraylist", "collections.hashtable", "collections.idictionary", "collections.ienumerable", "collections.ilist", "collections.icollection", "collections.queue",
        "collections.stack", "collections.sortedlist", "collections.generic.dictionary", "collections.generic.hashset", "collections.generic.keyvaluepair",
        "collections.generic.linkedlist", "collections.generic.list", "collections.generic.queue", "collections.generic.sorteddictionary", "collections.generic.sortedset",
        "collections.generic.stack", "collections.generic.ienumerable", "collections.generic.idictionary", "collections.generic.ilist", "collections.specialized.ordereddictionary",
        "diagnostics.stopwatch", "globalization.cultureinfo", "globalization.datetimestyles", "globalization.numberstyles", "linq.enumerable", "numerics.biginteger", "net.ipaddress", "net.webutility",
        "security.cryptography.hashalgorithm", "security.cryptography.md5", "security.cryptography.sha1", "security.cryptography.sha256", "security.cryptography.sha384",
        "security.cryptography.sha512", "security.securestring", "text.asciiencoding", "text.encoding", "text.stringbuilder", "text.unicodeencoding", "text.utf8encoding", "text.regularexpressions.match",
        "text.regularexpressions.regex", "text.regularexpressions.regexoptions", "web.httputility", "xml.xmlconvert", "xml.xmldocument", "xml.xmlelement", "xml.linq.xelement",
        "management.automation.actionpreference", "management.automation.errorcategory", "management.automation.errorrecord", "management.automation.hostinformationmessage",
        "management.automation.language.codegeneration", "management.automation.pscredential", "management.automation.pscustomobject", "management.automation.psobject",
        "management.automation.runtimeexception", "management.automation.semanticversion", "management.automation.switchparameter", "management.automation.wildcardpattern");

    /// <summary>Of types that are not pure as a whole.</summary>
    private static readonly HashSet<string> Statics = Set(
        "environment::newline", "environment::machinename", "environment::username", "environment::userdomainname", "environment::osversion", "environment::processorcount",
        "environment::is64bitoperatingsystem", "environment::is64bitprocess", "environment::tickcount", "environment::version", "environment::getenvironmentvariable",
        "environment::currentdirectory", "environment::getfolderpath", "environment::systemdirectory",
        "io.path::changeextension", "io.path::combine", "io.path::directoryseparatorchar", "io.path::altdirectoryseparatorchar", "io.path::pathseparator",
        "io.path::getdirectoryname", "io.path::getextension", "io.path::getfilename", "io.path::getfilenamewithoutextension", "io.path::getfullpath",
        "io.path::getinvalidfilenamechars", "io.path::getinvalidpathchars", "io.path::getpathroot", "io.path::getrelativepath", "io.path::gettemppath", "io.path::hasextension",
        "io.path::ispathfullyqualified", "io.path::ispathrooted", "io.path::join", "io.path::trimendingdirectoryseparator",
        "runtime.interopservices.runtimeinformation::frameworkdescription", "runtime.interopservices.runtimeinformation::isosplatform",
        "runtime.interopservices.runtimeinformation::osdescription", "runtime.interopservices.osplatform::windows", "runtime.interopservices.osplatform::linux");

    /// <summary>Pure types have these, too; they take a path, or run what they are given.</summary>
    private static readonly HashSet<string> ImpureStatics = Set("xml.linq.xelement::load", "xml.linq.xelement::save");

    /// <summary>
    /// Methods of objects, whatever they are. So none is here that a file, a provider, a module or a command has, too: no Remove, Clear, Copy, Move, Set, Invoke.
    /// </summary>
    private static readonly HashSet<string> Methods = Set(
        "adddays", "addhours", "addmilliseconds", "addminutes", "addmonths", "addrange", "addseconds", "addticks", "addyears", "append", "appendchar", "appendformat", "appendline", "compareto",
        "computehash", "contains", "containskey", "containsvalue", "elapsed", "endswith", "equals", "exceptwith", "findall", "getbytes", "getchars", "getenumerator",
        "gethashcode", "getlength", "getlowerbound", "getstring", "gettype", "gettypecode", "getupperbound", "indexof", "insert", "intersectwith", "isdaylightsavingtime", "ismatch",
        "issubsetof", "lastindexof", "makereadonly", "match", "matches", "movenext", "next", "normalize", "overlaps", "padleft", "padright", "peek", "dequeue", "enqueue", "pop", "push",
        "removeat", "replace", "reverse", "round", "selectnodes", "selectsinglenode", "getattribute", "setequals", "sort", "split", "startswith", "substring", "subtract", "symmetricexceptwith", "toarray",
        "tochararray", "tofileitime", "tolist", "tolocaltime", "tolongdatestring", "tolower", "tolowerinvariant", "toshortdatestring", "toshorttimestring",
        "tostring", "touniversaltime", "toupper", "toupperinvariant", "trim", "trimend", "trimstart", "trygetvalue", "unionwith", "add", "getnetworkcredential");

    /// <summary>Types that the constrained language trusts and that reach past the session: accelerators of WMI and of directories, and the types behind them.</summary>
    private static readonly HashSet<string> TrustedTypes = Set("adsi", "adsisearcher", "wmi", "wmiclass", "wmisearcher", "cimclass", "ciminstance", "cimsession",
        "directoryservices.directoryentry", "directoryservices.directorysearcher", "management.managementclass", "management.managementobject",
        "management.managementobjectsearcher", "x509certificate", "security.cryptography.x509certificates.x509certificate", "psmoduleinfo", "scriptblock");

    /// <summary>Methods of types that the constrained language trusts, such as XML documents, that read or write what they are told to.</summary>
    private static readonly HashSet<string> TrustedMethods = Set("save", "load", "writeto", "writecontentto", "import", "export", "commitchanges", "deletetree", "put", "invokemethod", "create", "delete");

    /// <summary>Members that lead from what every script has to all that a session can do.</summary>
    private static readonly HashSet<string> Ways = Set("invokeprovider", "invokecommand", "sessionstate", "runspace", "runspaces", "debugger", "events", "modules", "exportedcommands", "exportedfunctions",
        "exportedcmdlets", "scriptblock", "module", "commandprocessor", "postcommandlookupaction", "precommandlookupaction", "commandnotfoundaction", "languagemode", "privatedata");

    internal static bool IsType(string name) => Types.Contains(Plain(name));

    internal static bool IsStatic(string type, string member)
    {
        var name = Plain(type) + "::" + member;
        return Statics.Contains(name) || (IsType(type) && !ImpureStatics.Contains(name));
    }

    internal static bool IsMethod(string name) => Methods.Contains(name);

    internal static bool IsTrustedType(string name) => TrustedTypes.Contains(Plain(name));

    internal static bool IsTrustedButImpure(string method) => TrustedMethods.Contains(method);

    internal static bool IsWay(string member) => Ways.Contains(member);

    private static string Plain(string name) => name.StartsWith("System.", StringComparison.OrdinalIgnoreCase) ? name.Substring("System.".Length) : name;

    private static HashSet<string> Set(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
