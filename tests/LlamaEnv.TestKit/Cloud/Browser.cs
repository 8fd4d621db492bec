using System.Net;
using System.Text.RegularExpressions;

namespace LlamaEnv.TestKit;

/// <summary>A user at the provider's pages: follows them form by form.</summary>
public static partial class Browser
{
    /// <summary>Opens the page with the code, logs in as <c>tester</c>, and agrees.</summary>
    public static void Confirm(Uri pageWithCode) => Walk(pageWithCode, static (page, form) =>
    {
        if (page.Contains("name=\"login\"", StringComparison.Ordinal))
            (form["login"], form["password"]) = ("tester", "any");
    });

    /// <summary>Opens the page with the code, and says no.</summary>
    public static void Deny(Uri pageWithCode) => Walk(pageWithCode, static (page, form) =>
    {
        if (form.Remove("confirm"))
            form["abort"] = "yes";
    });

    private static void Walk(Uri pageWithCode, Action<string, Dictionary<string, string>> fill) => Task.Run(async () =>
    {
        using HttpClient http = new();
        HttpResponseMessage response = await http.GetAsync(pageWithCode);
        for (int pages = 0; pages < 6; pages++)
        {
            string page = await response.Content.ReadAsStringAsync();
            if (page.Contains("Sign-in Success", StringComparison.Ordinal) || page.Contains("interrupted", StringComparison.Ordinal))
                return;

            Dictionary<string, string> form = InputPattern().Matches(page)
                .Select(static input => (Name: NamePattern().Match(input.Value).Groups[1].Value, Value: ValuePattern().Match(input.Value).Groups[1].Value))
                .Where(static input => input.Name.Length > 0)
                .ToDictionary(static input => input.Name, static input => WebUtility.HtmlDecode(input.Value));
            fill(page, form);
            Uri target = new(response.RequestMessage!.RequestUri!, ActionPattern().Match(page).Groups[1].Value);
            response = await http.PostAsync(target, new FormUrlEncodedContent(form));
        }

        Assert.Fail($"The provider's pages do not end: {await response.Content.ReadAsStringAsync()}");
    }).GetAwaiter().GetResult();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex InputPattern();

    [GeneratedRegex("name=\"([^\"]*)\"")]
    private static partial Regex NamePattern();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex ValuePattern();

    [GeneratedRegex("<form[^>]*action=\"([^\"]*)\"")]
    private static partial Regex ActionPattern();
}
