using System.Globalization;

namespace LlamaEnv.Files.IO;

/// <summary>What a user is called, for messages.</summary>
internal static class UserName
{
    private const string Users = "/etc/passwd";

    /// <summary>The name with the number; the number alone where no list on this machine has it.</summary>
    internal static string Of(uint user)
    {
        string number = user.ToString(CultureInfo.InvariantCulture);
        try
        {
            foreach (string line in File.ReadLines(Users))
            {
                if (line.Split(':') is [{ Length: > 0 } name, _, var found, ..] && found == number && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
                    return $"{name} ({number})";
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A container may have no such list.
        }

        return number;
    }
}
