namespace LlamaEnv.Detection;

/// <summary>The words a variable's name is made of, in upper case: of <c>OPENAI_API_KEY</c> and <c>OpenAI__ApiKey</c> alike what they are about.</summary>
internal static class NameTokens
{
    /// <summary>Last in a name, they say that it holds where something is: <c>DB_PASSWORD_FILE</c>, <c>SECRET_ARN</c>.</summary>
    private static readonly string[] s_pointers =
    [
        "FILE", "FILES", "PATH", "PATHS", "DIR", "DIRECTORY", "FOLDER", "LOCATION", "HOME", "ROOT", "CREDENTIALS", "KUBECONFIG", "CONFIG", "CERT", "CERTIFICATE", "CERTS", "PEM", "CA", "BUNDLE", "KEYFILE",
        "KEYSTORE", "TRUSTSTORE", "STORE", "SOCKET", "SOCK", "FILENAME", "FILEPATH", "MOUNT", "VOLUME", "ARN", "URI", "REF", "REFERENCE",
    ];

    private static readonly string[] s_credentials = ["KEY", "KEYS", "APIKEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "PASS", "PWD", "PASSPHRASE", "AUTH", "BEARER", "PAT", "CREDENTIAL", "JWT"];

    /// <summary>Whether a variable of this name is meant to hold where something is. The last word decides: <c>KEYSTORE_PASSWORD</c> is none.</summary>
    internal static bool IsPointer(ReadOnlySpan<char> name)
    {
        IReadOnlyList<string> tokens = Of(name);
        return tokens.Count > 0 && (s_pointers.Contains(tokens[^1]) || (!s_credentials.Contains(tokens[^1]) && (tokens.Contains("FILE") || tokens.Contains("PATH") || tokens.Contains("DIR"))));
    }

    /// <summary>Whether a variable of this name is meant to hold a credential itself.</summary>
    internal static bool IsCredential(ReadOnlySpan<char> name) => !IsPointer(name) && Of(name).Any(s_credentials.Contains);

    /// <summary>Splits at everything that is no letter or digit, and before a capital behind a small letter.</summary>
    internal static IReadOnlyList<string> Of(ReadOnlySpan<char> name)
    {
        List<string> tokens = [];
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool isEnd = i == name.Length || !char.IsLetterOrDigit(name[i]);
            bool isHump = !isEnd && i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (!isEnd && !isHump)
                continue;

            if (i > start)
                tokens.Add(name[start..i].ToString().ToUpperInvariant());
            start = isHump ? i : i + 1;
        }

        return tokens;
    }
}
