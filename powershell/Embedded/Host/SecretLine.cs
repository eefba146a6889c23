using System;
using System.Security;

namespace Runbook.Engine.Host;

/// <summary>Reads a line that is not shown on the terminal.</summary>
internal static class SecretLine
{
    public static SecureString Read()
    {
        var secret = new SecureString();
        if (Console.IsInputRedirected)
        {
            foreach (var c in Console.In.ReadLine() ?? "")
            {
                secret.AppendChar(c);
            }

            return secret;
        }

        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Out.WriteLine();
                    return secret;
                case ConsoleKey.Backspace:
                    if (secret.Length > 0)
                    {
                        secret.RemoveAt(secret.Length - 1);
                    }

                    break;
                default:
                    if (key.KeyChar != '\0')
                    {
                        secret.AppendChar(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
