namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Copy, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class CopyItemCommand : ItemCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Destination { get; set; }

    [Parameter]
    public SwitchParameter Container { get; set; } = true;

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Resolve(LiteralPath ?? Path!))
        {
            var destination = string.IsNullOrEmpty(Destination) ? "." : Destination;
            var action = !IsFileSystem(path) ? "Copy Item" : Directory.Exists(path.ProviderPath) ? "Copy Directory" : "Copy File";
            var shown = IsFileSystem(path) ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(destination) : destination;
            if (ShouldProcess($"Item: {path.ProviderPath} Destination: {shown}", action))
            {
                var containers = Container ? CopyContainers.CopyTargetContainer : CopyContainers.CopyChildrenOfTargetContainer;
                Try(path.Path, () => Emit(InvokeProvider.Item.Copy(
                    [WildcardPattern.Escape(path.Path)], destination, Recurse, containers, Force, literalPath: false)));
            }
        }
    }

    private void Emit(IEnumerable<PSObject> copies)
    {
        if (PassThru)
        {
            WriteObject(copies, enumerateCollection: true);
        }
    }
}
