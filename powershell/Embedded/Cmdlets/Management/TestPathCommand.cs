namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : ItemCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string?[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string?[]? LiteralPath { get; set; }

    [Parameter]
    [Alias("Type")]
    public TestPathType PathType { get; set; } = TestPathType.Any;

    [Parameter]
    public SwitchParameter IsValid { get; set; }

    [Parameter]
    public DateTime? OlderThan { get; set; }

    [Parameter]
    public DateTime? NewerThan { get; set; }

    protected override void ProcessRecord()
    {
        var paths = LiteralPath ?? Path;
        if (paths is null || paths.Length == 0)
        {
            WriteError(new ErrorRecord(
                new ArgumentNullException("Path", "The provided Path argument was null or an empty collection."),
                "NullPathNotPermitted",
                ErrorCategory.InvalidArgument,
                Path));
            return;
        }

        foreach (var path in paths)
        {
            if (path is null)
            {
                WriteError(new ErrorRecord(
                    new ArgumentNullException("Path", "The provided Path argument was null or an empty collection."),
                    "NullPathNotPermitted",
                    ErrorCategory.InvalidArgument,
                    Path));
            }
            else
            {
                WriteObject(!string.IsNullOrWhiteSpace(path) && Exists(path));
            }
        }
    }

    private bool Exists(string path)
    {
        try
        {
            if (IsValid)
            {
                return SessionState.Path.IsValid(path);
            }

            return Resolve([path], reportMissing: false).Any(found =>
                InvokeProvider.Item.Exists(WildcardPattern.Escape(found.Path), force: false, literalPath: false)
                && HasType(found)
                && HasAge(found));
        }
        catch (Exception e) when (e is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or ItemNotFoundException or NotSupportedException or ProviderInvocationException)
        {
            // What cannot be reached is not there.
            return false;
        }
    }

    private bool HasType(PathInfo path) =>
        PathType == TestPathType.Any
        || InvokeProvider.Item.IsContainer(WildcardPattern.Escape(path.Path)) == (PathType == TestPathType.Container);

    private bool HasAge(PathInfo path)
    {
        if ((OlderThan is null && NewerThan is null) || !IsFileSystem(path))
        {
            return true;
        }

        var written = File.GetLastWriteTime(path.ProviderPath);
        return (OlderThan is null || written < OlderThan) && (NewerThan is null || written > NewerThan);
    }
}
