namespace LlamaEnv.Conformance.Tests;

/// <summary>What a reader made of one file.</summary>
internal sealed class Reading
{
    internal Dictionary<string, string> Variables { get; } = [];

    /// <summary>Whether it read nothing because it did not accept the file.</summary>
    internal bool IsRefused { get; set; }

    internal bool Says(string name, string value) => Variables.GetValueOrDefault(name) == value;

    /// <summary>What it has for a name, short enough for a message.</summary>
    internal string Describe(string name)
    {
        if (!Variables.TryGetValue(name, out string? value))
            return IsRefused ? "(file refused)" : "(no such variable)";

        return value.Length > 60 ? $"{Visible.Text(value[..60])}… ({value.Length} characters)" : Visible.Text(value);
    }
}
