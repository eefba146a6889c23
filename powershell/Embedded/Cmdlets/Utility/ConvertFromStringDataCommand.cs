namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertFrom, "StringData")]
[OutputType(typeof(Hashtable))]
public sealed class ConvertFromStringDataCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string StringData { get; set; } = "";

    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = '=';

    protected override void ProcessRecord()
    {
        var result = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var line in StringData.Split('\n').Select(line => line.Trim()))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var at = line.IndexOf(Delimiter);
            if (at < 0)
            {
                ThrowTerminatingError(Errors.Operation(
                    $"Data line '{line}' is not in 'name{Delimiter}value' format.", "InvalidOperation", ErrorCategory.InvalidOperation, line));
            }

            var name = line[..at].Trim();
            if (result.ContainsKey(name))
            {
                ThrowTerminatingError(Errors.Operation(
                    $"Data item '{name}' in line '{line}' is already defined. ", "InvalidOperation", ErrorCategory.InvalidOperation, line));
            }

            result.Add(name, System.Text.RegularExpressions.Regex.Unescape(line[(at + 1)..].Trim()));
        }

        WriteObject(result);
    }
}
