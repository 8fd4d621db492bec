using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LlamaEnv;

/// <summary>
/// A regular expression that a project declares for a value. All those of a run share one time limit: a pattern that
/// backtracks without end must not hang a build, and twenty of them no more than one.
/// </summary>
internal sealed class ValuePattern
{
    /// <summary>No pattern that means something is longer.</summary>
    private const int MaxPatternLength = 16 * 1024;

    /// <summary>What an ordinary pattern never takes; one that does is tried with the engine that does not backtrack.</summary>
    private static readonly TimeSpan s_firstTry = TimeSpan.FromMilliseconds(50);

    private readonly string _text;
    private readonly Regex _regex;
    private readonly TimeLimit _limit;

    private ValuePattern(string text, Regex regex, TimeLimit limit)
    {
        _text = text;
        _regex = regex;
        _limit = limit;
    }

    /// <summary>Null where it is no regular expression.</summary>
    internal static ValuePattern? Parse(string text, TimeLimit limit)
    {
        try
        {
            return text.Length > MaxPatternLength ? null : new ValuePattern(text, new Regex(text, RegexOptions.CultureInvariant, s_firstTry), limit);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a value matches; null where the time did not do to tell.</summary>
    internal bool? IsMatch(ReadOnlySpan<char> value)
    {
        if (_limit.IsOver)
            return null;

        long start = Stopwatch.GetTimestamp();
        try
        {
            return TryMatch(_regex, value) ?? MatchAgain(value, _limit.Left - Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            _limit.Spend(Stopwatch.GetElapsedTime(start));
        }
    }

    public override string ToString() => _text;

    /// <summary>In time that grows with the value's length alone, or, with a pattern that only the other engine knows, for what time is left.</summary>
    private bool? MatchAgain(ReadOnlySpan<char> value, TimeSpan left)
    {
        if (left <= TimeSpan.Zero)
            return null;

        Regex regex;
        try
        {
            regex = new Regex(_text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, left);
        }
        catch (NotSupportedException)
        {
            regex = new Regex(_text, RegexOptions.CultureInvariant, left);
        }

        return TryMatch(regex, value);
    }

    private static bool? TryMatch(Regex regex, ReadOnlySpan<char> value)
    {
        try
        {
            return regex.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return null; // Its message holds the value.
        }
    }

    /// <summary>What the patterns of one run may take together.</summary>
    internal sealed class TimeLimit
    {
        internal static readonly TimeSpan All = TimeSpan.FromSeconds(2);

        private TimeSpan _spent;

        internal bool IsOver => _spent >= All;

        internal TimeSpan Left => All - _spent;

        internal void Spend(TimeSpan time) => _spent += time;
    }
}
