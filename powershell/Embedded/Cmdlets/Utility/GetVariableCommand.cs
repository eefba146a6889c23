namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Variable")]
[OutputType(typeof(PSVariable))]
public sealed class GetVariableCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            foreach (var variable in Variables.Named(this, name, Scope, Include, Exclude, reportMissing: true))
            {
                WriteObject(ValueOnly ? variable.Value : variable);
            }
        }
    }
}
