namespace Runbook.FarEnd.Wire;

/// <summary>What stands in a message of records. src/session/wire/record-kind.ts has the same table; a test compares them.</summary>
internal static class RecordKind
{
    internal const char Output = 'o';
    /// <summary>An output object as it is at the call's end, where that differs from what was sent when it appeared.</summary>
    internal const char Changed = 'c';
    internal const char Host = 'h';
    internal const char Error = 'e';
    internal const char NativeError = 'n';
    internal const char Warning = 'w';
    internal const char Verbose = 'v';
    internal const char Debug = 'd';
    internal const char Information = 'i';
    internal const char Progress = 'p';
}
