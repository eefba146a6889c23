namespace Microsoft.PowerShell.Commands;

/// <summary>Keys of a JSON object that cannot be property names.</summary>
public sealed class JsonKeyException(string message, string id) : InvalidOperationException(message)
{
    public string Id => id;
}
