using System.Linq;
using System.Management.Automation;
using System.Security;
using Runbook.FarEnd.Calls;
using Runbook.FarEnd.Runspaces;
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

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(null, false)]
    public void AdministratorRightsAreRequiredWhereTheyCanBeMissing(bool? elevated, bool unmet)
    {
        var found = new ScriptHead("#Requires -RunAsAdministrator\n1").Unmet(new PowerShellFacts("5.1.17763.1", "Desktop", elevated));
        Assert.Equal(unmet ? "ScriptRequiresElevation" : null, found?.Id);
    }

    [Fact]
    public void ModulesAndSnapInsAreTakenFromTheText()
    {
        var head = new ScriptHead("#Requires -Modules A, @{ ModuleName = 'B'; ModuleVersion = '1.2' }\n#Requires -PSSnapin Microsoft.Exchange\n'#Requires -PSSnapin No'");
        Assert.Equal(new[] { "A", "B" }, head.Modules.Select(module => module.Name));
        Assert.Equal("1.2", head.Modules[1].Version.ToString());
        Assert.Equal(new[] { "Microsoft.Exchange" }, head.SnapIns);
    }
}
