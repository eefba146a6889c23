using System;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Runbook.FarEnd.Remote;

/// <summary>
/// What the opening of a session on a host will call soon, compiled while there is nothing to do but wait: .NET compiles a method when it is first called, and so
/// the first call of a pipeline takes some hundred milliseconds on each side. Nothing depends on it: what cannot be compiled ahead, or is not there in another
/// version of PowerShell, is compiled when it is called.
/// </summary>
internal static class Precompiled
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>As many as this assembly has, about: what copies many bytes is other code than what copies a few.</summary>
    private const int Bytes = 256 * 1024;

    /// <summary>PowerShell's own, which send a pipeline to a host and take what comes of it.</summary>
    private static readonly string[] Remoting =
    {
        "PowerShell",
        "RemotingEncoder",
        "Runspaces.Internal.ClientRemotePowerShell",
        "Internal.ClientPowerShellDataStructureHandler",
        "Remoting.SerializedDataStream",
        "Remoting.OutOfProcessUtils",
        "Remoting.Client.BaseClientCommandTransportManager",
        "Remoting.Client.OutOfProcessClientCommandTransportManager",
    };

    /// <summary>On the runner's machine, while the host is still to answer.</summary>
    internal static void BeginRemoting() => Begin(() =>
    {
        PSSerializer.Deserialize(PSSerializer.Serialize(new object[] { new byte[Bytes], new System.Collections.Hashtable { ["name"] = "value" } }));
        return Remoting.Select(name => typeof(PSObject).Assembly.GetType("System.Management.Automation." + name)).ToArray();
    });

    /// <summary>On the host, while its first runspace is being opened.</summary>
    internal static void BeginCalls() => Begin(() => typeof(Precompiled).Assembly.GetTypes().Where(type => type.Namespace is
        "Runbook.FarEnd.Wire" or "Runbook.FarEnd.Calls" or "Runbook.FarEnd.Values").ToArray());

    private static void Begin(Func<Type?[]> types) => new Thread(() =>
    {
        try
        {
            foreach (var type in types())
            {
                Compile(type);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The rest is compiled when it is called.
        }
    })
    { IsBackground = true, Name = "Runbook precompiled" }.Start();

    private static void Compile(Type? type)
    {
        foreach (var method in type?.GetMembers(Members).OfType<MethodBase>() ?? Enumerable.Empty<MethodBase>())
        {
            if (!method.IsAbstract && !method.ContainsGenericParameters && !type!.ContainsGenericParameters)
            {
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
            }
        }
    }
}
