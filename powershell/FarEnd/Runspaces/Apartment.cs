using System.Management.Automation.Runspaces;
using System.Threading;

namespace Runbook.FarEnd.Runspaces;

/// <summary>
/// Gives a runspace's thread the apartment that powershell.exe gives to its own: many COM objects need it. By reflection, because the reference assemblies do
/// not have the property, and only on Windows, where there are apartments.
/// </summary>
internal static class Apartment
{
    internal static void SetSingleThreaded(Runspace runspace)
    {
        if (PowerShellFacts.IsWindows)
        {
            Set(runspace, ApartmentState.STA);
        }
    }

    /// <summary>False where this PowerShell does not have the property.</summary>
    internal static bool Set(Runspace runspace, ApartmentState state)
    {
        var property = typeof(Runspace).GetProperty("ApartmentState");
        property?.SetValue(runspace, state);
        return property is not null;
    }
}
