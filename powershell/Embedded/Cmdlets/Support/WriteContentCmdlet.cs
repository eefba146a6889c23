using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Set-Content and Add-Content have in common: values become lines of text, or bytes.</summary>
public abstract class WriteContentCmdlet : ItemCmdlet, IDisposable
{
    private readonly List<(PathInfo Path, TextWriter? Text, Stream? Bytes, System.Management.Automation.Provider.IContentWriter? Provider)> _open = [];
    private bool _opened;

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    [EncodingName]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    private protected abstract bool Appends { get; }

    public void Dispose() => Close();

    private protected void WriteTo(string[] paths)
    {
        if (!_opened)
        {
            _opened = true;
            foreach (var path in paths)
            {
                Open(path);
            }
        }

        foreach (var value in Value ?? [])
        {
            foreach (var target in _open)
            {
                if (!Try(target.Path.Path, () => WriteValue(target.Text, target.Bytes, target.Provider, value)))
                {
                    break;
                }
            }

            if (PassThru)
            {
                WriteObject(value);
            }
        }
    }

    protected override void EndProcessing() => Close();

    private void Open(string path)
    {
        IReadOnlyList<PathInfo> targets = [.. Resolve([path], reportMissing: false)];
        if (targets.Count == 0 && (IsLiteral || !WildcardPattern.ContainsWildcardCharacters(path)))
        {
            NewFile(path);
            return;
        }

        if (targets.Count == 0)
        {
            WriteError(new ErrorRecord(
                new ItemNotFoundException(
                    $"An object at the specified path {path} does not exist, or has been filtered by the -Include or -Exclude parameter."),
                "ItemNotFound",
                ErrorCategory.ObjectNotFound,
                path));
        }

        foreach (var target in targets)
        {
            var (shown, action) = IsFileSystem(target) ? ($"Path: {target.ProviderPath}", Appends ? "Add Content" : "Set Content") : (target.Path, "Set Content");
            if (!ShouldProcess(shown, action))
            {
                continue;
            }

            if (IsFileSystem(target))
            {
                Try(target.Path, () => OpenFile(target, target.ProviderPath));
            }
            else
            {
                Try(target.Path, () => OpenProvider(target, WildcardPattern.Escape(target.Path)));
            }
        }
    }

    private void NewFile(string path)
    {
        Try(path, () =>
        {
            var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out var drive);
            if (provider.Name != "FileSystem")
            {
                if (ShouldProcess(path, "Set Content"))
                {
                    OpenProvider(SessionState.Path.CurrentLocation, path);
                }
            }
            else if (ShouldProcess($"Path: {file}", Appends ? "Add Content" : "Set Content"))
            {
                OpenFile(SessionState.Path.CurrentFileSystemLocation, file);
            }
        });
    }

    private void OpenFile(PathInfo path, string file)
    {
        if (Force && File.Exists(file) && File.GetAttributes(file).HasFlag(FileAttributes.ReadOnly))
        {
            File.SetAttributes(file, File.GetAttributes(file) & ~FileAttributes.ReadOnly);
        }

        var stream = new FileStream(file, Appends ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        _open.Add((path, AsByteStream ? null : new StreamWriter(stream, Encoding), AsByteStream ? stream : null, null));
    }

    private void OpenProvider(PathInfo path, string target)
    {
        foreach (var writer in InvokeProvider.Content.GetWriter([target], Force, literalPath: false))
        {
            _open.Add((path, null, null, writer));
        }
    }

    private void WriteValue(TextWriter? text, Stream? bytes, System.Management.Automation.Provider.IContentWriter? provider, object? value)
    {
        var items = LanguagePrimitives.GetEnumerable(value)?.Cast<object?>() ?? [value];
        if (provider is not null)
        {
            provider.Write(items.ToList());
            return;
        }

        foreach (var item in items)
        {
            if (bytes is not null)
            {
                bytes.WriteByte(item is byte or PSObject { BaseObject: byte }
                    ? LanguagePrimitives.ConvertTo<byte>(item)
                    : throw new PSArgumentException("Cannot proceed with byte encoding. When using byte encoding the content must be of type byte."));
            }
            else if (NoNewline)
            {
                text!.Write(PSObject.AsPSObject(item ?? "").ToString());
            }
            else
            {
                text!.WriteLine(PSObject.AsPSObject(item ?? "").ToString());
            }
        }
    }

    private void Close()
    {
        foreach (var (_, text, bytes, provider) in _open)
        {
            text?.Dispose();
            bytes?.Dispose();
            provider?.Close();
        }

        _open.Clear();
    }
}
