namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Clear, "Variable", SupportsShouldProcess = true)]
[OutputType(typeof(PSVariable))]
public sealed class ClearVariableCommand : PSCmdlet
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
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var (name, scope) in Name.Select(name => Variables.Qualified(name, Scope)))
        {
            foreach (var variable in Variables.Named(this, name, scope, Include, Exclude, reportMissing: true))
            {
                if (ShouldProcess($"Name: {variable.Name}", "Clear variable"))
                {
                    Variables.Try(this, () => Clear(variable));
                }
            }
        }
    }

    private void Clear(PSVariable variable)
    {
        var options = variable.Options;
        if (Force)
        {
            Internals.MakeWritable(variable);
        }

        variable.Value = null;
        variable.Options = options;
        if (PassThru)
        {
            WriteObject(variable);
        }
    }
}
