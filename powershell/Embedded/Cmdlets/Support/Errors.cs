namespace Microsoft.PowerShell.Commands;

/// <summary>Error records as the originals make them.</summary>
internal static class Errors
{
    /// <summary>The engine's own record of an exception where it has one; the cmdlet's otherwise.</summary>
    public static ErrorRecord From(Exception e, string id, ErrorCategory category, object? target = null) =>
        e is IContainsErrorRecord { ErrorRecord: { } record }
            ? new ErrorRecord(record, e)
            : new ErrorRecord(e, id, category, target);

    public static ErrorRecord Argument(string message, string id, object? target = null) =>
        new(new ArgumentException(message), id, ErrorCategory.InvalidArgument, target);

    public static ErrorRecord Operation(string message, string id, ErrorCategory category, object? target = null) =>
        new(new InvalidOperationException(message), id, category, target);
}
