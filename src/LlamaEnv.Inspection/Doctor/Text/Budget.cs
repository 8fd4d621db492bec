namespace LlamaEnv.Inspection.Doctor.Text;

/// <summary>How much of what refers to itself is followed: more than people write, and little enough to end soon.</summary>
/// <param name="left">The number of parts.</param>
internal sealed class Budget(int left)
{
    private int _left = left;

    /// <summary>Takes one part; false where none is left.</summary>
    internal bool Spend() => _left-- > 0;
}
