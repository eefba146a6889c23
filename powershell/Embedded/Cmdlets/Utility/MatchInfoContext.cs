namespace Microsoft.PowerShell.Commands;

/// <summary>The lines around a match of <c>Select-String -Context</c>.</summary>
public sealed class MatchInfoContext(string[] preContext, string[] postContext)
{
    public string[] PreContext { get; } = preContext;

    public string[] PostContext { get; internal set; } = postContext;

    public string[] DisplayPreContext => PreContext;

    public string[] DisplayPostContext => PostContext;
}
