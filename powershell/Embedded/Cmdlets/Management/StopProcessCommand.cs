using System.ComponentModel;
using System.Diagnostics;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Stop, "Process", DefaultParameterSetName = "Id", SupportsShouldProcess = true)]
[OutputType(typeof(Process))]
public sealed class StopProcessCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Id", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public int[] Id { get; set; } = [];

    [Parameter(ParameterSetName = "Name", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProcessName")]
    public string[] Name { get; set; } = [];

    [Parameter(Position = 0, ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    public Process[] InputObject { get; set; } = [];

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        var found = ParameterSetName switch
        {
            "Id" => Processes.WithIds(this, Id),
            "InputObject" => InputObject,
            _ => Processes.Named(this, Name),
        };
        foreach (var process in found)
        {
            var name = $"{Processes.NameOf(process)} ({process.Id})";
            if (!ShouldProcess(name))
            {
                continue;
            }

            try
            {
                process.Kill();
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself.
            }
            catch (Win32Exception e)
            {
                WriteError(new ErrorRecord(
                    new ProcessCommandException($"Cannot stop process \"{name}\" because of the following error: {e.Message}", e),
                    "CouldNotStopProcess",
                    ErrorCategory.CloseError,
                    process));
                continue;
            }

            if (PassThru)
            {
                WriteObject(process);
            }
        }
    }
}
