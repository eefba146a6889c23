namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class RemoveItemCommand : ItemCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Path", Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var path in Resolve(LiteralPath ?? Path!))
        {
            var item = WildcardPattern.Escape(path.Path);
            var isDirectory = IsFileSystem(path) && Directory.Exists(path.ProviderPath);
            if (isDirectory && !Recurse && Directory.EnumerateFileSystemEntries(path.ProviderPath).Any() && !MayRemoveAll(path))
            {
                continue;
            }

            var action = !IsFileSystem(path) ? "Remove Item" : isDirectory ? "Remove Directory" : "Remove File";
            if (ShouldProcess(IsFileSystem(path) ? path.ProviderPath : $"Item: {path.Path}", action))
            {
                Try(path.Path, () => InvokeProvider.Item.Remove([item], recurse: Recurse || isDirectory, Force, literalPath: false));
            }
        }
    }

    private bool MayRemoveAll(PathInfo path) =>
        ShouldContinue(
            $"The item at {path.ProviderPath} has children and the Recurse parameter was not specified. "
                + "If you continue, all children will be removed with the item. Are you sure you want to continue?",
            "Confirm");
}
