namespace LlamaEnv.Inspection.Doctor.Model;

/// <summary>What an assignment gives a program.</summary>
internal enum Supply
{
    /// <summary>A value, or a reference to a store that has it.</summary>
    Given,

    /// <summary>What the variable of the same name has where the file is used: <c>${K}</c>, <c>K</c>, <c>%K%</c>. The documented way.</summary>
    Host,

    /// <summary>The empty text.</summary>
    Empty,

    /// <summary>The empty text where the host has none: <c>${K:-}</c>.</summary>
    EmptyDefault,

    /// <summary>What the host has, or nothing at all, even where something else would have given a value: a bare name over a compose <c>env_file</c>.</summary>
    HostOrRemoved,

    /// <summary>Nothing: whatever was given before is taken away.</summary>
    Removed,
}
