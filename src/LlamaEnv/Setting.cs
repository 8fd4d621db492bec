namespace LlamaEnv;

/// <summary>
/// A setting: its names, its values, and what is said of it. From these come the options of the tool and their help,
/// what is read from a project, what the targets hand over, and the table of settings in the documentation.
/// </summary>
public abstract partial class Setting
{
    private protected Setting(string name)
    {
        Name = name;
        s_all.Add(this);
    }

    /// <summary>What it is called: the property of a project, where it is one.</summary>
    public string Name { get; }

    /// <summary>Who reads it.</summary>
    public SettingScope Scope { get; private init; }

    /// <summary>Its option of <c>inject</c>; null where it has none.</summary>
    public string? Option { get; private init; }

    /// <summary>What its value is called in a help text.</summary>
    public string? ValueName { get; private init; }

    /// <summary>What the help text says of the option. <c>{known}</c> stands for the names that are known.</summary>
    public string? Help { get; private init; }

    /// <summary>What holds where nothing is set, as it would be written.</summary>
    public string? Default { get; private init; }

    /// <summary>What holds where nothing is set and there is no <see cref="Default"/>, in Markdown.</summary>
    public string? DefaultDescription { get; private init; }

    /// <summary>What the documentation says of it, in Markdown; null where it is nothing that a user sets.</summary>
    public string? Description { get; private init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A setting with one value.</summary>
public sealed class TextSetting : Setting
{
    internal static readonly IReadOnlyList<string> TrueOrFalse = ["true", "false"];

    internal TextSetting(string name)
        : base(name)
    {
    }

    /// <summary>The values it may have; empty where that is for what uses it to say.</summary>
    public IReadOnlyList<string> Values { get; internal init; } = [];

    /// <summary>Whether it is a path, which on a command line starts from the shell's folder.</summary>
    public bool IsPath { get; internal init; }

    /// <summary>Whether it is true or false, and its option therefore stands without a value.</summary>
    public bool IsSwitch => Values == TrueOrFalse;
}

/// <summary>A setting with several values.</summary>
public sealed class ListSetting : Setting
{
    internal ListSetting(string name)
        : base(name)
    {
    }
}

/// <summary>Where a setting is read.</summary>
public enum SettingScope
{
    /// <summary>A property of the project, which every front end reads.</summary>
    Project,

    /// <summary>A property that the targets alone read.</summary>
    Targets,

    /// <summary>What a front end knows of the project, and nobody sets.</summary>
    Fact,
}
