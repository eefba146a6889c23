using System.Diagnostics;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "Command")]
[OutputType(typeof(TimeSpan))]
public sealed class MeasureCommandCommand : PSCmdlet
{
    private static readonly ScriptBlock WithInput = ScriptBlock.Create("param($Expression) $input | ForEach-Object $Expression");
    private readonly Stopwatch _watch = new();

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0, Mandatory = true)]
    public ScriptBlock Expression { get; set; } = ScriptBlock.Create("");

    protected override void ProcessRecord()
    {
        _watch.Start();
        if (MyInvocation.ExpectingInput)
        {
            InvokeCommand.InvokeScript(useLocalScope: false, WithInput, new object?[] { InputObject }, Expression);
        }
        else
        {
            InvokeCommand.InvokeScript(useLocalScope: false, Expression, Array.Empty<object>());
        }

        _watch.Stop();
    }

    protected override void EndProcessing() => WriteObject(_watch.Elapsed);
}
