namespace LlamaEnv.Inspection.Doctor.Model;

/// <summary>What brings several variables at once, and may bring ours: an environment file, a whole secret, a group.</summary>
/// <param name="Place">The line that names it.</param>
/// <param name="Description">What it is, as a message calls it: <c>env_file .env</c>.</param>
internal sealed record Carrier(Place Place, string Description)
{
    /// <summary>Whether nobody notices when it is not there.</summary>
    internal bool IsOptional { get; init; }

    /// <summary>The line that says so, where it is another one.</summary>
    internal Place? FlagPlace { get; init; }

    /// <summary>The names it brings, of which the repository knows; null where it cannot know.</summary>
    internal IReadOnlyCollection<string>? Names { get; init; }

    /// <summary>Whether it may as well go before what stands beside it.</summary>
    internal bool IsUnordered { get; init; }

    internal bool MayBring(string name) => Names?.Contains(name) is null or true;
}
