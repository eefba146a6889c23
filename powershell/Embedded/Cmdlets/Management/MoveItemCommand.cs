namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Move, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class MoveItemCommand : ItemCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Resolve(LiteralPath ?? Path!))
        {
            var action = !IsFileSystem(path) ? "Move Item" : Directory.Exists(path.ProviderPath) ? "Move Directory" : "Move File";
            var shown = IsFileSystem(path) ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(Destination) : Destination;
            if (ShouldProcess($"Item: {path.ProviderPath} Destination: {shown}", action))
            {
                Try(path.Path, () =>
                {
                    var moved = InvokeProvider.Item.Move([WildcardPattern.Escape(path.Path)], Destination, Force, literalPath: false);
                    if (PassThru)
                    {
                        WriteObject(moved, enumerateCollection: true);
                    }
                });
            }
        }
    }
}
