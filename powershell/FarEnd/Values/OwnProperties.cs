using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace Runbook.FarEnd.Values;

/// <summary>
/// The properties of custom objects. Asked for the first time, <see cref="PSObject.Properties"/> takes ten times as long as all the rest of sending a small
/// object: it makes ready for members that custom objects do not have. So their own members are read by the property that PowerShell keeps to itself; where
/// that is not there, or type data adds to an object, by the public one.
/// </summary>
internal sealed class OwnProperties
{
    private static readonly Func<PSObject, PSMemberInfoCollection<PSMemberInfo>>? Instance = Find();

    /// <summary>By type names: whether objects have nothing but their own properties.</summary>
    private readonly Dictionary<string, bool> plain = new();

    internal IEnumerable<PSMemberInfo> Of(PSObject custom, string typeNames)
    {
        if (Instance is null)
        {
            return custom.Properties;
        }

        if (!this.plain.TryGetValue(typeNames, out var isPlain))
        {
            var own = new HashSet<string>(Instance(custom).OfType<PSPropertyInfo>().Select(property => property.Name), StringComparer.OrdinalIgnoreCase);
            this.plain[typeNames] = isPlain = custom.Properties.All(property => own.Contains(property.Name));
        }

        return isPlain ? Instance(custom) : custom.Properties;
    }

    private static Func<PSObject, PSMemberInfoCollection<PSMemberInfo>>? Find()
    {
        var getter = typeof(PSObject).GetProperty("InstanceMembers", BindingFlags.Instance | BindingFlags.NonPublic)?.GetGetMethod(nonPublic: true);
        return getter is not null && typeof(PSMemberInfoCollection<PSMemberInfo>).IsAssignableFrom(getter.ReturnType)
            ? (Func<PSObject, PSMemberInfoCollection<PSMemberInfo>>)Delegate.CreateDelegate(typeof(Func<PSObject, PSMemberInfoCollection<PSMemberInfo>>), getter)
            : null;
    }
}
