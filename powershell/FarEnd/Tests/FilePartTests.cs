using System;
using System.IO;
using System.Text;
using Runbook.FarEnd.Files;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class FilePartTests
{
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void WhatIsToBeInAFileIsReadByNobodyElse()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("runbook-part-").FullName;
        try
        {
            var target = Path.Combine(folder, "secret");
            File.WriteAllText(target, "old");
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            File.SetUnixFileMode(target, Owner);
            var part = new FilePart(target, Hash);
            part.Write(0, Encoding.ASCII.GetBytes("new"));
            Assert.Equal(Owner, File.GetUnixFileMode(part.Path));
            part.TakePlace(keepOld: false);
            Assert.Equal("new", File.ReadAllText(target));
            Assert.Equal(Owner, File.GetUnixFileMode(target));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void APartGoesOnWhereItWasAndForgetsWhatIsBeyond()
    {
        var folder = Directory.CreateTempSubdirectory("runbook-part-").FullName;
        try
        {
            var part = new FilePart(Path.Combine(folder, "file"), Hash);
            part.Write(0, Encoding.ASCII.GetBytes("abcdef"));
            part.Write(3, Encoding.ASCII.GetBytes("X"));
            Assert.Equal("abcX", File.ReadAllText(part.Path));
            Assert.Throws<IOException>(() => part.Write(5, Array.Empty<byte>()));
            part.Remove();
            Assert.False(part.Exists);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
