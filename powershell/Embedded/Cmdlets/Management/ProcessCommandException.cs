namespace Microsoft.PowerShell.Commands;

/// <summary>The error of the cmdlets for processes.</summary>
public sealed class ProcessCommandException(string message, Exception? inner = null) : SystemException(message, inner);
