using System;
using System.Collections.Generic;
using System.IO;
using Runbook.FarEnd.Machine;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class PendingRebootTests
{
    private const string Windows = @"SOFTWARE\Microsoft\Windows\CurrentVersion\";
    private const string Names = @"SYSTEM\CurrentControlSet\Control\ComputerName\";
    private const string SessionManager = @"SYSTEM\CurrentControlSet\Control\Session Manager";

    [Fact]
    public void NothingIsPendingWhereNoKeySaysSo()
    {
        var found = PendingReboot.OfWindows(Of(
            (SessionManager, "ProtectionMode", 1),
            (Windows + "RunOnce", "Tray", "tray.exe"),
            (@"SOFTWARE\Microsoft\Updates", "UpdateExeVolatile", 0),
            (@"SYSTEM\CurrentControlSet\Services\Netlogon", "Start", 2),
            (Names + "ActiveComputerName", "ComputerName", "SRV-1"),
            (Names + "ComputerName", "ComputerName", "srv-1")));
        Assert.False(found.Pending);
        Assert.Empty(found.Reasons);
    }

    [Theory]
    [InlineData(Windows + @"Component Based Servicing\RebootPending", "", null, "Windows' components are being serviced")]
    [InlineData(Windows + @"WindowsUpdate\Auto Update\RebootRequired", "", null, "Windows Update has installed updates")]
    [InlineData(@"SOFTWARE\Microsoft\Updates", "updateexevolatile", 2, "an update's installer has not finished")]
    [InlineData(@"SYSTEM\CurrentControlSet\Services\Netlogon", "JoinDomain", "x", "the computer was joined to a domain")]
    [InlineData(@"SOFTWARE\Microsoft\ServerManager\CurrentRebootAttempts", "", null, "roles or features were added or removed")]
    public void EachKeyIsAReason(string path, string name, object? value, string reason)
    {
        var found = PendingReboot.OfWindows(Of((path, name, value)));
        Assert.True(found.Pending);
        Assert.Equal(new[] { reason }, found.Reasons);
    }

    [Fact]
    public void FilesToBeRenamedAreCountedAndTheFirstIsNamed()
    {
        var one = PendingReboot.OfWindows(Of((SessionManager, "PendingFileRenameOperations", new[] { @"\??\C:\a.dll", string.Empty })));
        Assert.Equal(new[] { @"a file has to be renamed or removed: C:\a.dll" }, one.Reasons);
        var two = PendingReboot.OfWindows(Of((SessionManager, "PendingFileRenameOperations", new[] { @"\??\C:\a.dll", string.Empty, @"\??\C:\b", @"!\??\C:\c" })));
        Assert.Equal(new[] { @"2 files have to be renamed or removed: C:\a.dll, …" }, two.Reasons);
        Assert.False(PendingReboot.OfWindows(Of((SessionManager, "PendingFileRenameOperations", Array.Empty<string>()))).Pending);
    }

    [Fact]
    public void ANewNameIsToldWithTheOldOne()
    {
        var found = PendingReboot.OfWindows(Of((Names + "ActiveComputerName", "ComputerName", "OLD"), (Names + "ComputerName", "ComputerName", "NEW")));
        Assert.Equal(new[] { "the computer was renamed from OLD to NEW" }, found.Reasons);
    }

    [Fact]
    public void WhatMayNotBeReadLeavesItOpenUnlessAnotherKeySaysSo()
    {
        var none = PendingReboot.OfWindows(path => path == SessionManager ? throw new UnauthorizedAccessException("Access is denied.") : null);
        Assert.Null(none.Pending);
        Assert.Equal(new[] { $@"HKLM:\{SessionManager}: Access is denied." }, none.Unread);
        var one = PendingReboot.OfWindows(path =>
            path == SessionManager ? throw new UnauthorizedAccessException("Access is denied.") : Of((Windows + @"WindowsUpdate\Auto Update\RebootRequired", "", null))(path));
        Assert.True(one.Pending);
    }

    [Fact]
    public void ALinuxDistributionLeavesAFile()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())).FullName;
        try
        {
            Assert.False(PendingReboot.OfLinux(folder).Pending);
            var sign = Path.Combine(folder, "reboot-required");
            File.WriteAllText(sign, "*** System restart required ***\n");
            Assert.Equal(new[] { sign }, PendingReboot.OfLinux(folder).Reasons);
            File.WriteAllText(sign + ".pkgs", "linux-image\nlibc6\nlinux-image\n");
            Assert.Equal(new[] { $"{sign}: linux-image, libc6" }, PendingReboot.OfLinux(folder).Reasons);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ReadKey Of(params (string Path, string Name, object? Value)[] values)
    {
        var keys = new Dictionary<string, Dictionary<string, object?>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, name, value) in values)
        {
            if (!keys.TryGetValue(path, out var key))
            {
                keys[path] = key = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            }

            if (name.Length > 0)
            {
                key[name] = value;
            }
        }

        return path => keys.TryGetValue(path, out var key) ? key : null;
    }
}
