using System.Reflection;
using System.Text.RegularExpressions;
using LlamaEnv.Diagnostics;

namespace LlamaEnv.Tests.Diagnostics;

/// <summary>Every message, with a text in it that a shell would run.</summary>
[TestClass]
public sealed partial class ProposedCommandTests
{
    private const string Evil = "x$(touch PWNED)";

    private static readonly MethodInfo[] s_messages =
    [
        .. typeof(Findings).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(static method => method.IsAssembly && method.ReturnType == typeof(Diagnostic))
            .Where(static method => !method.Name.StartsWith("Pattern", StringComparison.Ordinal) // They ask for a pattern, which the key has none of.
                && method.GetParameters().All(static parameter => Make(parameter.ParameterType, isSet: true) is not null)),
    ];

    [TestMethod]
    public void No_message_has_a_text_of_others_in_a_command_without_quotes()
    {
        Assert.IsGreaterThan(100, s_messages.Length);

        List<string> bad = [];
        foreach (MethodInfo method in s_messages)
        {
            foreach (bool isSet in (bool[])[false, true])
            {
                Diagnostic message = (Diagnostic)method.Invoke(null, [.. method.GetParameters().Select(parameter => Make(parameter.ParameterType, isSet))])!;
                if (OpenCommand().IsMatch(message.Message))
                    bad.Add($"{method.Name}: {message.Message}");
            }
        }

        Assert.IsEmpty(bad, string.Join('\n', bad));
    }

    private static object? Make(Type type, bool isSet) =>
        type == typeof(string) ? Evil
        : type == typeof(bool) ? isSet
        : type == typeof(Diagnostic) ? new Diagnostic(DiagnosticCodes.Missing, DiagnosticSeverity.Error, "a fault. A fix")
        : type == typeof(ProfileCommands) ? new ProfileCommands(isSet ? $"{Evil};" : Evil) { Environment = Evil, Directory = Evil }
        : type == typeof(Credential) ? new Credential(Variable.ApiKey, new Secret("fake"), isSet ? $"profile '{Evil}'" : "dotenv .env") { File = Evil, Expiration = DateTimeOffset.UnixEpoch }
        : type == typeof(Variable) ? Variable.ApiKey
        : type == typeof(Secret) ? new Secret("fake")
        : type == typeof(Exception) ? new InvalidOperationException()
        : type.IsAssignableFrom(typeof(string[])) ? isSet ? new[] { Evil } : []
        : type.IsAssignableFrom(typeof(int[])) ? new[] { 1 }
        : type.IsValueType ? Activator.CreateInstance(type)
        : null;

    /// <summary>A command, or an option of one, and the text behind it with no quote between.</summary>
    [GeneratedRegex(@"(?:'(?:dotnet|git|docker|gh|kubectl|az)|--[a-z-]+) (?:[^'"".;:]|:(?! ))*x\$\(touch PWNED\)", RegexOptions.CultureInvariant)]
    private static partial Regex OpenCommand();
}
