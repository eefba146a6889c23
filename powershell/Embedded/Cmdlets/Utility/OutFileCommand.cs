using System.Text;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Out, "File", SupportsShouldProcess = true, DefaultParameterSetName = "ByPath")]
public sealed class OutFileCommand : FrontEndCommandBase
{
    private StreamWriter? _file;
    private LineWriter? _writer;

    public OutFileCommand() => Formatting.Text(this);

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ByPath")]
    [Alias("Path")]
    public string? FilePath { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter(Position = 1)]
    [EncodingName]
    [ValidateNotNullOrEmpty]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    protected override void BeginProcessing()
    {
        _writer = new LineWriter(line =>
        {
            if (NoNewline)
            {
                _file?.Write(line);
            }
            else
            {
                _file?.WriteLine(line);
            }
        });
        var path = FilePaths.ToWrite(this, LiteralPath ?? FilePath!, LiteralPath is not null);
        if (ShouldProcess(path, "Output to File"))
        {
            _file = FilePaths.OpenToWrite(this, path, Encoding, Append, Force, NoClobber);
        }

        Formatting.WriteTo(this, _writer, Width > 0 ? Width : int.MaxValue);
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        _writer!.Finish();
        _file?.Dispose();
        _file = null;
    }

    protected override void InternalDispose()
    {
        base.InternalDispose();
        _file?.Dispose();
    }
}
