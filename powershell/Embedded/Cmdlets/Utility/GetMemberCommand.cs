namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Member")]
[OutputType(typeof(MemberDefinition))]
public sealed class GetMemberCommand : PSCmdlet
{
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    [Parameter]
    public PSMemberViewTypes View { get; set; } = PSMemberViewTypes.Adapted | PSMemberViewTypes.Extended;

    [Parameter]
    public SwitchParameter Static { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        var typeName = Static
            ? (InputObject.BaseObject as Type ?? InputObject.BaseObject.GetType()).FullName!
            : InputObject.TypeNames.Count > 0 ? InputObject.TypeNames[0] : InputObject.BaseObject.GetType().FullName!;
        if (!_seen.Add(typeName))
        {
            return;
        }

        var patterns = Patterns.Of(Name);
        var members = Static ? StaticMembers(InputObject) : InstanceMembers(InputObject);
        foreach (var member in members
            .Where(member => patterns.Any(pattern => pattern.IsMatch(member.Name)))
            .Where(member => (member.MemberType & MemberType) != 0)
            .OrderBy(member => member.MemberType)
            .ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase))
        {
            WriteObject(new MemberDefinition(typeName, member.Name, member.MemberType, member.ToString() ?? ""));
        }
    }

    protected override void EndProcessing()
    {
        if (_seen.Count == 0)
        {
            WriteError(Errors.Operation(
                "You must specify an object for the Get-Member cmdlet.", "NoObjectInGetMember", ErrorCategory.CloseError));
        }
    }

    private IEnumerable<PSMemberInfo> InstanceMembers(PSObject target)
    {
        var hidden = new[] { "get_", "set_", "add_", "remove_", "op_" };
        var own = View == PSMemberViewTypes.Extended
            ? target.Members.Where(member => member.IsInstance || member is PSNoteProperty or PSScriptProperty or PSAliasProperty or PSCodeProperty or PSScriptMethod)
            : target.Members;
        return own
            .Where(member => Force || !(member is PSMethod && hidden.Any(prefix => member.Name.StartsWith(prefix, StringComparison.Ordinal))))
            .Where(member => Force || member is not PSMemberSet { Name: "psbase" or "psadapted" or "psextended" or "psobject" or "PSStandardMembers" });
    }

    private static IEnumerable<PSMemberInfo> StaticMembers(PSObject target)
    {
        var type = target.BaseObject as Type ?? target.BaseObject.GetType();
        var names = type.GetMembers(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Where(member => member is not System.Reflection.MethodInfo { IsSpecialName: true })
            .Select(member => member.Name)
            .Append("new")
            .Distinct();
        return Internals.StaticMembers(type).Where(member => names.Contains(member.Name));
    }
}
