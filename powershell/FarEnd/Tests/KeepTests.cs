using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Runbook.FarEnd.Runspaces;
using Xunit;

namespace Runbook.FarEnd.Tests;

/// <summary>The environment belongs to the process: no other test changes it meanwhile.</summary>
[Collection("environment")]
public class KeepTests
{
    /// <summary>The names that reflection goes by: a PowerShell without them would leave strict mode as a task has set it.</summary>
    [Fact]
    public void TheOutermostScopeShowsItsStrictModeAndItsDrives()
    {
        var state = Open();
        var scope = new GlobalScope(state);
        Assert.True(scope.ShowsStrictMode);
        Assert.Null(scope.StrictMode);
        scope.StrictMode = new Version(3, 0);
        Assert.Equal(new Version(3, 0), scope.StrictMode);
        Assert.True(scope.ShowsVariables);
        Assert.Contains(scope.Drives, drive => drive.Name == "Env");
    }

    [Fact]
    public void AVariableIsPutBackWhateverWasDoneToIt()
    {
        var state = Open();
        state.PSVariable.Set("global:Here", "before");
        var scope = new GlobalScope(state);
        var here = new SavedVariable(scope, "Here");
        var none = new SavedVariable(scope, "None");
        state.PSVariable.Set(new PSVariable("None", 1, ScopedItemOptions.ReadOnly));
        state.PSVariable.Get("Here").Value = "x";
        state.PSVariable.Get("Here").Attributes.Add(new ValidateLengthAttribute(1, 2));
        here.PutBack();
        none.PutBack();
        Assert.Equal("before", state.PSVariable.GetValue("global:Here"));
        Assert.Null(state.PSVariable.Get("global:None"));
        state.PSVariable.Get("Here").Options = ScopedItemOptions.ReadOnly;
        here.PutBack();
        Assert.Equal(ScopedItemOptions.None, state.PSVariable.Get("global:Here").Options);
    }

    /// <summary>The names that reflection goes by: a .NET without them would have the environment compared variable by variable.</summary>
    [Fact]
    public void TheEnvironmentsBlockShowsEachChange()
    {
        Assert.True(EnvironmentBlock.IsKnown);
        Environment.SetEnvironmentVariable("FAR_END_BLOCK", "before");
        var block = new EnvironmentBlock();
        Assert.True(block.IsStill());
        foreach (var other in new[] { "befor", "beforE", "before ", null })
        {
            Environment.SetEnvironmentVariable("FAR_END_BLOCK", other);
            Assert.False(block.IsStill());
        }

        Environment.SetEnvironmentVariable("FAR_END_BLOCK", "before");
        Environment.SetEnvironmentVariable("FAR_END_BLOCK_2", "more");
        Assert.False(block.IsStill());
        Environment.SetEnvironmentVariable("FAR_END_BLOCK_2", null);
    }

    [Fact]
    public void TheEnvironmentIsPutBackWhenTheLastCallEnds()
    {
        Environment.SetEnvironmentVariable("FAR_END_KEEP", "before");
        var process = new ProcessState();
        process.Enter();
        process.Enter();
        Environment.SetEnvironmentVariable("FAR_END_KEEP", "changed");
        process.Leave(Keep.Nothing, ranProgram: false);
        Assert.Equal("changed", Environment.GetEnvironmentVariable("FAR_END_KEEP"));
        process.Leave(Keep.Nothing, ranProgram: true);
        Assert.Equal("before", Environment.GetEnvironmentVariable("FAR_END_KEEP"));
        process.Enter();
        Environment.SetEnvironmentVariable("FAR_END_KEEP", null);
        process.Leave(Keep.Environment, ranProgram: false);
        process.Enter();
        Environment.SetEnvironmentVariable("FAR_END_KEEP", "again");
        process.Leave(Keep.Nothing, ranProgram: false);
        Assert.Null(Environment.GetEnvironmentVariable("FAR_END_KEEP"));
    }

    private static SessionState Open()
    {
        var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand(new CmdletInfo("Get-RunbookSessionState", typeof(CaptureCommand)));
        return (SessionState)shell.Invoke().Single().BaseObject;
    }
}
