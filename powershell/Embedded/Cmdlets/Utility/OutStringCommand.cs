using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Out, "String", DefaultParameterSetName = "NoNewLineFormatting")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private readonly System.Text.StringBuilder _text = new();
    private LineWriter? _writer;

    public OutStringCommand() => Formatting.Text(this);

    [Parameter(ParameterSetName = "StreamFormatting")]
    public SwitchParameter Stream { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    [Parameter(ParameterSetName = "NoNewLineFormatting")]
    public SwitchParameter NoNewline { get; set; }

    protected override void BeginProcessing()
    {
        _writer = new LineWriter(OnLine);
        Formatting.WriteTo(this, _writer, Width > 0 ? Width : Formatting.HostWidth(this));
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        _writer!.Finish();
        if (!Stream)
        {
            WriteObject(_text.ToString());
        }
    }

    private void OnLine(string line)
    {
        if (Stream)
        {
            WriteObject(line);
            return;
        }

        _text.Append(line);
        if (!NoNewline)
        {
            _text.Append(Environment.NewLine);
        }
    }
}
