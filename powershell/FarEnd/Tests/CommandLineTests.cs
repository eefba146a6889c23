using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Runbook.FarEnd.Programs;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a \"quoted\" word")]
    [InlineData(@"C:\with blanks\")]
    [InlineData(@"\\server\share")]
    [InlineData("\\\"")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("$HOME %PATH% `x` ;|&")]
    public void AnArgumentArrivesAsItIs(string argument)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo("/bin/sh", CommandLine.Of(new[] { "-c", "for each in \"$@\"; do printf '%s\\0' \"$each\"; done", "sh", argument, "last" }))
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd().Split('\0');
        Assert.Equal(new[] { argument, "last" }, said.Take(2));
    }

    [Fact]
    public void AProgramIsFoundOnThePathItGetsAndRelativeToWhereItRuns()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("runbook-search-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "tool"), string.Empty);
            var tool = Path.Combine(folder, "tool");
            Assert.Equal(tool, ProgramSearch.Find("tool", "/", $"/nowhere:{folder}"));
            Assert.Equal(tool, ProgramSearch.Find("./tool", folder, null)?.Replace("/./", "/"));
            Assert.Equal(tool, ProgramSearch.Find(tool, "/", null));
            Assert.Null(ProgramSearch.Find("tool", folder, "/nowhere"));
            Assert.Null(ProgramSearch.Find("tool", folder, null));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
