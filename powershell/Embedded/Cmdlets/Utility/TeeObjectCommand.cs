using System.Text;

namespace Microsoft.PowerShell.Commands;

[Cmdlet("Tee", "Object", DefaultParameterSetName = "File")]
public sealed class TeeObjectCommand : PSCmdlet, IDisposable
{
    private readonly List<PSObject?> _values = [];
    private SteppablePipeline? _file;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "File")]
    [Alias("Path")]
    public string? FilePath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralFile")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter(ParameterSetName = "File")]
    public SwitchParameter Append { get; set; }

    [Parameter(ParameterSetName = "File")]
    [Parameter(ParameterSetName = "LiteralFile")]
    [EncodingName]
    public Encoding Encoding { get; set; } = EncodingNameAttribute.Default;

    [Parameter(Mandatory = true, ParameterSetName = "Variable")]
    public string? Variable { get; set; }

    public void Dispose() => _file?.Dispose();

    protected override void BeginProcessing()
    {
        if (Variable is not null)
        {
            return;
        }

        var script = ScriptBlock.Create(LiteralPath is null
            ? "param($p, $a, $e) Microsoft.PowerShell.Utility\\Out-File -FilePath $p -Append:$a -Encoding $e"
            : "param($p, $a, $e) Microsoft.PowerShell.Utility\\Out-File -LiteralPath $p -Append:$a -Encoding $e");
        _file = script.GetSteppablePipeline(CommandOrigin.Internal, [LiteralPath ?? FilePath, (bool)Append, Encoding]);
        _file.Begin(expectInput: true);
    }

    protected override void ProcessRecord()
    {
        _values.Add(_file is null ? InputObject : null);
        _file?.Process(InputObject);
        WriteObject(InputObject);
    }

    protected override void EndProcessing()
    {
        _file?.End();
        if (Variable is not null)
        {
            SessionState.PSVariable.Set(Variable, _values.Count == 1 ? _values[0] : _values.ToArray());
        }
    }
}
