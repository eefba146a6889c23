namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Unique", DefaultParameterSetName = "AsString")]
public sealed class GetUniqueCommand : PSCmdlet
{
    private PSObject? _last;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter AsString { get; set; }

    [Parameter(ParameterSetName = "UniqueByType")]
    public SwitchParameter OnType { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null || (_last is not null && IsSame(_last, InputObject)))
        {
            return;
        }

        _last = InputObject;
        WriteObject(InputObject);
    }

    private bool IsSame(PSObject last, PSObject input)
    {
        if (OnType)
        {
            return last.TypeNames[0].Equals(input.TypeNames[0], StringComparison.OrdinalIgnoreCase);
        }

        return AsString
            ? string.Equals(last.ToString(), input.ToString(), CaseInsensitive ? StringComparison.CurrentCultureIgnoreCase : StringComparison.CurrentCulture)
            : new ValueComparer(!CaseInsensitive, null).Compare(last, input) == 0;
    }
}
