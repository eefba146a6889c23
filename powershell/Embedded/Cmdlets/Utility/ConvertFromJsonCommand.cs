using Newtonsoft.Json;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : Cmdlet
{
    private readonly List<string> _lines = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1024;

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    [Parameter]
    public JsonDateKind DateKind { get; set; } = JsonDateKind.Default;

    protected override void ProcessRecord() => _lines.Add(InputObject);

    protected override void EndProcessing()
    {
        if (_lines.Count == 0)
        {
            return;
        }

        // Lines are each a text of its own where the first one is; otherwise they are one text together.
        if (_lines.Count > 1 && TryRead(_lines[0], out var first))
        {
            Emit(first);
            foreach (var line in _lines.Skip(1))
            {
                Emit(Read(line));
            }

            return;
        }

        Emit(Read(string.Join(Environment.NewLine, _lines)));
    }

    private void Emit(object? value) => WriteObject(value, !NoEnumerate);

    private bool TryRead(string text, out object? value)
    {
        try
        {
            value = new JsonValueReader(AsHashtable, Depth, DateKind).Read(text);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            value = null;
            return false;
        }
    }

    private object? Read(string text)
    {
        try
        {
            return new JsonValueReader(AsHashtable, Depth, DateKind).Read(text);
        }
        catch (JsonException e)
        {
            // The cmdlet's own type of error: scripts look for ArgumentException.
            throw new ArgumentException($"Conversion from JSON failed with error: {e.Message}", e);
        }
        catch (JsonKeyException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, e.Id, ErrorCategory.InvalidOperation, null));
            throw;
        }
    }
}
