namespace LlamaEnv.Files.Sources.Sharing;

/// <summary>Who asked the source for an answer.</summary>
internal enum AnswerOrigin
{
    /// <summary>This call.</summary>
    Asked,

    /// <summary>Another process of this build.</summary>
    OtherProcess,

    /// <summary>An earlier call in this process.</summary>
    ThisProcess,
}
