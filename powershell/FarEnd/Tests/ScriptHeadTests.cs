using System.Management.Automation;
using System.Security;
using Runbook.FarEnd.Calls;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class ScriptHeadTests
{
    [Fact]
    public void ATypeIsFoundByNameAliasAndBeginning()
    {
        var head = new ScriptHead("param([int] $Count, [Alias('Pw')] [securestring] $Password, $Any)");
        Assert.Equal(typeof(int), head.TypeOf("count"));
        Assert.Equal(typeof(SecureString), head.TypeOf("pw"));
        Assert.Equal(typeof(SecureString), head.TypeOf("Pass"));
        Assert.Equal(typeof(object), head.TypeOf("Any"));
        Assert.Null(head.TypeOf("Other"));
    }

    [Theory]
    [InlineData("param($A)", true)]
    [InlineData("'no param block'", true)]
    [InlineData("[CmdletBinding()] param($A)", false)]
    [InlineData("param([Parameter()] $A)", false)]
    [InlineData("param($A", false)]
    public void WhatPowerShellWouldLetPassIsAMistake(string text, bool found) =>
        Assert.Equal(found, new ScriptHead(text).Unknown("B") is not null);

    [Fact]
    public void APrefixThatTwoParametersHaveIsForPowerShellToRefuse() =>
        Assert.Null(new ScriptHead("param($Name1, $Name2)").Unknown("Name"));
}
