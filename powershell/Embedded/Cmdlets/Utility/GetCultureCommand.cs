namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Culture", DefaultParameterSetName = "CurrentCulture")]
[OutputType(typeof(CultureInfo))]
public sealed class GetCultureCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "CurrentCulture")]
    [Parameter(ParameterSetName = "Name")]
    public SwitchParameter NoUserOverrides { get; set; }

    [Parameter(ParameterSetName = "Name", Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public string[] Name { get; set; } = [];

    [Parameter(ParameterSetName = "ListAvailable")]
    public SwitchParameter ListAvailable { get; set; }

    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case "ListAvailable":
                WriteObject(CultureInfo.GetCultures(CultureTypes.AllCultures), enumerateCollection: true);
                break;
            case "Name":
                foreach (var name in Name)
                {
                    WriteNamed(name);
                }

                break;
            default:
                var current = Host.CurrentCulture;
                WriteObject(NoUserOverrides ? CultureInfo.GetCultureInfo(current.Name) : current);
                break;
        }
    }

    private void WriteNamed(string name)
    {
        try
        {
            WriteObject(NoUserOverrides ? CultureInfo.GetCultureInfo(name) : new CultureInfo(name));
        }
        catch (CultureNotFoundException e)
        {
            WriteError(new ErrorRecord(e, "ItemNotFoundException", ErrorCategory.ObjectNotFound, name));
        }
    }
}
