namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "PSDrive", DefaultParameterSetName = "Name")]
[OutputType(typeof(PSDriveInfo))]
public sealed class GetPSDriveCommand : PSCmdlet
{
    [Parameter(Position = 0, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string[] Name { get; set; } = ["*"];

    [Parameter(Position = 0, ParameterSetName = "LiteralName", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[]? LiteralName { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Scope { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? PSProvider { get; set; }

    protected override void ProcessRecord()
    {
        var providers = Patterns.Of(PSProvider);
        var drives = (string.IsNullOrEmpty(Scope) ? SessionState.Drive.GetAll() : SessionState.Drive.GetAllAtScope(Scope))
            .Where(drive => providers.Admit([], drive.Provider.Name))
            .OrderBy(drive => drive.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        foreach (var name in LiteralName ?? Name)
        {
            var pattern = WildcardPattern.Get(LiteralName is null ? name : WildcardPattern.Escape(name), WildcardOptions.IgnoreCase);
            var found = drives.Where(drive => pattern.IsMatch(drive.Name)).ToList();
            WriteObject(found, enumerateCollection: true);
            if (found.Count == 0 && (LiteralName is not null || !WildcardPattern.ContainsWildcardCharacters(name)))
            {
                WriteError(new ErrorRecord(
                    new System.Management.Automation.DriveNotFoundException($"Cannot find drive. A drive with the name '{name}' does not exist."),
                    "GetLocationNoMatchingDrive",
                    ErrorCategory.ObjectNotFound,
                    name));
            }
        }
    }
}
