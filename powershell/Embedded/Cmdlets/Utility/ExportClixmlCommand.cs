using System.Text;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Export, "Clixml", SupportsShouldProcess = true, DefaultParameterSetName = "ByPath")]
public sealed class ExportClixmlCommand : PSCmdlet
{
    private readonly List<object> _input = [];

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ByPath")]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [EncodingName]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    protected override void ProcessRecord() => _input.Add(InputObject!);

    protected override void EndProcessing()
    {
        var path = FilePaths.ToWrite(this, LiteralPath ?? Path!, LiteralPath is not null);
        if (!ShouldProcess(path))
        {
            return;
        }

        var text = Clixml.Serialize(_input, Depth);
        using var file = FilePaths.OpenToWrite(this, path, Encoding, append: false, Force, NoClobber);
        file.Write(text);
    }
}
