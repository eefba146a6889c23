namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Clear, "Content", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class ClearContentCommand : ItemCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Resolve(LiteralPath ?? Path!))
        {
            if (ShouldProcess($"Item: {path.ProviderPath}", "Clear Content"))
            {
                Try(path.Path, () => InvokeProvider.Content.Clear([WildcardPattern.Escape(path.Path)], Force, literalPath: false));
            }
        }
    }
}
