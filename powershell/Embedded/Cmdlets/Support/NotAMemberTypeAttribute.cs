namespace Microsoft.PowerShell.Commands;

/// <summary>
/// The first positional argument of Add-Member is a member type where it is the name of one, else a property's name. As a
/// member type it is no string any more, so that the engine binds it to <c>-MemberType</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotAMemberTypeAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is string name && Enum.TryParse<PSMemberTypes>(name, ignoreCase: true, out var type) && !int.TryParse(name, out _)
            ? type
            : inputData;
}
