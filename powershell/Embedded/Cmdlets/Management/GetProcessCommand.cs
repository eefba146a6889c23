using System.Diagnostics;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Process", DefaultParameterSetName = "Name")]
[OutputType(typeof(Process))]
public sealed class GetProcessCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true)]
    [Alias("ProcessName")]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    [Parameter(ParameterSetName = "Id", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PID")]
    public int[] Id { get; set; } = [];

    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    public Process[] InputObject { get; set; } = [];

    protected override void ProcessRecord()
    {
        var found = ParameterSetName switch
        {
            "Id" => Processes.WithIds(this, Id),
            "InputObject" => InputObject,
            _ => Processes.Named(this, Name),
        };
        foreach (var process in found
            .OrderBy(Processes.NameOf, StringComparer.OrdinalIgnoreCase)
            .ThenBy(process => process.Id))
        {
            WriteObject(process);
        }
    }
}
