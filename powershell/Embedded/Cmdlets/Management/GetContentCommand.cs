using System.Text;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = "Path")]
public sealed class GetContentCommand : ItemCmdlet
{
    private long? _totalCount;
    private int? _tail;

    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long ReadCount { get; set; } = 1;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, long.MaxValue)]
    [Alias("First", "Head")]
    public long TotalCount
    {
        get => _totalCount ?? -1;
        set => _totalCount = value;
    }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [Alias("Last")]
    public int Tail
    {
        get => _tail ?? -1;
        set => _tail = value;
    }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    [EncodingName]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    protected override void ProcessRecord()
    {
        if (_totalCount is not null && _tail is not null)
        {
            ThrowTerminatingError(Errors.Operation(
                "The parameters TotalCount and Tail cannot be used together. Specify only one parameter.",
                "TailAndHeadCannotCoexist",
                ErrorCategory.InvalidOperation));
        }

        foreach (var path in Resolve(LiteralPath ?? Path!))
        {
            Try(path.Path, () => Read(path));
        }
    }

    private void Read(PathInfo path)
    {
        if (!IsFileSystem(path))
        {
            Emit(ProviderContent(path), path);
        }
        else if (Directory.Exists(path.ProviderPath))
        {
            WriteError(new ErrorRecord(
                new UnauthorizedAccessException($"Unable to get content because it is a directory: '{path.ProviderPath}'. Please use 'Get-ChildItem' instead."),
                "GetContainerContentException",
                ErrorCategory.InvalidOperation,
                path.ProviderPath));
        }
        else if (AsByteStream)
        {
            var bytes = File.ReadAllBytes(path.ProviderPath);
            if (Raw)
            {
                WriteObject(Noted(bytes, path, 1));
            }
            else
            {
                Emit(bytes.Cast<object>(), path);
            }
        }
        else if (Raw)
        {
            using var reader = OpenText(path);
            var text = reader.ReadToEnd();
            if (text.Length > 0)
            {
                WriteObject(Noted(text, path, 1));
            }
        }
        else
        {
            Emit(Lines(path), path);
        }
    }

    private void Emit(IEnumerable<object> items, PathInfo path)
    {
        var wanted = _totalCount is { } most ? items.Take((int)Math.Min(most, int.MaxValue))
            : _tail is { } least ? items.TakeLast(least)
            : items;
        var number = 0L;
        if (ReadCount == 1)
        {
            foreach (var item in wanted)
            {
                WriteObject(Noted(item, path, ++number));
            }

            return;
        }

        var size = ReadCount <= 0 ? int.MaxValue : (int)Math.Min(ReadCount, int.MaxValue);
        var chunk = new List<object>();
        foreach (var item in wanted)
        {
            chunk.Add(item);
            number++;
            if (chunk.Count == size)
            {
                WriteObject(Noted(chunk.ToArray(), path, number));
                chunk.Clear();
            }
        }

        if (chunk.Count > 0)
        {
            WriteObject(Noted(chunk.ToArray(), path, number));
        }
    }

    private IEnumerable<object> Lines(PathInfo path)
    {
        using var reader = OpenText(path);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private StreamReader OpenText(PathInfo path) =>
        new(
            new FileStream(path.ProviderPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
            Encoding,
            detectEncodingFromByteOrderMarks: true);

    private IEnumerable<object> ProviderContent(PathInfo path)
    {
        foreach (var reader in InvokeProvider.Content.GetReader([WildcardPattern.Escape(path.Path)], Force, literalPath: false))
        {
            foreach (var item in reader.Read(0))
            {
                yield return item!;
            }

            reader.Close();
        }
    }

    private static PSObject Noted(object item, PathInfo path, long readCount)
    {
        var result = new PSObject(item);
        var parent = System.IO.Path.GetDirectoryName(path.ProviderPath) ?? "";
        result.Properties.Add(new PSNoteProperty("PSPath", $"{path.Provider}::{path.ProviderPath}"));
        result.Properties.Add(new PSNoteProperty("PSParentPath", $"{path.Provider}::{parent}"));
        result.Properties.Add(new PSNoteProperty("PSChildName", System.IO.Path.GetFileName(path.ProviderPath)));
        result.Properties.Add(new PSNoteProperty("PSDrive", path.Drive));
        result.Properties.Add(new PSNoteProperty("PSProvider", path.Provider));
        result.Properties.Add(new PSNoteProperty("ReadCount", readCount));
        return result;
    }
}
