using System.Text;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Select, "String", DefaultParameterSetName = "File")]
[OutputType(typeof(MatchInfo), typeof(bool), typeof(string))]
public sealed class SelectStringCommand : PSCmdlet
{
    private readonly List<(string Text, Regex? Regex)> _patterns = [];
    private readonly Queue<string> _before = new();
    private readonly List<(MatchInfo Match, int Missing)> _open = [];
    private long _inputNumber;
    private bool _done;

    [Parameter(ParameterSetName = "Object")]
    [Parameter(ParameterSetName = "ObjectRaw")]
    [Parameter(ParameterSetName = "File")]
    [Parameter(ParameterSetName = "FileRaw")]
    [Parameter(ParameterSetName = "LiteralFile")]
    [Parameter(ParameterSetName = "LiteralFileRaw")]
    public string? Culture { get; set; }

    [Parameter(ValueFromPipeline = true, Mandatory = true, ParameterSetName = "Object")]
    [Parameter(ValueFromPipeline = true, Mandatory = true, ParameterSetName = "ObjectRaw")]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0)]
    public string[] Pattern { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "File")]
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "FileRaw")]
    [FileInfoToPath]
    public string[]? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralFile")]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralFileRaw")]
    [FileInfoToPath]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter(ParameterSetName = "ObjectRaw", Mandatory = true)]
    [Parameter(ParameterSetName = "FileRaw", Mandatory = true)]
    [Parameter(ParameterSetName = "LiteralFileRaw", Mandatory = true)]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter SimpleMatch { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter(ParameterSetName = "Object")]
    [Parameter(ParameterSetName = "File")]
    [Parameter(ParameterSetName = "LiteralFile")]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    public SwitchParameter List { get; set; }

    [Parameter]
    public SwitchParameter NoEmphasis { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    public SwitchParameter NotMatch { get; set; }

    [Parameter]
    public SwitchParameter AllMatches { get; set; }

    [Parameter]
    [EncodingName]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    [Parameter]
    [ValidateCount(1, 2)]
    [ValidateRange(0, int.MaxValue)]
    public int[] Context { get; set; } = [0];

    private int Before => Context[0];

    private int After => Context[^1];

    protected override void BeginProcessing()
    {
        foreach (var pattern in Pattern)
        {
            var options = CaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase;
            try
            {
                _patterns.Add((pattern, new Regex(SimpleMatch ? Regex.Escape(pattern) : pattern, options)));
            }
            catch (ArgumentException e)
            {
                ThrowTerminatingError(Errors.Argument(
                    $"The string {pattern} is not a valid regular expression: {e.Message}", "InvalidRegex", pattern));
            }
        }
    }

    protected override void ProcessRecord()
    {
        if (_done)
        {
            return;
        }

        if (ParameterSetName is "Object" or "ObjectRaw" && InputObject?.BaseObject is not FileInfo)
        {
            if (Examine(InputObject?.ToString() ?? "", ++_inputNumber, null) && (Quiet || List))
            {
                _done = true;
            }

            return;
        }

        var paths = LiteralPath ?? Path ?? [((FileInfo)InputObject!.BaseObject).FullName];
        foreach (var file in FilePaths.ToRead(this, paths, LiteralPath is not null || Path is null))
        {
            if (Patterns.Of(Include).Admit(Patterns.Of(Exclude), System.IO.Path.GetFileName(file)) && !Directory.Exists(file))
            {
                ExamineFile(file);
            }
        }
    }

    protected override void EndProcessing()
    {
        Flush();
        if (Quiet && !_done)
        {
            WriteObject(false);
        }
    }

    private void ExamineFile(string file)
    {
        try
        {
            long number = 0;
            foreach (var line in File.ReadLines(file, Encoding))
            {
                if (Examine(line, ++number, file) && (Quiet || List))
                {
                    _done = Quiet;
                    break;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.Argument($"The file {file} cannot be read: {e.Message}", "ProcessingFile", file));
        }

        Flush();
        _before.Clear();
    }

    private bool Examine(string line, long number, string? path)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var (match, missing) = _open[i];
            match.Context!.PostContext = [.. match.Context.PostContext, line];
            _open[i] = (match, missing - 1);
        }

        var found = Find(line, out var pattern, out var matches);
        if (found)
        {
            Emit(new MatchInfo
            {
                IgnoreCase = !CaseSensitive,
                LineNumber = number,
                Line = line,
                Path = path ?? "InputStream",
                Pattern = pattern,
                Matches = matches,
                Context = Before + After > 0 ? new MatchInfoContext([.. _before], []) : null,
            });
        }

        while (_open.Count > 0 && _open[0].Missing <= 0)
        {
            Write(_open[0].Match);
            _open.RemoveAt(0);
        }

        _before.Enqueue(line);
        while (_before.Count > Before)
        {
            _before.Dequeue();
        }

        return found;
    }

    private bool Find(string line, out string pattern, out Match[] matches)
    {
        matches = [];
        foreach (var (text, regex) in _patterns)
        {
            pattern = text;
            if (!regex!.IsMatch(line))
            {
                continue;
            }

            matches = AllMatches ? [.. regex.Matches(line).Cast<Match>()] : [regex.Match(line)];
            return !NotMatch;
        }

        pattern = _patterns.Count > 0 ? _patterns[^1].Text : "";
        return NotMatch;
    }

    private void Emit(MatchInfo match)
    {
        if (Quiet)
        {
            WriteObject(true);
        }
        else if (After > 0 && !Raw)
        {
            _open.Add((match, After));
        }
        else
        {
            Write(match);
        }
    }

    private void Write(MatchInfo match) => WriteObject(Raw ? match.Line : match);

    private void Flush()
    {
        _open.ForEach(open => Write(open.Match));
        _open.Clear();
    }
}
