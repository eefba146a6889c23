using System.Linq;
using Runbook.FarEnd.Rehearsal;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class ScriptJudgementTests
{
    [Theory]
    [InlineData("[math]::Max(1, 2)")]
    [InlineData("[IO.Path]::Combine('a', 'b')")]
    [InlineData("$l = [Collections.Generic.List[int]]::new(); $l.Add(1)")]
    [InlineData("[pscustomobject] @{ A = 1 }")]
    [InlineData("$o = @{}; $o.A = 1")]
    [InlineData("$x -is [IO.FileInfo]")]
    [InlineData("class P { [int] Twice() { return 2 } }; [P]::new().Twice()")]
    [InlineData("Get-Service | Where-Object Status -eq Running | ForEach-Object { $_.Name }")]
    public void WhatWorksOnValuesIsPure(string text) => Assert.True(ScriptJudgement.Of(text).IsPure);

    [Theory]
    [InlineData("[IO.File]::Delete('x')")]
    [InlineData("$t = [IO.File]")]
    [InlineData("$x.Delete()")]
    [InlineData("$x.Name = 1")]
    [InlineData("$x.Name++")]
    [InlineData("$x, $y.Name = 1, 2")]
    [InlineData("$ExecutionContext.SessionState")]
    [InlineData("(Get-Module x).SessionState")]
    [InlineData("& $name -Parallel { }")]
    [InlineData("1 | ForEach-Object Delete")]
    [InlineData("1 | ForEach-Object -Parallel { }")]
    [InlineData("using module x")]
    [InlineData("class F : IO.StreamWriter { }")]
    [InlineData("New-Object IO.FileInfo x")]
    [InlineData("Get-Variable ExecutionContext -ValueOnly")]
    [InlineData("1 &")]
    public void WhatReachesFurtherIsNot(string text) => Assert.False(ScriptJudgement.Of(text).IsPure);

    [Theory]
    [InlineData("([xml] '<a/>').Save('x')")]
    [InlineData("$x.$method()")]
    [InlineData("@(1).ForEach('Delete')")]
    [InlineData("[wmiclass] 'Win32_Process'")]
    public void WhatTheConstrainedLanguageTrustsIsRefusedBeforehand(string text) =>
        Assert.Contains(ScriptJudgement.Of(text).Impurities, impurity => !impurity.IsHeldByItself);

    [Fact]
    public void APlaceIsTold()
    {
        var impurity = ScriptJudgement.Of("1\n\n[IO.File]::Delete(\n'x')").Impurities.First();
        Assert.Equal("[IO.File]::Delete(", impurity.Text);
        Assert.Equal(3, impurity.Line);
    }

    [Theory]
    [InlineData("$Runbook.CheckMode", true)]
    [InlineData("\"$($runbook.checkmode)\"", true)]
    [InlineData("# $Runbook.CheckMode", false)]
    [InlineData("'$Runbook.CheckMode'", false)]
    [InlineData("$Runbook.Changed = $true", false)]
    public void OnlyWhatIsReadCounts(string text, bool expected) => Assert.Equal(expected, ScriptJudgement.ReadsCheckMode(text));
}
