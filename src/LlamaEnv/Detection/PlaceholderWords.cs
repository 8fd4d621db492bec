namespace LlamaEnv.Detection;

/// <summary>The words that placeholders are made of, in the languages people write templates in.</summary>
internal static class PlaceholderWords
{
    /// <summary>One of them makes a placeholder of the longer text it stands in: <c>llx-REDACTED_GET_FROM_DASHBOARD</c>.</summary>
    private static readonly HashSet<string> s_telling = new(StringComparer.OrdinalIgnoreCase)
    {
        "your", "yours", "example", "placeholder", "changeme", "todo", "replace", "replaceme", "dummy", "redacted", "fixme",
        "votre", "exemple", "remplacer", "remplacez", "dein", "deine", "deinen", "ihre", "ihren", "beispiel", "platzhalter", "ersetzen", "schluessel", "schlüssel",
        "aqui", "aquí", "clave", "ejemplo", "reemplaza", "reemplazar", "reemplace", "chave", "exemplo", "substitua", "substituir", "insira",
        "chiave", "esempio", "inserisci", "sostituisci", "jouw", "sleutel", "voorbeeld", "twoj", "twój", "klucz", "wpisz", "przyklad", "przykład", "anahtar", "buraya", "ornek", "örnek", "nyckel", "exempel",
        "miyao", "zaici", "tihuan", "shili", "klyuch", "kluch", "contoh", "kunci",
    };

    /// <summary>They count only where nothing else is there: a self-hosted key may have any of them in it.</summary>
    private static readonly HashSet<string> s_weak = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "my", "api", "apikey", "key", "keys", "token", "secret", "password", "value", "string", "here", "goes", "go", "insert", "paste", "put", "enter", "add", "set", "fill", "in", "get", "from", "it", "me", "to",
        "with", "real", "actual", "new", "valid", "this", "test", "testing", "sample", "demo", "foo", "bar", "baz", "none", "null", "nil", "undefined", "missing", "unset", "empty", "change", "dashboard", "console", "account", "project",
        "id", "url", "uuid", "abc", "xyz", "x", "xx", "xxx", "xxxx", "xxxxx", "xxxxxx", "live", "prod", "production", "dev", "staging", "private", "public",
        "ta", "ton", "tes", "vos", "votres", "cle", "clé", "clef", "ici", "mettre", "mettez", "collez", "mon", "ma",
        "ihr", "mein", "meine", "hier", "einfuegen", "einfügen", "eintragen",
        "tu", "su", "mi", "llave", "contraseña", "pega", "pegar", "inserta", "poner", "pon", "de", "del", "la", "el",
        "sua", "seu", "minha", "meu", "cole", "coloque", "da", "do", "o",
        "tua", "tuo", "mia", "mio", "qui", "uw", "mijn", "vul",
        "moj", "twoja", "tutaj", "wstaw", "senin", "sizin", "din", "ditt", "här", "nøgle", "nøkkel", "her", "anda", "disini",
        "ni", "nide", "ninde", "wode", "yao", "qing", "zai", "ci", "tian", "xie", "anata", "no", "koko", "kii", "vash", "tvoy", "syuda",
    };

    /// <summary>What a key may be for. Says nothing by itself.</summary>
    private static readonly HashSet<string> s_owners = new(StringComparer.OrdinalIgnoreCase)
    {
        "llx", "llama", "cloud", "llamacloud", "llamaparse", "llamaindex", "parse", "index", "agents", "openai", "anthropic", "claude", "google", "gemini", "azure", "aws", "groq", "mistral", "cohere", "hf", "huggingface", "sk", "proj", "ant",
        "eu", "us", "service", "app", "user", "base",
    };

    /// <summary>Words of languages that put no blanks between them, and of those that write no Latin letters.</summary>
    private static readonly string[] s_anywhere =
    [
        "你的", "您的", "密钥", "密鑰", "金鑰", "请", "在此", "这里", "替换", "填写", "示例", "ここに", "あなたの", "キー", "入力", "여기", "당신의", "입력", "예시", "ваш", "твой", "ключ", "сюда", "вставьте", "пример", "замените", "المفتاح", "מפתח", "κλειδί", "ключът", "ключа",
    ];

    /// <summary>Whether there is nothing in it but words of placeholders, and at least two of them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="needsTelling">Whether one of them has to be a telling one: <c>dev-secret</c> may be what somebody chose.</param>
    internal static bool AreAll(ReadOnlySpan<char> text, bool needsTelling)
    {
        List<string> words = Split(text);
        return (!needsTelling || words.Exists(s_telling.Contains)) && words.Count(static w => s_telling.Contains(w) || s_weak.Contains(w)) >= 2
            && words.TrueForAll(static w => s_telling.Contains(w) || s_weak.Contains(w) || s_owners.Contains(w) || IsShortNumber(w));
    }

    /// <summary>Whether there is a word in it that says enough.</summary>
    internal static bool Tell(ReadOnlySpan<char> text)
    {
        // Something random has short words in it, too, where only capitals and digits divide it.
        if (Split(text, atHumps: false).Exists(s_telling.Contains) || Split(text).Exists(static w => w.Length > 4 && s_telling.Contains(w)))
            return true;

        foreach (string word in s_anywhere)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>At what is no letter or digit; at humps, as templates are written in every style, also where a word begins with a capital.</summary>
    internal static List<string> Split(ReadOnlySpan<char> text, bool atHumps = true)
    {
        List<string> words = [];
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isEnd = i == text.Length || !char.IsLetterOrDigit(text[i]);
            bool isHump = atHumps && !isEnd && i > start && ((char.IsUpper(text[i]) && char.IsLower(text[i - 1])) || char.IsDigit(text[i]) != char.IsDigit(text[i - 1]));
            if (!isEnd && !isHump)
                continue;

            if (i > start)
                words.Add(text[start..i].ToString());
            start = isHump ? i : i + 1;
        }

        return words;
    }

    /// <summary>Whether it is a word of placeholders, or of what a key is for.</summary>
    internal static bool Contain(string word) => s_telling.Contains(word) || s_weak.Contains(word) || s_owners.Contains(word);

    internal static bool IsShortNumber(string word) => word.Length <= 6 && word.All(char.IsAsciiDigit);
}
