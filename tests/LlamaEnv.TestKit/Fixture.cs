namespace LlamaEnv.TestKit;

/// <summary>
/// Something that takes long to make and that many tests need. Where it cannot be made, the first test that asks for it
/// fails and shows why; every other one is inconclusive, so that one cause is one failure.
/// </summary>
/// <param name="what">What is done to make it, as in "packing".</param>
/// <param name="make">Makes it, once.</param>
public sealed class Fixture<T>(string what, Func<T> make)
{
    private readonly Lock _lock = new();
    private bool _isMade;
    private bool _hasFailed;
    private T _value = default!;

    /// <summary>Whether it has been made.</summary>
    public bool IsMade => _isMade;

    /// <summary>It, made now if it was not before.</summary>
    public T Value
    {
        get
        {
            lock (_lock)
            {
                if (_hasFailed)
                    Assert.Inconclusive($"{what} failed; the first test that needed it shows why");
                if (!_isMade)
                {
                    _hasFailed = true; // Until it has gone well.
                    _value = make();
                    (_isMade, _hasFailed) = (true, false);
                }

                return _value;
            }
        }
    }
}
