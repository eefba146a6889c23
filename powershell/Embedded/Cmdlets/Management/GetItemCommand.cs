namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = "Path")]
public sealed class GetItemCommand : ItemCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
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
            Try(path.Path, () => WriteObject(
                InvokeProvider.Item.Get([WildcardPattern.Escape(path.Path)], Force, literalPath: false), enumerateCollection: true));
        }
    }
}
