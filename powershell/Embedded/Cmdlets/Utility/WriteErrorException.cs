namespace Microsoft.PowerShell.Commands;

/// <summary>The exception of an error that a script writes with a message only.</summary>
public sealed class WriteErrorException(string message) : SystemException(message);
