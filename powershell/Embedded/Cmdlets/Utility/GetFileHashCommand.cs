using System.Security.Cryptography;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "FileHash", DefaultParameterSetName = "Path")]
[OutputType(typeof(FileHashInfo))]
public sealed class GetFileHashCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ParameterSetName = "Path", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[]? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[]? LiteralPath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "StreamParameterSet", Position = 0)]
    public Stream? InputStream { get; set; }

    [Parameter(Position = 1)]
    [ValidateSet("SHA1", "SHA256", "SHA384", "SHA512", "MD5")]
    public string Algorithm { get; set; } = "SHA256";

    protected override void ProcessRecord()
    {
        if (InputStream is not null)
        {
            Emit(InputStream, null);
            return;
        }

        foreach (var file in FilePaths.ToRead(this, LiteralPath ?? Path!, LiteralPath is not null).Where(file => !Directory.Exists(file)))
        {
            try
            {
                using var stream = File.OpenRead(file);
                Emit(stream, file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(
                    e, e is FileNotFoundException ? "FileNotFound" : "FileReadError", e is FileNotFoundException ? ErrorCategory.ObjectNotFound : ErrorCategory.ReadError, file));
            }
        }
    }

    private void Emit(Stream stream, string? path)
    {
        var hash = Algorithm.ToUpperInvariant() switch
        {
            "SHA1" => SHA1.HashData(stream),
            "SHA384" => SHA384.HashData(stream),
            "SHA512" => SHA512.HashData(stream),
            "MD5" => MD5.HashData(stream),
            _ => SHA256.HashData(stream),
        };
        WriteObject(new FileHashInfo { Algorithm = Algorithm.ToUpperInvariant(), Hash = Convert.ToHexString(hash), Path = path });
    }
}
