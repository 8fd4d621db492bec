using Microsoft.Build.Framework;

namespace LlamaEnv.MSBuild;

[MSBuildMultiThreadableTask]
public sealed partial class ReadWarningsAsErrors;
