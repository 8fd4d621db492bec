using static LlamaEnv.Detection.ReferenceCause;
using static LlamaEnv.Detection.ReferencePlaces;
using static LlamaEnv.Detection.ReferenceText;

namespace LlamaEnv.Detection;

/// <summary>Text that only says where a value is: references that nothing resolved, encrypted values, tokens of templates, paths.</summary>
internal static class UnexpandedReferences
{
    /// <summary>Every kind. The first that matches names what was found, so the more telling one stands first.</summary>
    private static readonly ReferenceKind[] s_kinds =
    [
        new("dotenvx", Encryption, All, static t => StartsWith(t, "encrypted:")) { Remedy = "dotenvx run -- dotnet build" },
        new("SOPS or eyaml", Encryption, All, static t => t.Contains("ENC[AES256_GCM,", StringComparison.Ordinal) || t.Contains("ENC[PKCS7,", StringComparison.Ordinal) || Encloses(t, "ENC[", "]")) { Remedy = "sops exec-env FILE 'dotnet build'" },
        new("Jasypt", Encryption, All, static t => Encloses(t, "ENC(", ")")),
        new("Spring Cloud Config", Encryption, All, static t => StartsWith(t, "{cipher}")),
        new("an '{encrypted}' prefix", Encryption, Secrets | Standing, static t => StartsWith(t, "{encrypted}")),
        new("Ansible Vault", Encryption, All, static t => StartsWith(t, "$ANSIBLE_VAULT;") || (StartsWith(t, "!vault") && (t.Length == 6 || !CharacterSets.IsName(t[6])))) { Remedy = "ansible-vault decrypt" },
        new("PGP or age", Encryption, All, static t => StartsWith(t, "-----BEGIN PGP MESSAGE") || StartsWith(t, "-----BEGIN AGE ENCRYPTED") || StartsWith(t, "age-encryption.org/")),
        new("EJSON", Encryption, All, static t => Encloses(t, "EJ[", "]")),
        new("Vault's transit engine", Encryption, All, static t => StartsWith(t, "vault:v") && t.Length > 7 && char.IsAsciiDigit(t[7])),
        new("TeamCity", Encryption, Secrets | Standing, static t => StartsWith(t, "credentialsJSON:")),
        new("a build service's 'secure:'", Encryption, Secrets | Standing, static t => StartsWith(t, "secure:")),
        new("OpenSSL", Encryption, Secrets | Standing, static t => t.StartsWith("U2FsdGVkX1", StringComparison.Ordinal)),
        new("AWS KMS", Encryption, Secrets | Standing, static t => t.StartsWith("AQICAH", StringComparison.Ordinal)) { Remedy = "aws ssm get-parameter --with-decryption" },
        new("Jenkins", Encryption, Secrets | Standing, static t => Encloses(t, "{AQAAAB", "}")),
        new("WebLogic or WebSphere", Encryption, Secrets | Standing, static t => StartsWith(t, "{AES}") || StartsWith(t, "{AES256}") || StartsWith(t, "{3DES}") || StartsWith(t, "{xor}")),
        new("Spinnaker", Encryption, Secrets | Standing, static t => StartsWith(t, "encryptedFile:")),
        new("a YAML tag", Encryption, Own | Standing, static t => HasTag(t, "!sops") || HasTag(t, "!encrypted")),
        new("Mule", Encryption, Own | Standing, static t => Encloses(t, "![", "]")),
        // Those a program may well decrypt itself, and so only where we know what the value should be.
        new("Fernet", Encryption, Own, static t => t.StartsWith("gAAAAA", StringComparison.Ordinal)),
        new("ASP.NET Core's data protection", Encryption, Own, static t => t.StartsWith("CfDJ8", StringComparison.Ordinal)),
        new("Laravel", Encryption, Own, static t => t.StartsWith("eyJpdiI6", StringComparison.Ordinal)),
        new("Pulumi", Encryption, Own | Standing, IsPulumiSecret),
        new("an 'enc:' prefix", Encryption, Own, static t => StartsWith(t, "enc:")),

        .. SecretManagers.Kinds,

        new("$(NAME)", Expansion, All, static t => HoldsName(t, "$(", ")")),
        new("$(command)", Expansion, Own | Standing, static t => HoldsExpression(t, "$(", ")")),
        new("${NAME}", Expansion, All, static t => HoldsName(t, "${", "}")),
        new("${NAME}", Expansion, Standing, static t => HoldsExpression(t, "${", "}")),
        new("$[NAME]", Expansion, Own | Standing, static t => HoldsExpression(t, "$[", "]")),
        new("$[NAME]", Expansion, Secrets, static t => Encloses(t, "$[", "]") && HoldsName(t, "$[", "]")),
        new("%NAME%", Expansion, Own | Standing, static t => HoldsPercentName(t, anyCase: true)),
        new("%NAME%", Expansion, All, static t => EnclosesName(t, "%", "%") || HoldsPercentName(t, anyCase: false)),
        new("$env:NAME", Expansion, Secrets | Standing, static t => StartsWith(t, "$env:") && IsName(t[5..])),
        new("$ENV{NAME}", Expansion, Secrets | Standing, static t => EnclosesName(t, "$ENV{", "}")),
        new("{env.NAME}", Expansion, Secrets | Standing, static t => EnclosesName(t, "{env.", "}")),
        new("{$NAME}", Expansion, Secrets | Standing, static t => EnclosesCapitals(t, "{$", "}")),
        new("%{NAME}", Expansion, Own | StandingKey, static t => HoldsName(t, "%{", "}")),
        new("{env:NAME}", Expansion, Secrets | Standing, static t => EnclosesName(t, "{env:", "}")),
        new("env:NAME", Expansion, Own | StandingKey, static t => EnclosesName(t, "env:", "")),
        new("env:NAME", Expansion, Secrets | Standing, static t => EnclosesCapitals(t, "env:", "")),
        new("$NAME", Expansion, Url | Project | Standing, static t => t[0] == '$' && IsVariable(t[1..])),
        // As a key, a word with a sign for its first letter may be what somebody chose.
        new("$NAME", Expansion, Key, static t => t[0] == '$' && IsVariable(t[1..]) && (t.ContainsAny(':', '.') || NameTokens.IsCredential(t[1..]))),
        new("$NAME", Expansion, Key | Project | StandingKey, HoldsDelimitedVariable),
        new("$$NAME", Expansion, Own, static t => EnclosesName(t, "$$", "")),
        // A password may begin with the sign.
        new("$NAME", Expansion, All, static t => t[0] == '$' && IsName(t[1..]) && (t.Contains('_') || !t.ContainsAnyInRange('a', 'z'))),
        new("$NAME in a URL", Expansion, Url, static t => HoldsUrlVariable(t, isHostOnly: true)),
        new("$NAME in a URL", Expansion, Standing, static t => HoldsUrlVariable(t, isHostOnly: false)),
        new("code that reads a variable", Expansion, Secrets | Standing, IsCode),
        // secrets.json is a file and env.production a stage, though no key.
        new("code that reads a variable", Expansion, Secrets | Standing, static t => IsMember(t, anyCase: true) && !IsFileLike(t)),
        new("code that reads a variable", Expansion, Own, static t => IsMember(t, anyCase: true)),
        new("#{NAME}#", Template, All, static t => HoldsName(t, "#{", "}")),
        new("#{NAME}#", Template, Standing, static t => HoldsExpression(t, "#{", "}")),
        new("{{NAME}}", Template, Secrets | Standing, static t => HoldsName(t, "{{", "}}")),
        new("{{NAME}}", Template, Standing, static t => HoldsExpression(t, "{{", "}}")),
        new("__NAME__", Template, Secrets, IsUnderscoreToken),
        new("__NAME__", Template, Secrets | Standing, HoldsUnderscoreToken),
        new("__NAME__", Template, Standing, static t => IsUnderscoreToken(t) && !IsSpecialName(t)),
        new("((NAME))", Template, Own | Standing, static t => Encloses(t, "((", "))")),
        new("<< parameters.NAME >>", Template, Secrets | Standing, static t => HoldsName(t, "<<", ">>") && (t.Contains("parameters.", StringComparison.Ordinal) || t.Contains("pipeline.", StringComparison.Ordinal) || t.Contains("matrix.", StringComparison.Ordinal))),
        new("[function(NAME)]", Template, Secrets | Standing, IsArmExpression),
        new("%(NAME)s", Template, Secrets | Standing, static t => HoldsName(t, "%(", ")s")),
        new("<%= NAME %>", Template, Secrets, static t => HoldsName(t, "<%=", "%>")),
        new("<% NAME %>", Template, Own | Standing, static t => HoldsExpression(t, "<%", "%>")),
        new("{%NAME%}", Template, Secrets | Standing, static t => EnclosesName(t, "{%", "%}")),
        new("@@NAME@@", Template, Secrets | Standing, static t => EnclosesName(t, "@@", "@@")),
        new("##NAME##", Template, Secrets | Standing, static t => EnclosesName(t, "##", "##")),
        // In brackets, people write what is to be put there, too: that may be replaced.
        new("{NAME}", Template, Url | Project, static t => EnclosesName(t, "{", "}")),
        new("{NAME}", Template, Key, static t => EnclosesCredential(t, "{", "}")),
        new("[[NAME]]", Template, Secrets, static t => EnclosesName(t, "[[", "]]")),
        new("{NAME}", Template, Secrets, static t => EnclosesConstant(t, "{", "}")),
        new("@NAME@", Template, Secrets | Standing, static t => EnclosesCapitals(t, "@", "@")),
        .. ((string[])["@", "!", "~", "$", "#"]).SelectMany(static mark => new[]
        {
            new ReferenceKind($"{mark}NAME{mark}", Template, Secrets | Standing, t => EnclosesConstant(t, mark, mark)),
            new ReferenceKind($"{mark}NAME{mark}", Template, Own | StandingKey, t => EnclosesCredential(t, mark, mark)),
        }),
        new("a YAML tag", Template, Own | Standing, HasTemplateTag),

        new("`command`", Expansion, Standing, static t => Encloses(t, "`", "`")),
        new("$NAME", Expansion, Unquoted, HoldsUnescapedVariable),
        new("$(command)", Expansion, Unquoted, HoldsUnescapedCommand),

        new("a mounted file", Contents, Key | Project | NamedSecret | OtherSecret, FilePaths.IsMounted),
        new("a mounted file", Contents, Url, static t => FilePaths.IsMounted(t) && !StartsWith(t, "file:")),
        new("a file", Contents, Key | Project | NamedSecret, FilePaths.IsPath),
        new("a file", Contents, Url, static t => FilePaths.IsPath(t) && !StartsWith(t, "file:")),

        // No key has either; whose they are, nobody has to know.
        new("a secret manager", Manager, Key | Project | StandingKey, HoldsOtherScheme) { Form = "name://", NeedsColon = true },
        new("a secret manager", Manager, StandingKey, IsNamed) { Form = "name:", NeedsColon = true },
    ];

    /// <summary>The variable's own name in place of its value, as <c>env: { X: X }</c> gives it.</summary>
    internal static ReferenceKind OwnName { get; } = new("the variable's own name", Expansion, All, static _ => false);

    /// <summary>The kind of reference that a value is or holds, or null.</summary>
    internal static ReferenceKind? Find(ReadOnlySpan<char> text, ReferencePlaces places)
    {
        // Around a reference, too, quotes and blanks are what a careless copy takes along; the reference is the greater fault.
        // In a file of ours, backticks are none: they hold a command.
        ReadOnlySpan<char> bare = (places & Standing) == 0 ? KeyShapes.StripPasteMarks(text) : text.Trim(" \t\r\n\"'");
        // What most values are, without a look at the list: an official key, the default URL, a UUID.
        if (bare.IsEmpty || KeyShapes.IsOfficial(bare) || bare.SequenceEqual(OfficialHosts.DefaultUrl)
            || (bare.Length == 36 && bare[8] == '-' && CharacterSets.Cover(bare, static c => char.IsAsciiHexDigit(c) || c == '-')))
            return null;

        return FindIn(bare, places) is { } found ? found
            // llx-$NAME, llx-@NAME@: what is to be put behind the prefix.
            : (places & (Key | StandingKey)) != 0 && KeyShapes.HasOfficialPrefix(bare) && bare.Length > KeyShapes.OfficialPrefix.Length ? FindIn(bare[KeyShapes.OfficialPrefix.Length..], (places & Key) | Standing)
            : null;
    }

    private static ReferenceKind? FindIn(ReadOnlySpan<char> text, ReferencePlaces places)
    {
        bool hasColon = text.Contains(':');
        foreach (ReferenceKind kind in s_kinds)
        {
            if ((kind.Where & places) != 0 && (hasColon || !kind.NeedsColon) && kind.Matches(text))
                return kind;
        }

        return null;
    }

    /// <summary>Whether a secret holds a reference to a variable that a pipeline should have expanded.</summary>
    internal static bool IsUnexpandedVariable(ReadOnlySpan<char> secret) => Find(secret, OtherSecret) is { Cause: Expansion };
}
