using System.Management.Automation.Runspaces;
using System.Threading;
using Runbook.FarEnd.Runspaces;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class ApartmentTests
{
    /// <summary>The reference assemblies do not have the property; PowerShell does.</summary>
    [Fact]
    public void ARunspaceTakesAnApartment()
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        Assert.True(Apartment.Set(runspace, ApartmentState.STA));
        Assert.Equal(ApartmentState.STA, runspace.ApartmentState);
    }
}
