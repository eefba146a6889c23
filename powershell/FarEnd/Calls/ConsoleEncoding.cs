using System;
using System.IO;
using System.Text;

namespace Runbook.FarEnd.Calls;

/// <summary>
/// The encoding of one call's output past PowerShell: how PowerShell reads the native programs that it runs, and how [Console] writes.
/// The runner reads the process's own stdout and stderr in the same encoding.
/// </summary>
internal sealed class ConsoleEncoding
{
    private readonly Encoding before = Console.OutputEncoding;
    private readonly TextWriter output = Console.Out;
    private readonly TextWriter error = Console.Error;

    private ConsoleEncoding(int codePage)
    {
        // Without a byte order mark, which would stand in the middle of the output.
        Encoding encoding = codePage switch
        {
            65001 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            1200 or 1201 => new UnicodeEncoding(bigEndian: codePage == 1201, byteOrderMark: false),
            12000 => new UTF32Encoding(bigEndian: false, byteOrderMark: false),
            _ => Encoding.GetEncoding(codePage),
        };
        Set(encoding);
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), encoding) { AutoFlush = true });
        Console.SetError(new StreamWriter(Console.OpenStandardError(), encoding) { AutoFlush = true });
    }

    /// <summary>Null where the request names none.</summary>
    /// <param name="codePage">What the request names; 0: none.</param>
    internal static ConsoleEncoding? Apply(int codePage) => codePage == 0 ? null : new ConsoleEncoding(codePage);

    internal void Undo()
    {
        Console.SetOut(this.output);
        Console.SetError(this.error);
        Set(this.before);
    }

    private static void Set(Encoding encoding)
    {
        try
        {
            Console.OutputEncoding = encoding;
        }
        catch (IOException)
        {
            // There is no console whose code page could be set; what the runner reads is in the encoding all the same.
        }
    }
}
