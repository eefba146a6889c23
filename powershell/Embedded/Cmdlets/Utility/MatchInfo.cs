using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>A line that <c>Select-String</c> found.</summary>
public sealed class MatchInfo
{
    private const string InputStream = "InputStream";

    public bool IgnoreCase { get; init; }

    public long LineNumber { get; init; }

    public string Line { get; init; } = "";

    public string Filename => Path == InputStream ? InputStream : System.IO.Path.GetFileName(Path);

    public string Path { get; init; } = InputStream;

    public string Pattern { get; init; } = "";

    public MatchInfoContext? Context { get; init; }

    public Match[] Matches { get; init; } = [];

    public override string ToString() => Path == InputStream ? Line : $"{Path}:{LineNumber}:{Line}";
}
