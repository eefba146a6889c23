namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Import, "Clixml", SupportsPaging = true, DefaultParameterSetName = "ByPath")]
public sealed class ImportClixmlCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var file in FilePaths.ToRead(this, LiteralPath ?? Path, LiteralPath is not null))
        {
            try
            {
                Emit(PSSerializer.DeserializeAsList(File.ReadAllText(file)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(e, "FileOpenFailure", ErrorCategory.OpenError, file));
            }
            catch (System.Xml.XmlException e)
            {
                ThrowTerminatingError(new ErrorRecord(e, "System.Xml.XmlException", ErrorCategory.InvalidData, file));
            }
        }
    }

    private void Emit(object[] values)
    {
        if (PagingParameters.IncludeTotalCount)
        {
            WriteObject(PagingParameters.NewTotalCount((ulong)values.Length, 1.0));
        }

        var first = PagingParameters.First > int.MaxValue ? int.MaxValue : (int)PagingParameters.First;
        foreach (var value in values.Skip((int)Math.Min(PagingParameters.Skip, int.MaxValue)).Take(first))
        {
            WriteObject(value);
        }
    }
}
