using System;
using System.IO;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;

namespace Runbook.FarEnd.Files;

/// <summary>The SHA-256 of a file's bytes (FIPS 180-4), in lower hexadecimal digits, as the runner writes it.</summary>
internal static class ContentHash
{
    private const int Step = 1 << 20;

    /// <param name="path">The file. Whoever else writes to it is no hindrance.</param>
    /// <param name="isStopped">Asked again and again: a large file takes its time. Errors: a <see cref="PipelineStoppedException"/> then.</param>
    internal static string Of(string path, Func<bool> isStopped)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Step);
        using var hash = Algorithm();
        var bytes = new byte[Step];
        for (var read = file.Read(bytes, 0, Step); read > 0; read = file.Read(bytes, 0, Step))
        {
            if (isStopped())
            {
                throw new PipelineStoppedException();
            }

            hash.TransformBlock(bytes, 0, read, null, 0);
        }

        hash.TransformFinalBlock(bytes, 0, 0);
        return Digits(hash.Hash);
    }

    // Where Windows allows certified algorithms only, the .NET Framework refuses its managed one.
#if NET462
    private static SHA256CryptoServiceProvider Algorithm() => new();
#else
    private static SHA256 Algorithm() => SHA256.Create();
#endif

    private static string Digits(byte[] hash)
    {
        var digits = new StringBuilder();
        foreach (var part in hash)
        {
            digits.Append(part.ToString("x2"));
        }

        return digits.ToString();
    }
}
