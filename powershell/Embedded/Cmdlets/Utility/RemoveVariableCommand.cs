namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Remove, "Variable", SupportsShouldProcess = true)]
public sealed class RemoveVariableCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, Mandatory = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public string[] Include { get; set; } = [];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var (name, scope) in Name.Select(name => Variables.Qualified(name, Scope)))
        {
            foreach (var variable in Variables.Named(this, name, scope, Include, Exclude, reportMissing: true))
            {
                if (ShouldProcess($"Name: {variable.Name}", "Remove variable"))
                {
                    Variables.Try(this, () => Internals.RemoveVariable(SessionState, variable, scope, Force));
                }
            }
        }
    }
}
