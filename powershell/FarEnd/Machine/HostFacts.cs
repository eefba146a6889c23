using System;
using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Runbook.FarEnd.Runspaces;

namespace Runbook.FarEnd.Machine;

/// <summary>The facts that are the same on every system, and whom to ask for the others.</summary>
internal static class HostFacts
{
    /// <summary>What gathers a group; null where there is no such group. It may throw anything.</summary>
    internal static Func<OrderedDictionary>? Of(string group, PowerShellFacts shell) => group switch
    {
        "distribution" => PowerShellFacts.IsWindows ? WindowsFacts.Distribution : UnixFacts.Distribution,
        "env" => Environments,
        "platform" => Platform,
        "powershell_version" => () => PowerShell(shell),
        "user" => () => User(shell),
        "interfaces" => Interfaces,
        "windows_domain" => PowerShellFacts.IsWindows ? WindowsFacts.Domain : () => new OrderedDictionary(),
        "bios" => PowerShellFacts.IsWindows ? WindowsFacts.Bios : UnixFacts.Bios,
        "memory" => PowerShellFacts.IsWindows ? WindowsFacts.Memory : UnixFacts.Memory,
        "processor" => PowerShellFacts.IsWindows ? WindowsFacts.Processor : UnixFacts.Processor,
        "uptime" => Uptime,
        "virtual" => Virtual,
        _ => null,
    };

    private static OrderedDictionary Environments()
    {
        var variables = new OrderedDictionary();
        foreach (var entry in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().OrderBy(entry => (string)entry.Key, StringComparer.Ordinal))
        {
            // The runner's own: secrets of runs come in by them.
            if (!((string)entry.Key).StartsWith("RUNBOOK_", StringComparison.OrdinalIgnoreCase))
            {
                variables[entry.Key] = entry.Value;
            }
        }

        return new OrderedDictionary { ["env"] = variables };
    }

    private static OrderedDictionary Platform()
    {
        var properties = IPGlobalProperties.GetIPGlobalProperties();
        var full = PowerShellFacts.IsWindows
            ? properties.DomainName.Length > 0 ? $"{properties.HostName}.{properties.DomainName}" : properties.HostName
            : UnixFacts.FullName(properties.HostName);
        var dot = full.IndexOf('.');
        var pending = PendingReboot.OfThisMachine();
        var facts = PowerShellFacts.IsWindows ? WindowsFacts.Platform() : UnixFacts.Platform();
        facts["hostname"] = properties.HostName.Split('.')[0];
        facts["fqdn"] = full;
        facts["nodename"] = PowerShellFacts.IsWindows ? full : properties.HostName;
        facts["domain"] = dot < 0 ? string.Empty : full.Substring(dot + 1);
        facts["reboot_pending"] = pending.Pending;
        facts["reboot_pending_reasons"] = pending.Reasons.ToArray();
        return facts;
    }

    private static OrderedDictionary PowerShell(PowerShellFacts shell) => new()
    {
        ["powershell_version"] = shell.VersionNumber.Major,
        ["powershell_full_version"] = shell.Version,
        ["powershell_edition"] = shell.Edition,
    };

    private static OrderedDictionary User(PowerShellFacts shell) => new()
    {
        ["user_id"] = Environment.UserName,
        ["user_domain"] = PowerShellFacts.IsWindows ? Environment.UserDomainName : null,
        ["user_dir"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ["user_sid"] = PowerShellFacts.IsWindows ? WindowsFacts.UserSid() : null,
        ["user_elevated"] = PowerShellFacts.IsWindows ? shell.Elevated : UnixFacts.IsRoot(),
    };

    private static OrderedDictionary Interfaces()
    {
        var found = NetworkInterface.GetAllNetworkInterfaces()
            .Where(each => each.NetworkInterfaceType is not (NetworkInterfaceType.Loopback or NetworkInterfaceType.Tunnel))
            .Where(each => each.GetIPProperties().UnicastAddresses.Count > 0)
            .ToList();
        var addresses = found.SelectMany(each => each.GetIPProperties().UnicastAddresses).Select(each => each.Address).ToList();
        return new OrderedDictionary
        {
            ["interfaces"] = found.Select(Interface).ToArray(),
            ["ip_addresses"] = addresses.Select(Text).ToArray(),
            ["all_ipv4_addresses"] = Texts(addresses, AddressFamily.InterNetwork),
            ["all_ipv6_addresses"] = Texts(addresses, AddressFamily.InterNetworkV6),
        };
    }

    private static string[] Texts(System.Collections.Generic.IEnumerable<IPAddress> addresses, AddressFamily family) =>
        addresses.Where(each => each.AddressFamily == family).Select(Text).ToArray();

    /// <summary>Without the number of the interface, which is behind the address of a link alone: <c>fe80::1%4</c>.</summary>
    internal static string Text(IPAddress address) => new IPAddress(address.GetAddressBytes()).ToString();

    private static OrderedDictionary Interface(NetworkInterface each)
    {
        var properties = each.GetIPProperties();
        var gateway = properties.GatewayAddresses.Select(address => address.Address).FirstOrDefault(address => !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any));
        var ipv4 = Perhaps(properties.GetIPv4Properties);
        return new OrderedDictionary
        {
            ["connection_name"] = each.Name,
            ["interface_name"] = each.Description,
            ["interface_index"] = ipv4?.Index ?? Perhaps(properties.GetIPv6Properties)?.Index,
            ["macaddress"] = string.Join(":", each.GetPhysicalAddress().GetAddressBytes().Select(part => part.ToString("X2", CultureInfo.InvariantCulture))),
            ["default_gateway"] = gateway is null ? null : Text(gateway),
            ["dns_domain"] = Perhaps(() => properties.DnsSuffix) is { Length: > 0 } suffix ? suffix : null,
            ["ipv4"] = Addresses(properties, AddressFamily.InterNetwork),
            ["ipv6"] = Addresses(properties, AddressFamily.InterNetworkV6),
            ["mtu"] = ipv4?.Mtu,
            ["speed"] = Speed(each),
        };
    }

    /// <summary>In Mbit/s; null where the system does not say.</summary>
    private static long? Speed(NetworkInterface each)
    {
        try
        {
            // Linux writes -1 for what it does not know, of which .NET makes the greatest number of 32 bits.
            var speed = each.Speed / 1_000_000;
            return speed is < 0 or >= uint.MaxValue ? null : speed;
        }
        catch (PlatformNotSupportedException)
        {
            return null;
        }
    }

    private static OrderedDictionary[] Addresses(IPInterfaceProperties properties, AddressFamily family) => properties.UnicastAddresses
        .Where(each => each.Address.AddressFamily == family)
        .Select(each => new OrderedDictionary
        {
            ["address"] = Text(each.Address),
            ["prefix"] = each.PrefixLength.ToString(CultureInfo.InvariantCulture),
        })
        .ToArray();

    private static T? Perhaps<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is NetworkInformationException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    private static OrderedDictionary Uptime()
    {
        var boot = Boot.OfThisMachine();
        return new OrderedDictionary
        {
            ["lastboot"] = boot.Time.ToLocalTime().ToString("u", CultureInfo.InvariantCulture),
            ["uptime_seconds"] = (long)boot.Uptime.TotalSeconds,
        };
    }

    private static OrderedDictionary Virtual()
    {
        var bios = PowerShellFacts.IsWindows ? WindowsFacts.Bios() : UnixFacts.Bios();
        var type = Virtualization(bios["product_name"] as string ?? string.Empty, bios["system_vendor"] as string ?? string.Empty);
        return new OrderedDictionary { ["virtualization_type"] = type ?? "NA", ["virtualization_role"] = type is null ? "NA" : "guest" };
    }

    /// <summary>By Ansible's names; null where the machine does not say that it is a virtual one.</summary>
    internal static string? Virtualization(string product, string vendor) => product switch
    {
        "Virtual Machine" when vendor == "Microsoft Corporation" => "Hyper-V",
        "VirtualBox" => "VirtualBox",
        "HVM domU" => "xen",
        "OpenStack Compute" or "OpenStack Nova" => "openstack",
        _ when product.StartsWith("VMware", StringComparison.OrdinalIgnoreCase) => "VMware",
        "KVM" or "KVM Server" or "Bochs" or "AHV" => "kvm",
        _ => vendor switch
        {
            "OpenStack Foundation" => "openstack",
            "QEMU" or "oVirt" or "Amazon EC2" or "DigitalOcean" or "Google" or "Scaleway" or "Nutanix" => "kvm",
            _ => null,
        },
    };
}
