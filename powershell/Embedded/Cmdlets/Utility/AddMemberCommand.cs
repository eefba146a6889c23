namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = "TypeNameSet")]
public sealed class AddMemberCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "MemberSet")]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; }

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "MemberSet")]
    public string Name { get; set; } = "";

    [Parameter(Position = 2, ParameterSetName = "MemberSet")]
    public object? Value { get; set; }

    [Parameter(Position = 3, ParameterSetName = "MemberSet")]
    public object? SecondValue { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "TypeNameSet")]
    [Parameter(ParameterSetName = "MemberSet")]
    [Parameter(ParameterSetName = "NotePropertySingleMemberSet")]
    [Parameter(ParameterSetName = "NotePropertyMultiMemberSet")]
    [ValidateNotNullOrEmpty]
    public string? TypeName { get; set; }

    [Parameter(ParameterSetName = "MemberSet")]
    [Parameter(ParameterSetName = "NotePropertySingleMemberSet")]
    [Parameter(ParameterSetName = "NotePropertyMultiMemberSet")]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "NotePropertySingleMemberSet")]
    [NotAMemberType]
    public string? NotePropertyName { get; set; }

    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "NotePropertySingleMemberSet")]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "NotePropertyMultiMemberSet")]
    [ValidateNotNullOrEmpty]
    public IDictionary? NotePropertyMembers { get; set; }

    protected override void ProcessRecord()
    {
        var target = InputObject!;
        var added = ParameterSetName switch
        {
            "NotePropertySingleMemberSet" => Add(target, new PSNoteProperty(NotePropertyName, NotePropertyValue)),
            "NotePropertyMultiMemberSet" => NotePropertyMembers!.Cast<DictionaryEntry>().ToList()
                .TrueForAll(entry => Add(target, new PSNoteProperty(entry.Key.ToString(), entry.Value))),
            "MemberSet" => Add(target, NewMember()),
            _ => true,
        };
        if (!added)
        {
            return;
        }

        if (TypeName is not null)
        {
            target.TypeNames.Remove(TypeName);
            target.TypeNames.Insert(0, TypeName);
        }

        if (PassThru)
        {
            WriteObject(target);
        }
    }

    private PSMemberInfo NewMember()
    {
        try
        {
            switch (MemberType)
            {
                case PSMemberTypes.NoteProperty:
                    return new PSNoteProperty(Name, Value);
                case PSMemberTypes.AliasProperty:
                    return SecondValue is null
                        ? new PSAliasProperty(Name, LanguagePrimitives.ConvertTo<string>(Value))
                        : new PSAliasProperty(Name, LanguagePrimitives.ConvertTo<string>(Value), LanguagePrimitives.ConvertTo<Type>(SecondValue));
                case PSMemberTypes.ScriptProperty:
                    return SecondValue is null
                        ? new PSScriptProperty(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value))
                        : new PSScriptProperty(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value), LanguagePrimitives.ConvertTo<ScriptBlock>(SecondValue));
                case PSMemberTypes.ScriptMethod:
                    return new PSScriptMethod(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value));
                case PSMemberTypes.PropertySet:
                    return new PSPropertySet(Name, LanguagePrimitives.ConvertTo<string[]>(Value));
                case PSMemberTypes.MemberSet:
                    return new PSMemberSet(Name, (IEnumerable<PSMemberInfo>?)Value ?? []);
            }
        }
        catch (Exception e) when (e is ArgumentException or PSInvalidCastException or InvalidCastException or ExtendedTypeSystemException)
        {
            ThrowTerminatingError(new ErrorRecord(e, "InvalidValue", ErrorCategory.InvalidArgument, Value));
        }

        ThrowTerminatingError(Errors.Operation(
            $"Cannot add a member with type \"{MemberType}\". Specify one of: AliasProperty, MemberSet, NoteProperty, PropertySet, ScriptMethod, ScriptProperty.",
            "CannotAddMemberType",
            ErrorCategory.InvalidArgument));
        throw new InvalidOperationException();
    }

    private bool Add(PSObject target, PSMemberInfo member)
    {
        if (target.Members[member.Name] is { } existing)
        {
            if (!Force)
            {
                return Fail(
                    $"Cannot add a member with the name \"{member.Name}\" because a member with that name already exists. "
                        + "To overwrite the member anyway, add the Force parameter to your command.",
                    "MemberAlreadyExists");
            }

            if (!existing.IsInstance)
            {
                return Fail(
                    $"Cannot force the member with name \"{member.Name}\" and type \"{existing.MemberType}\" to be added: only members of the instance can be overwritten.",
                    "CannotRemoveTypeDataOrStaticMember");
            }

            target.Members.Remove(member.Name);
        }

        target.Members.Add(member);
        return true;
    }

    private bool Fail(string message, string id)
    {
        WriteError(Errors.Operation(message, id, ErrorCategory.InvalidOperation, InputObject));
        return false;
    }
}
