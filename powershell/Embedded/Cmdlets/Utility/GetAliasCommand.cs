namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Alias", DefaultParameterSetName = "Default")]
[OutputType(typeof(AliasInfo))]
public sealed class GetAliasCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Default", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public string[] Exclude { get; set; } = [];

    [Parameter]
    public string? Scope { get; set; }

    [Parameter(ParameterSetName = "Definition")]
    [ValidateNotNullOrEmpty]
    public string[]? Definition { get; set; }

    protected override void ProcessRecord()
    {
        var excluded = Patterns.Of(Exclude);
        var all = Internals.Aliases(SessionState, Scope).Values;
        foreach (var wanted in Definition ?? Name)
        {
            var pattern = WildcardPattern.Get(wanted, WildcardOptions.IgnoreCase);
            var found = all
                .Where(alias => pattern.IsMatch(Definition is null ? alias.Name : alias.Definition))
                .Where(alias => !excluded.Any(no => no.IsMatch(alias.Name)))
                .OrderBy(alias => alias.Name, StringComparer.OrdinalIgnoreCase)
                .ToList();
            WriteObject(found, enumerateCollection: true);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
            {
                var what = Definition is null ? "name" : "definition";
                WriteError(new ErrorRecord(
                    new ItemNotFoundException($"This command cannot find a matching alias because an alias with the {what} '{wanted}' does not exist."),
                    "ItemNotFoundException",
                    ErrorCategory.ObjectNotFound,
                    wanted));
            }
        }
    }
}
