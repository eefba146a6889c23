using Newtonsoft.Json;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> _input = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    [Parameter]
    public StringEscapeHandling EscapeHandling { get; set; } = StringEscapeHandling.Default;

    protected override void ProcessRecord() => _input.Add(InputObject);

    protected override void EndProcessing()
    {
        if (_input.Count == 0)
        {
            return;
        }

        var value = _input.Count > 1 || AsArray ? _input : _input[0];
        var text = new StringWriter(CultureInfo.InvariantCulture);
        var writer = new JsonTextWriter(text)
        {
            Formatting = Compress ? Newtonsoft.Json.Formatting.None : Newtonsoft.Json.Formatting.Indented,
            StringEscapeHandling = EscapeHandling,
            CloseOutput = false,
        };
        var serializer = new JsonValueWriter(writer, Depth, EnumsAsStrings, () => Stopping);
        serializer.Write(value, 0);
        writer.Flush();
        if (serializer.Truncated)
        {
            WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
        }

        if (!Stopping)
        {
            WriteObject(text.ToString());
        }
    }
}
