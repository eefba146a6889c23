using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using Runbook.FarEnd.Machine;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class HostFactsTests
{
    private const string CurrentVersion = @"SOFTWARE\Microsoft\Windows NT\CurrentVersion";

    [Fact]
    public void NamesWindowsByItsRegistry()
    {
        var facts = WindowsFacts.Distribution(Registry(
            new[] { ("ProductName", (object)"Windows Server 2022 Standard"), ("CurrentBuildNumber", "20348"), ("CurrentMajorVersionNumber", 10), ("CurrentMinorVersionNumber", 0), ("CurrentVersion", "6.3"), ("InstallationType", "Server Core") },
            "ServerNT"));
        Assert.Equal("Microsoft Windows Server 2022 Standard", facts["os_name"]);
        Assert.Equal("10.0.20348.0", facts["distribution_version"]);
        Assert.Equal("10", facts["distribution_major_version"]);
        Assert.Equal("server", facts["os_product_type"]);
        Assert.Equal("Server Core", facts["os_installation_type"]);
    }

    [Fact]
    public void KnowsWindowsBefore10ByItsOnlyVersion()
    {
        var facts = WindowsFacts.Distribution(Registry(
            new[] { ("ProductName", (object)"Windows Server 2012 R2 Standard"), ("CurrentBuildNumber", "9600"), ("CurrentVersion", "6.3") },
            "LanmanNT"));
        Assert.Equal("6.3.9600.0", facts["distribution_version"]);
        Assert.Equal("6", facts["distribution_major_version"]);
        Assert.Equal("domain_controller", facts["os_product_type"]);
        Assert.Null(facts["os_installation_type"]);
    }

    [Fact]
    public void CallsWindows11ByItsName()
    {
        Assert.Equal("Windows 11 Pro", WindowsFacts.Name("Windows 10 Pro", new Version(10, 0, 22631, 0)));
        Assert.Equal("Windows 10 Pro", WindowsFacts.Name("Windows 10 Pro", new Version(10, 0, 19045, 0)));
        Assert.Equal("Windows Server 2025 Standard", WindowsFacts.Name("Windows Server 2025 Standard", new Version(10, 0, 26100, 0)));
    }

    [Fact]
    public void ReadsWhatAFirmwareSays()
    {
        var facts = WindowsFacts.Bios(path => path == @"HARDWARE\DESCRIPTION\System\BIOS"
            ? new Dictionary<string, object?> { ["SystemProductName"] = "Virtual Machine", ["SystemManufacturer"] = "Microsoft Corporation" }
            : null);
        Assert.Equal("Virtual Machine", facts["product_name"]);
        Assert.Equal("Microsoft Corporation", facts["system_vendor"]);
        Assert.Null(facts["bios_date"]);
    }

    [Theory]
    [InlineData("Virtual Machine", "Microsoft Corporation", "Hyper-V")]
    [InlineData("Virtual Machine", "Another", null)]
    [InlineData("VMware7,1", "VMware, Inc.", "VMware")]
    [InlineData("Standard PC (Q35 + ICH9, 2009)", "QEMU", "kvm")]
    [InlineData("ProLiant DL380 Gen10", "HPE", null)]
    public void KnowsVirtualMachines(string product, string vendor, string? type) => Assert.Equal(type, HostFacts.Virtualization(product, vendor));

    [Theory]
    [InlineData("fe80::fc:ff:fe00:1%4", "fe80::fc:ff:fe00:1")]
    [InlineData("192.0.2.10", "192.0.2.10")]
    public void WritesAddressesWithoutTheirInterface(string address, string text) => Assert.Equal(text, HostFacts.Text(IPAddress.Parse(address)));

    [Fact]
    public void ReadsAReleaseFile()
    {
        var release = UnixFacts.Release(new[] { "# of Debian", "ID=debian", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"", "NAME='Debian GNU/Linux'", string.Empty, "VERSION_ID=\"12\"" });
        Assert.Equal("debian", release["ID"]);
        Assert.Equal("Debian GNU/Linux 12 (bookworm)", release["PRETTY_NAME"]);
        Assert.Equal("Debian GNU/Linux", release["NAME"]);
        Assert.Equal("12", release["VERSION_ID"]);
        Assert.Equal(4, release.Count);
    }

    [Fact]
    public void CountsCoresOfOneSocketAndThreadsOfOneCore()
    {
        var facts = UnixFacts.Processors(Array.Empty<string>(), sockets: 2, cores: 16, logical: 32);
        Assert.Equal(8L, facts["processor_cores"]);
        Assert.Equal(2L, facts["processor_threads_per_core"]);
        Assert.Equal(32L, facts["processor_vcpus"]);
        // What a container may say.
        Assert.Equal(1L, UnixFacts.Processors(Array.Empty<string>(), sockets: 1, cores: 0, logical: 1)["processor_threads_per_core"]);
    }

    private static ReadKey Registry(IEnumerable<(string Name, object Value)> version, string type) => path => path switch
    {
        CurrentVersion => version.ToDictionary(each => each.Name, each => (object?)each.Value),
        @"SYSTEM\CurrentControlSet\Control\ProductOptions" => new Dictionary<string, object?> { ["ProductType"] = type },
        _ => null,
    };
}
