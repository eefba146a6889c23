using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Microsoft.PowerShell.Commands;

/// <summary>
/// What the originals reach inside the engine and what has no public way. The package's version is pinned; where a member
/// is missing all the same, the plain behaviour without it remains.
/// </summary>
internal static class Internals
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly Assembly Engine = typeof(PSObject).Assembly;

    /// <summary>Ends the commands before this one in the pipeline, as <c>Select-Object -First</c> does.</summary>
    public static Exception StopUpstream(PSCmdlet cmdlet) =>
        (Exception?)Activator.CreateInstance(
            Type("System.Management.Automation.StopUpstreamCommandsException"), Any & ~BindingFlags.Static, null, [cmdlet], null)
        ?? new PipelineStoppedException();

    /// <summary>Makes an error appear at the place of the script that wrote it, not at that of the cmdlet.</summary>
    public static void BlameCaller(ErrorRecord error, InvocationInfo caller)
    {
        typeof(ErrorRecord).GetMethod("SetInvocationInfo", Any)?.Invoke(error, [caller]);
        typeof(ErrorRecord).GetProperty("PreserveInvocationInfoOnce", Any)?.SetValue(error, true);
    }

    public static IDictionary<string, PSVariable> Variables(SessionState state, string? scope) =>
        string.IsNullOrEmpty(scope)
            ? (IDictionary<string, PSVariable>)Call(Scopes(state), "GetVariableTable")!
            : (IDictionary<string, PSVariable>)Call(Scopes(state), "GetVariableTableAtScope", scope)!;

    public static PSVariable? Variable(SessionState state, string name, string? scope) =>
        string.IsNullOrEmpty(scope)
            ? state.PSVariable.Get(name)
            : (PSVariable?)Call(Scopes(state), "GetVariableAtScope", name, scope);

    public static void NewVariable(SessionState state, PSVariable variable, string? scope, bool force)
    {
        if (string.IsNullOrEmpty(scope))
        {
            Call(Scopes(state), "NewVariable", variable, force);
        }
        else
        {
            Call(Scopes(state), "NewVariableAtScope", variable, scope, force);
        }
    }

    /// <summary>A read-only variable does not let go of that by itself; a constant never does.</summary>
    public static void MakeWritable(PSVariable variable) =>
        Call(variable, "SetOptions", variable.Options & ~ScopedItemOptions.ReadOnly, true);

    public static void RemoveVariable(SessionState state, PSVariable variable, string? scope, bool force)
    {
        if (string.IsNullOrEmpty(scope))
        {
            Call(Scopes(state), "RemoveVariable", variable, force);
        }
        else
        {
            Call(Scopes(state), "RemoveVariableAtScope", variable, scope, force);
        }
    }

    public static IDictionary<string, AliasInfo> Aliases(SessionState state, string? scope) =>
        string.IsNullOrEmpty(scope)
            ? (IDictionary<string, AliasInfo>)Call(Scopes(state), "GetAliasTable")!
            : (IDictionary<string, AliasInfo>)Call(Scopes(state), "GetAliasTableAtScope", scope)!;

    public static AliasInfo SetAlias(SessionState state, string name, string value, ScopedItemOptions options, string? scope, bool force)
    {
        var alias = (AliasInfo)Activator.CreateInstance(
            typeof(AliasInfo), Any & ~BindingFlags.Static, null, [name, value, Property(Scopes(state), "ExecutionContext"), options], null)!;
        return (AliasInfo)Call(
            Scopes(state), "SetAliasItemAtScope", alias, string.IsNullOrEmpty(scope) ? "LOCAL" : scope, force)!;
    }

    /// <summary>The static members of a type as the language sees them.</summary>
    public static IEnumerable<PSMemberInfo> StaticMembers(Type type)
    {
        var adapter = typeof(PSObject).GetField("s_dotNetStaticAdapter", Any)?.GetValue(null);
        var read = adapter?.GetType().GetMethods(Any).FirstOrDefault(method =>
            method is { Name: "BaseGetMembers", IsGenericMethodDefinition: true });
        var members = read?.MakeGenericMethod(typeof(PSMemberInfo)).Invoke(adapter, [type]);
        return members is IEnumerable found ? found.Cast<PSMemberInfo>() : [];
    }

    /// <summary>An instance of one of the engine's formatting classes, which only the original cmdlets see.</summary>
    public static object New(string type, params object?[] arguments) =>
        Activator.CreateInstance(Type(type), Any & ~BindingFlags.Static, null, arguments, null)!;

    public static Type Type(string name) => Engine.GetType(name, throwOnError: true)!;

    public static void Set(object target, string member, object? value)
    {
        for (var type = target.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField(member, Any | BindingFlags.DeclaredOnly) is { } field)
            {
                field.SetValue(target, value);
                return;
            }

            if (type.GetProperty(member, Any | BindingFlags.DeclaredOnly) is { } property)
            {
                property.SetValue(target, value);
                return;
            }
        }

        throw new MissingMemberException(target.GetType().FullName, member);
    }

    public static object? Get(object target, string member)
    {
        for (var type = target.GetType(); type is not null; type = type.BaseType)
        {
            if (type.GetField(member, Any | BindingFlags.DeclaredOnly) is { } field)
            {
                return field.GetValue(target);
            }
        }

        return Property(target, member);
    }

    /// <summary>Calls the overload that takes arguments of these types; its own exception comes out as it is.</summary>
    public static object? Call(object target, string method, params object?[] arguments)
    {
        var types = arguments.Select(argument => argument?.GetType() ?? typeof(object)).ToArray();
        var found = target.GetType().GetMethod(method, Any, null, types, null)
            ?? target.GetType().GetMethods(Any).First(m => m.Name == method && m.GetParameters().Length == arguments.Length);
        try
        {
            return found.Invoke(target, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static object Scopes(SessionState state) => Property(state, "Internal")!;

    private static object? Property(object target, string name) =>
        target.GetType().GetProperty(name, Any)?.GetValue(target);
}
