namespace LlamaEnv.Sources;

/// <summary>What slow sources said in one build, for everybody who builds in it.</summary>
internal interface ISourceAnswers
{
    /// <summary>The answer that somebody got already, or is about to get; else that of <paramref name="ask"/>, which then serves all.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it was waited for.</exception>
    SourceAnswer Ask(SourceQuestion question, Func<SourceAnswer> ask, CancellationToken cancellationToken);
}
