using Runbook.FarEnd.Machine;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class RestartMachineTests
{
    [Theory]
    [InlineData(1, "+1")]
    [InlineData(5, "+1")]
    [InlineData(60, "+1")]
    [InlineData(61, "+2")]
    [InlineData(600, "+10")]
    public void ARestartBelowTheRunnerIsPutOffByWholeMinutesAndNeverMadeSooner(int delay, string when)
    {
        Assert.Equal(new[] { "-r", when }, RestartMachineCommand.UnixWords(delay, null));
    }

    [Fact]
    public void WhatIsSaidIsOneWord()
    {
        Assert.Equal(new[] { "-r", "now", "It is \"restarted\"" }, RestartMachineCommand.UnixWords(null, "It is \"restarted\""));
    }
}
