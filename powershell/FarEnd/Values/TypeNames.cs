using System;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;

namespace Runbook.FarEnd.Values;

/// <summary>
/// The names of an object's types, one a line. Asked for, <see cref="PSObject.TypeNames"/> makes each object a list of its own, which may be changed; a custom object
/// whose list nobody has asked for has the one that all of them share. So that one is recognized by the property that PowerShell keeps to itself.
/// </summary>
internal static class TypeNames
{
    private static readonly Func<PSObject, Collection<string>>? Inner = Find();
    private static readonly Collection<string>? Shared = Inner?.Invoke(new PSObject());
    private static readonly string SharedText = Join(new PSObject());

    internal static string Of(PSObject value) => Inner is not null && ReferenceEquals(Inner(value), Shared) ? SharedText : Join(value);

    private static string Join(PSObject value) => string.Join("\n", value.TypeNames);

    private static Func<PSObject, Collection<string>>? Find()
    {
        var getter = typeof(PSObject).GetProperty("InternalTypeNames", BindingFlags.Instance | BindingFlags.NonPublic)?.GetGetMethod(nonPublic: true);
        return getter is not null && typeof(Collection<string>).IsAssignableFrom(getter.ReturnType)
            ? (Func<PSObject, Collection<string>>)Delegate.CreateDelegate(typeof(Func<PSObject, Collection<string>>), getter)
            : null;
    }
}
