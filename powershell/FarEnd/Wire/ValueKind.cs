namespace Runbook.FarEnd.Wire;

/// <summary>What a value is, before its content. src/session/wire/value-kind.ts has the same table; a test compares them.</summary>
internal static class ValueKind
{
    internal const char Null = 'N';
    internal const char True = 'T';
    internal const char False = 'F';
    internal const char Int32 = 'i';
    internal const char Int64 = 'l';
    internal const char UInt64 = 'u';
    internal const char Double = 'd';
    internal const char String = 's';
    /// <summary>A scalar that is carried as its exact text: the type's name, the text.</summary>
    internal const char Typed = 't';
    internal const char Bytes = 'b';
    internal const char Enum = 'e';
    internal const char List = 'a';
    internal const char Hashtable = 'h';
    internal const char Ordered = 'o';
    /// <summary>Type names, text, whether it was cut, properties.</summary>
    internal const char Object = 'p';
    internal const char Secret = 'x';
    /// <summary>A live object's number. From the far end, its copy follows; from the runner, nothing.</summary>
    internal const char Live = '@';
}
