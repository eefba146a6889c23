namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = "Path")]
[OutputType(typeof(PathInfo), typeof(string))]
public sealed class ResolvePathCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Relative { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in LiteralPath ?? Path!)
        {
            try
            {
                var found = SessionState.Path.GetResolvedPSPathFromPSPath(LiteralPath is null ? path : WildcardPattern.Escape(path));
                if (Relative)
                {
                    WriteObject(found.Select(RelativePath), enumerateCollection: true);
                }
                else
                {
                    WriteObject(found, enumerateCollection: true);
                }
            }
            catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
            {
                WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e));
            }
        }
    }

    private string RelativePath(PathInfo path)
    {
        if (path.Provider.Name != "FileSystem")
        {
            return SessionState.Path.NormalizeRelativePath(path.Path, SessionState.Path.CurrentLocation.Path);
        }

        var relative = System.IO.Path.GetRelativePath(SessionState.Path.CurrentFileSystemLocation.ProviderPath, path.ProviderPath);
        return relative.StartsWith('.') || System.IO.Path.IsPathRooted(relative)
            ? relative
            : "." + System.IO.Path.DirectorySeparatorChar + relative;
    }
}
