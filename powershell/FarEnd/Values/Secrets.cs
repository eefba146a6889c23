using System;
using System.Security;

namespace Runbook.FarEnd.Values;

/// <summary>What becomes of a secret: a SecureString where the parameter wants one, else the text.</summary>
internal static class Secrets
{
    internal static object ToWanted(string text, Type? wanted) => wanted == typeof(SecureString) || wanted == typeof(SecureString[])
        ? Secure(text)
        : text;

    internal static SecureString Secure(string text)
    {
        var secret = new SecureString();
        foreach (var character in text)
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        return secret;
    }
}
