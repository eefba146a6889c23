using System;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// The environment as the system has it, in one piece. To compare that is many times faster than to make a hashtable of it, and needs no memory. .NET keeps what
/// asks for it to itself, under the same names on all systems; where they are not there, as in Windows PowerShell, nothing is known to be unchanged.
/// </summary>
internal sealed unsafe class EnvironmentBlock
{
    /// <summary>Compiled well at once: a loop over thousands of letters that every call waits for. .NET Standard 2.0 and .NET Framework do not know the name.</summary>
    private const MethodImplOptions AggressiveOptimization = (MethodImplOptions)512;

    private static readonly Taking? Take = Find<Taking>("GetEnvironmentStringsW");
    private static readonly Freeing? Free = Find<Freeing>("FreeEnvironmentStringsW");

    private readonly char[]? content;

    /// <summary>The environment as it is now.</summary>
    internal EnvironmentBlock()
    {
        var block = IsKnown ? Take!() : null;
        if (block is null)
        {
            return;
        }

        var length = 0;
        while (block[length] != 0 || block[length + 1] != 0)
        {
            length++;
        }

        this.content = new char[length + 2];
        for (var index = 0; index < length; index++)
        {
            this.content[index] = block[index];
        }

        Free!(block);
    }

    private delegate char* Taking();

    private delegate int Freeing(char* block);

    /// <summary>Whether this .NET shows it.</summary>
    internal static bool IsKnown => Take is not null && Free is not null;

    /// <summary>The environment is what it was, to the letter. False where that is not known.</summary>
    [MethodImpl(AggressiveOptimization)]
    internal bool IsStill()
    {
        var block = this.content is null ? null : Take!();
        if (block is null)
        {
            return false;
        }

        // Two zeros end a block: as long as both are the same, neither has ended before the other.
        var same = true;
        for (var index = 0; same && index < this.content!.Length; index++)
        {
            same = block[index] == this.content[index];
        }

        Free!(block);
        return same;
    }

    private static T? Find<T>(string name)
        where T : Delegate
    {
        var method = typeof(object).Assembly.GetType("Interop+Kernel32")?.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic);
        return method is null ? null : (T?)Delegate.CreateDelegate(typeof(T), method, throwOnBindFailure: false);
    }
}
