namespace LlamaEnv.Detection;

/// <summary>
/// Text that stands for a value and is none: what a secret manager, a pipeline, a shell or a deployment tool puts a value
/// in the place of, and what it decrypts. No text of a key, an id or a URL as LlamaCloud hands them out is one.
/// </summary>
internal static class SecretReferences
{
    /// <summary>What <see cref="Describe"/> calls <c>${NAME}</c> and its like.</summary>
    internal const string VariableReference = "a reference to a variable";

    /// <summary>What <see cref="Describe"/> calls <c>$(command)</c> and its like.</summary>
    internal const string CommandSubstitution = "a command whose output is the value";

    private const string Manager = "a reference into a secret manager";
    private const string Encrypted = "an encrypted value";
    private const string Template = "a placeholder that a deployment fills in";

    /// <summary>Names before <c>://</c>.</summary>
    private static readonly string[] s_schemes =
    [
        "op", "1password", "onepassword", "vault", "hcvault", "hashicorp-vault", "bao", "openbao", "doppler", "infisical",
        "akv", "azkv", "azkeyvault", "azurekeyvault", "azure-keyvault", "azure-key-vault", "keyvault", "key-vault",
        "aws-sm", "awssm", "awssecret", "awssecrets", "awssecretsmanager", "aws-secretsmanager", "aws-secrets-manager", "secretsmanager", "awsps", "awsssm", "aws-ssm", "aws-ps", "ssm",
        "gcp", "gcp-sm", "gcpsm", "gcpsecrets", "gcpsecretmanager", "gcp-secret-manager", "gcsm", "gsm", "sm", "berglas",
        "secret", "secrets", "secretref", "bws", "bw", "bitwarden", "keeper", "ksm", "pass", "gopass", "passbolt", "protonpass", "proton-pass", "lastpass", "lpass", "dashlane", "dl",
        "keychain", "keyring", "kwallet", "wincred", "conjur", "cyberark", "akeyless", "delinea", "dsv", "thycotic", "sops", "age", "ejson", "chamber", "teller", "envkey", "phase",
        "k8s", "kubernetes", "k8s-secret", "env", "dotenv", "dotenvx", "varlock", "scw", "lockbox", "oci-vault",
    ];

    /// <summary>Names before a <c>:</c> alone. Not <c>aws:</c>, which is a part of many names that are no secrets.</summary>
    private static readonly string[] s_prefixes =
    [
        "op", "1password", "onepassword", "vault", "hcvault", "bao", "openbao", "doppler", "infisical", "akv", "keyvault", "key-vault", "azurekeyvault", "azure-keyvault",
        "aws-sm", "awssm", "aws-secretsmanager", "aws-secrets-manager", "secretsmanager", "aws-ssm", "awsssm", "ssm", "gcp-sm", "gcpsm", "gcp-secret-manager", "gsm",
        "secretref", "bws", "bitwarden", "keeper", "pass", "gopass", "passbolt", "lastpass", "protonpass", "keychain", "keyring", "conjur", "akeyless", "sops", "varlock",
    ];

    /// <summary>Functions of varlock and its like, as in <c>exec('op read …')</c>.</summary>
    private static readonly string[] s_functions =
    [
        "exec", "eval", "ref", "op", "concat", "fallback", "remap", "ifs", "forEnv", "switch", "secret", "varlock", "keychain", "vault", "infisical", "doppler", "dashlane", "keeper", "pass", "proton",
        "protonPass", "bitwarden", "bws", "aws", "awsSecret", "awsParam", "azureSecret", "azureKeyVault", "gcp", "gcpSecret", "gsm", "passbolt", "akeyless", "kubernetes", "sops",
    ];

    private static readonly (string Open, string Close)[] s_encrypted =
    [
        ("ENC[", "]"), ("ENC(", ")"), ("EJ[", "]"), ("encrypted:", ""), ("{cipher}", ""), ("{encrypted}", ""), ("$ANSIBLE_VAULT;", ""), ("age-encryption.org/", ""),
        ("-----BEGIN PGP MESSAGE-----", ""), ("-----BEGIN AGE ENCRYPTED FILE-----", ""),
    ];

    /// <summary>YAML tags.</summary>
    private static readonly string[] s_tags = ["!vault", "!var", "!secret", "!env", "!sops", "!encrypted"];

    /// <summary>User names and modules that are called just so.</summary>
    private static readonly string[] s_ordinaryNames = ["__token__", "__main__", "__init__", "__name__", "__file__"];

    internal static bool IsReference(ReadOnlySpan<char> text) => Describe(text) is not null;

    /// <summary>What kind of reference the text is, in words that hold nothing of it; null where it is none.</summary>
    internal static string? Describe(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length > 2 && text[0] == '`' && text[^1] == '`')
            return CommandSubstitution;

        text = KeyShapes.StripPasteMarks(text);
        return text.Length < 2 || KeyShapes.IsOfficial(text) ? null
            : IsEncrypted(text) ? Encrypted
            : NamesManager(text) ? Manager
            : HasPair(text, "$(", ")") ? CommandSubstitution
            : HasVariable(text) ? VariableReference
            : HasToken(text) ? Template
            : null;
    }

    private static bool IsEncrypted(ReadOnlySpan<char> text)
    {
        foreach ((string open, string close) in s_encrypted)
        {
            if (text.Length > open.Length + close.Length && text.StartsWith(open, StringComparison.OrdinalIgnoreCase) && text.EndsWith(close))
                return true;
        }

        return false;
    }

    private static bool NamesManager(ReadOnlySpan<char> text) =>
        HasScheme(text) || HasPrefix(text) || IsCall(text) || IsTagged(text) || IsResourceName(text)
        || text.Contains("op://", StringComparison.Ordinal) || (text.StartsWith("ref+", StringComparison.Ordinal) && text.Contains("://", StringComparison.Ordinal));

    private static bool HasScheme(ReadOnlySpan<char> text)
    {
        int length = text.IndexOf("://");
        return length > 0 && length + 3 < text.Length && !text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && IsOneOf(s_schemes, text[..length]);
    }

    private static bool HasPrefix(ReadOnlySpan<char> text)
    {
        int length = text.IndexOf(':');
        if (length <= 0 || !IsOneOf(s_prefixes, text[..length]))
            return false;

        ReadOnlySpan<char> rest = text[(length + 1)..];
        int end = rest.IndexOf('/');
        // vault:8200 is a host and its port.
        return !rest.IsEmpty && !rest.ContainsAny(' ', '\t') && !CharacterSets.Cover(end < 0 ? rest : rest[..end], char.IsAsciiDigit);
    }

    /// <summary><c>@Microsoft.KeyVault(…)</c>, and <c>exec(…)</c> where the name is one that is known.</summary>
    private static bool IsCall(ReadOnlySpan<char> text)
    {
        int open = text.IndexOf('(');
        if (open <= 0 || text[^1] != ')')
            return false;

        ReadOnlySpan<char> name = text[..open];
        return name[0] == '@'
            ? name.Length > 1 && CharacterSets.Cover(name[1..], static c => CharacterSets.IsName(c) || c is '.' or '-')
            : IsOneOf(s_functions, name);
    }

    private static bool IsTagged(ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAny(' ', '\t');
        return length > 0 && text[0] == '!' && IsOneOf(s_tags, text[..length]);
    }

    /// <summary>As the clouds name secrets themselves.</summary>
    private static bool IsResourceName(ReadOnlySpan<char> text) =>
        (text.StartsWith("arn:", StringComparison.OrdinalIgnoreCase) && (text.Contains(":secretsmanager:", StringComparison.OrdinalIgnoreCase) || text.Contains(":ssm:", StringComparison.OrdinalIgnoreCase)))
        || (text.Contains("projects/", StringComparison.Ordinal) && text.Contains("/secrets/", StringComparison.Ordinal) && (text[0] is 'p' or '/' || text.StartsWith("https://secretmanager.", StringComparison.OrdinalIgnoreCase)))
        || (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && text.Contains(".vault.", StringComparison.OrdinalIgnoreCase) && text.Contains("/secrets/", StringComparison.OrdinalIgnoreCase));

    private static bool HasVariable(ReadOnlySpan<char> text) =>
        HasPair(text, "${", "}") || HasPair(text, "$[", "]") || HasPercentName(text) || IsLoneVariable(text) || HasVariableInUrl(text)
        || IsName(text, "secrets.") || IsName(text, "vars.") || IsName(text, "process.env.");

    private static bool HasToken(ReadOnlySpan<char> text) =>
        HasPair(text, "{{", "}}") || HasPair(text, "#{", "}") || HasPair(text, "<%", "%>") || HasUnderscoredName(text)
        || (text.StartsWith("((") && text.EndsWith("))") && text.Length > 4);

    /// <summary>Whether there is something between the two that may be a name or a command.</summary>
    private static bool HasPair(ReadOnlySpan<char> text, string open, string close)
    {
        int start = text.IndexOf(open);
        if (start < 0)
            return false;

        ReadOnlySpan<char> inner = text[(start + open.Length)..];
        int end = inner.IndexOf(close);
        ReadOnlySpan<char> content = end < 0 ? default : inner[..end].Trim("{=- \t");
        return !content.IsEmpty && (char.IsLetter(content[0]) || "_./~<([!$@'\"".Contains(content[0], StringComparison.Ordinal));
    }

    private static bool HasPercentName(ReadOnlySpan<char> text)
    {
        bool isUrl = text.Contains("://", StringComparison.Ordinal);
        for (int start = text.IndexOf('%'); start >= 0;)
        {
            ReadOnlySpan<char> rest = text[(start + 1)..];
            int length = rest.IndexOf('%');
            if (length < 0)
                return false;

            ReadOnlySpan<char> name = rest[..length];
            // "%C3%A9" is an escaped letter of a URL.
            bool isEscape = length >= 2 && char.IsAsciiHexDigit(name[0]) && char.IsAsciiHexDigit(name[1]) && (isUrl || length == 2);
            if (length > 0 && !isEscape && (char.IsAsciiLetter(name[0]) || name[0] == '_') && CharacterSets.Cover(name, static c => CharacterSets.IsName(c) || c is '.' or '-' or '(' or ')'))
                return true;
            start += length + 1;
        }

        return false;
    }

    /// <summary><c>$NAME</c>, and PowerShell's <c>$env:NAME</c>.</summary>
    private static bool IsLoneVariable(ReadOnlySpan<char> text) =>
        text[0] == '$' && (char.IsAsciiLetter(text[1]) || text[1] == '_') && CharacterSets.Cover(text[1..], static c => CharacterSets.IsName(c) || c is ':' or '.');

    /// <summary><c>https://$HOST/api</c>. In other text, a <c>$</c> may be a part of a password.</summary>
    private static bool HasVariableInUrl(ReadOnlySpan<char> text)
    {
        int scheme = text.IndexOf("://");
        if (scheme < 0)
            return false;

        for (int i = scheme + 3; i + 1 < text.Length; i++)
        {
            if (text[i] == '$' && (char.IsAsciiLetter(text[i + 1]) || text[i + 1] == '_') && text[i - 1] is '/' or ':' or '@' or '.' or '-' or '=' or '&' or '?')
                return true;
        }

        return false;
    }

    /// <summary>A name in capitals behind <paramref name="prefix"/>: <c>secrets.json</c> is a file.</summary>
    private static bool IsName(ReadOnlySpan<char> text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length
        && CharacterSets.Cover(text[prefix.Length..], static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary><c>__NAME__</c>, as token replacement tasks have it.</summary>
    private static bool HasUnderscoredName(ReadOnlySpan<char> text)
    {
        for (int start = text.IndexOf("__"); start >= 0;)
        {
            ReadOnlySpan<char> rest = text[start..];
            int length = 0;
            while (length < rest.Length && (CharacterSets.IsName(rest[length]) || rest[length] is '.' or '-'))
                length++;
            if ((start == 0 || !CharacterSets.IsName(text[start - 1])) && IsToken(rest[..length].TrimEnd(".-"), text))
                return true;

            int next = rest[length..].IndexOf("__");
            start = next < 0 ? -1 : start + length + next;
        }

        return false;
    }

    /// <summary>In capitals, or alone; <c>pkg.__init__</c> is none.</summary>
    private static bool IsToken(ReadOnlySpan<char> token, ReadOnlySpan<char> text) =>
        token.Length >= 5 && token.EndsWith("__") && char.IsAsciiLetter(token[2]) && !IsOneOf(s_ordinaryNames, token)
        && (token.Length == text.Length || !token.ContainsAnyInRange('a', 'z'));

    private static bool IsOneOf(string[] names, ReadOnlySpan<char> text)
    {
        foreach (string name in names)
        {
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
