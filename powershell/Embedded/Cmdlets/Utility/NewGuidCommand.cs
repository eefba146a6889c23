namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.New, "Guid", DefaultParameterSetName = "Default")]
[OutputType(typeof(Guid))]
public sealed class NewGuidCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Empty")]
    public SwitchParameter Empty { get; set; }

    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [AllowNull]
    public string? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "InputObject")
        {
            if (Guid.TryParse(InputObject, out var parsed))
            {
                WriteObject(parsed);
            }
            else
            {
                WriteError(new ErrorRecord(
                    new FormatException($"'{InputObject}' is not a GUID."), "StringNotRecognizedAsGuid", ErrorCategory.InvalidArgument, null));
            }
        }
        else
        {
            // Random in every bit, unlike the original's, whose version 7 tells the time.
            WriteObject(Empty ? Guid.Empty : Guid.NewGuid());
        }
    }
}
