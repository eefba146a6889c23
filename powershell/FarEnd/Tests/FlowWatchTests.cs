using Runbook.FarEnd.Calls;
using Xunit;

namespace Runbook.FarEnd.Tests;

public class FlowWatchTests
{
    [Theory]
    [InlineData("Cannot convert value \"2147749891\" to type \"System.Int32\".", -2147217405)]
    [InlineData("Der Wert \"4294967295\" kann nicht konvertiert werden.", -1)]
    [InlineData("Cannot convert value \"9999999999\" to type \"System.Int32\".", 1)]
    [InlineData("Cannot convert value \"-5\" to type \"System.Int32\".", 1)]
    [InlineData("no value at all", 1)]
    public void TheCodeOfNoCodeHasItsBits(string words, int code) => Assert.Equal(code, FlowWatch.CodeOf(words));
}
