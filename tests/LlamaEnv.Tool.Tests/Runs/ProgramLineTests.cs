using LlamaEnv.Tool.Commands;

namespace LlamaEnv.Tool.Tests.Runs;

/// <summary>Where the command begins in the text of a line, as Windows hands it to programs.</summary>
[TestClass]
public sealed class ProgramLineTests
{
    [TestMethod]
    [DataRow("tool run -- cmd a b", "a b")]
    [DataRow("tool run --  cmd   a  \"b c\" ", "a  \"b c\" ")]
    [DataRow("\"C:\\Program Files\\tool.exe\" run --mask -- cmd /c \"echo %X%\"", "/c \"echo %X%\"")]
    [DataRow("tool run --profile \"a -- b\" -- \"my cmd\" -- x", "-- x")]
    [DataRow("tool run --profile \"a\\\" -- b\" -- cmd x", "x")]
    [DataRow("tool run \"--\" cmd x", "x")]
    [DataRow("tool run -- cmd", "")]
    [DataRow("tool run --", "")]
    [DataRow("tool run --mask", "")]
    public void Arguments_are_the_text_behind_the_command(string line, string arguments) => Assert.AreEqual(arguments, ProgramLine.TextBehindCommand(line));
}
