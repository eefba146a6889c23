namespace Microsoft.PowerShell.Commands;

/// <summary>
/// The first positional argument of Add-Member is a member type where it is the name of one, else a property's name:
/// refusing it here, in the engine's own quiet way, makes it try the other parameter set.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotAMemberTypeAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is string name && !int.TryParse(name, out _) && Enum.TryParse<PSMemberTypes>(name, ignoreCase: true, out _))
        {
            throw (Exception)Internals.New(
                typeof(ValidationMetadataException).FullName!,
                $"The value '{name}' names a member type. For a note property of this name use -MemberType NoteProperty -Name {name}.",
                true);
        }
    }
}
