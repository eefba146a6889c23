namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Set, "Alias", SupportsShouldProcess = true)]
[OutputType(typeof(AliasInfo))]
public sealed class SetAliasCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Value { get; set; } = "";

    [Parameter]
    public string Description { get; set; } = "";

    [Parameter]
    public ScopedItemOptions Option { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public string? Scope { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"Name: {Name} Value: {Value}", "Set Alias"))
        {
            return;
        }

        Variables.Try(this, () =>
        {
            var alias = Internals.SetAlias(SessionState, Name, Value, Option, Scope, Force);
            alias.Description = Description;
            if (PassThru)
            {
                WriteObject(alias);
            }
        });
    }
}
