namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Rename, "Item", DefaultParameterSetName = "ByPath", SupportsShouldProcess = true)]
public sealed class RenameItemCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByPath")]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string NewName { get; set; } = "";

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        try
        {
            var found = SessionState.Path.GetResolvedPSPathFromPSPath(LiteralPath is null ? Path : WildcardPattern.Escape(LiteralPath));
            if (found.Count != 1)
            {
                ThrowTerminatingError(Errors.Argument(
                    $"Cannot rename because the path '{LiteralPath ?? Path}' means {found.Count} items; one is needed.", "Argument", Path));
            }

            var isDirectory = Directory.Exists(found[0].ProviderPath);
            var target = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(found[0].ProviderPath) ?? "", NewName);
            if (ShouldProcess($"Item: {found[0].ProviderPath} Destination: {target}", isDirectory ? "Rename Directory" : "Rename File"))
            {
                // The method's path is a literal one.
                var renamed = InvokeProvider.Item.Rename(found[0].Path, NewName, Force);
                if (PassThru)
                {
                    WriteObject(renamed, enumerateCollection: true);
                }
            }
        }
        catch (Exception e) when (e is IContainsErrorRecord { ErrorRecord: not null } && e is not PipelineStoppedException)
        {
            WriteError(new ErrorRecord(((IContainsErrorRecord)e).ErrorRecord, e is ProviderInvocationException { InnerException: { } inner } ? inner : e));
        }
    }
}
