namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "UICulture")]
[OutputType(typeof(CultureInfo))]
public sealed class GetUICultureCommand : PSCmdlet
{
    protected override void BeginProcessing() => WriteObject(Host.CurrentUICulture);
}
