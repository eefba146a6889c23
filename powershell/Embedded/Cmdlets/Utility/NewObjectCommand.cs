using System.Reflection;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.New, "Object", DefaultParameterSetName = "Net")]
public sealed class NewObjectCommand : PSCmdlet
{
    // The language's own call of a constructor: overloads are chosen and arguments converted as in a script.
    private static readonly ScriptBlock Construct = ScriptBlock.Create("param($type, $list) , $type::new.Invoke($list)");

    [Parameter(ParameterSetName = "Net", Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = "";

    [Parameter(ParameterSetName = "Com", Mandatory = true, Position = 0)]
    public string? ComObject { get; set; }

    [Parameter(ParameterSetName = "Net", Position = 1)]
    [Alias("Args")]
    public object?[]? ArgumentList { get; set; }

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        var type = ComObject is null ? TypeNamed(TypeName) : ComType(ComObject);
        var result = PSObject.AsPSObject(Create(type));
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            SetProperty(result, entry.Key.ToString() ?? "", entry.Value);
        }

        WriteObject(result);
    }

    private Type TypeNamed(string name)
    {
        if (LanguagePrimitives.TryConvertTo<Type>(name, out var type))
        {
            return type == typeof(PSCustomObject) ? typeof(PSObject) : type;
        }

        ThrowTerminatingError(new ErrorRecord(
            new PSArgumentException($"Cannot find type [{name}]: verify that the assembly containing this type is loaded."),
            "TypeNotFound",
            ErrorCategory.InvalidType,
            null));
        throw new InvalidOperationException();
    }

    private Type ComType(string name)
    {
        var type = OperatingSystem.IsWindows() ? Type.GetTypeFromProgID(name) : null;
        if (type is null)
        {
            ThrowTerminatingError(Errors.Operation(
                OperatingSystem.IsWindows()
                    ? $"The COM class '{name}' is not registered on this machine."
                    : $"COM objects such as '{name}' exist on Windows only.",
                "NoCOMClassIdentified",
                ErrorCategory.ResourceUnavailable));
        }

        return type!;
    }

    private object Create(Type type)
    {
        try
        {
            if (ArgumentList is null || ArgumentList.Length == 0)
            {
                return type == typeof(string) ? "" : Activator.CreateInstance(type)!;
            }

            return Construct.InvokeReturnAsIs(type, ArgumentList)!;
        }
        catch (MissingMethodException)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException($"A constructor was not found. Cannot find an appropriate constructor for type {TypeName}."),
                "CannotFindAppropriateCtor",
                ErrorCategory.ObjectNotFound,
                null));
        }
        catch (Exception e) when (e is TargetInvocationException or RuntimeException)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            ThrowTerminatingError(new ErrorRecord(
                cause, "ConstructorInvokedThrowsException", ErrorCategory.InvalidOperation, null));
        }

        throw new InvalidOperationException();
    }

    private void SetProperty(PSObject target, string name, object? value)
    {
        if (target.BaseObject is PSCustomObject)
        {
            target.Properties.Add(new PSNoteProperty(name, value));
            return;
        }

        try
        {
            if (target.Properties[name] is { } property)
            {
                property.Value = value;
                return;
            }

            WriteError(Errors.Operation(
                $"The member \"{name}\" was not found for the specified {(ComObject is null ? ".NET" : "COM")} object.",
                "InvalidOperationException",
                ErrorCategory.InvalidOperation));
        }
        catch (SetValueException e)
        {
            WriteError(new ErrorRecord(e, "SetValueException", ErrorCategory.InvalidData, null));
        }
    }
}
