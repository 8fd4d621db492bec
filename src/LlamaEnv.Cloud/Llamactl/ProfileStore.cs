using LlamaEnv.Detection;
using LlamaEnv.Diagnostics;
using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Cloud.Llamactl;

/// <summary>
/// llamactl's store, for commands. Reading creates nothing; every change is one transaction that reads what it depends
/// on, so of several processes none loses what another wrote. None waits for a person or the network.
/// </summary>
/// <remarks>Unlike llamactl, it leaves no current name that belongs to no profile, and nothing done in one environment touches another.</remarks>
internal sealed class ProfileStore(HostEnvironment host, CancellationToken cancellationToken = default)
{
    /// <summary>For what cannot be had again: without it, a login is lost.</summary>
    private static readonly TimeSpan s_longTimeout = TimeSpan.FromMinutes(1);

    /// <summary>The file, which need not exist.</summary>
    internal string Path { get; } = StoreLocation.DatabasePath(host);

    /// <summary>What the changes so far found.</summary>
    internal List<Diagnostic> Warnings { get; } = [];

    internal EnvironmentList ListEnvironments() => Read(static database =>
    {
        StoredEnvironment current = CurrentEnvironment(database);
        return new EnvironmentList(Environments(database), current);
    }) ?? new EnvironmentList([StoredEnvironment.Default], StoredEnvironment.Default);

    /// <summary>The profiles of the current environment, or of them the one called <paramref name="name"/>.</summary>
    internal ProfileList ListProfiles(string? name = null) => Read(database =>
    {
        StoredEnvironment environment = CurrentEnvironment(database);
        if (!database.HasTable("profiles"))
            return new ProfileList(environment, [], null);

        StoredProfile? current = CurrentSettings.ProfileName(database) is { } currentName ? ProfileRows.Find(database, currentName, environment.ApiUrl) : null;
        return new ProfileList(environment, ProfileRows.List(database, environment.ApiUrl, name), current);
    }) ?? new ProfileList(StoredEnvironment.Default, [], null);

    /// <summary>The profile as it is now; null where it is gone.</summary>
    internal StoredProfile? Find(string name, string apiUrl) =>
        Read(database => database.HasTable("profiles") ? ProfileRows.Find(database, name, apiUrl) : null);

    /// <summary>The same profile as it is now; null where it is gone.</summary>
    internal StoredProfile? Find(StoredProfile profile) =>
        Read(database => database.HasTable("profiles") ? FindSame(database, profile) : null);

    /// <summary>Fails now if a change would, before the user goes to any effort. Creates no store.</summary>
    internal void RequireWritable()
    {
        if (HasFile)
        {
            _ = Change(static database =>
            {
                StoreSchema.TryWrite(database);
                return false;
            });
        }
    }

    /// <summary>The profile of a user who has logged in before.</summary>
    internal StoredProfile? FindLogin(string apiUrl, string userId) =>
        Read(database => database.HasTable("profiles") ? ProfileRows.FindByUser(database, apiUrl, userId) : null);

    /// <summary>The profiles of an environment for which a login made a key on the server.</summary>
    internal IReadOnlyList<StoredProfile> ListWithKeyId(string apiUrl) =>
        Read(database => database.HasTable("profiles") ? ProfileRows.ListWithKeyId(database, apiUrl) : null) ?? [];

    /// <summary>Every profile of a server, however its URL is written.</summary>
    internal IReadOnlyList<StoredProfile> ListOfServer(string apiUrl) =>
        [.. ListAll().Where(profile => ApiUrl.AreSame(profile.ApiUrl, apiUrl))];

    /// <summary>Every profile, of whatever server.</summary>
    internal IReadOnlyList<StoredProfile> ListAll() =>
        Read(database => database.HasTable("profiles") ? (IReadOnlyList<StoredProfile>)[.. ProfileRows.ListUrls(database).SelectMany(url => ProfileRows.ListAll(database, url))] : null) ?? [];

    /// <summary>The server's id of a key that a profile has; null where no profile has it, or none knows its id.</summary>
    internal string? FindKeyId(Secret key) => Read(database => database.HasTable("profiles") ? ProfileRows.FindKeyId(database, key) : null);

    /// <summary>Makes the profile of the current environment current; false where there is none of that name.</summary>
    internal bool UseProfile(string name) => HasFile && Change(database =>
    {
        bool exists = ProfileRows.Exists(database, name, CurrentSettings.ApiUrl(database));
        if (exists)
            CurrentSettings.SetProfileName(database, name);
        return exists;
    });

    /// <summary>
    /// Keeps a key, or for an environment without authentication none, and makes its profile current. A key that has a
    /// profile keeps it and gets the project.
    /// </summary>
    internal StoredProfile SaveKey(string apiUrl, string projectId, Secret? key) => Change(database =>
    {
        RequireProject(projectId);
        StoredProfile? existing = key is { IsEmpty: false }
            ? ProfileRows.FindByKey(database, apiUrl, key.Value)
            : ProfileRows.Find(database, ProfileName.WithoutKey, apiUrl) is { HasKey: false, HasLogin: false } without ? without : null;
        StoredProfile saved = existing is not null
            ? ProfileRows.Update(database, existing with { ProjectId = projectId })
            : Insert(database, key is { IsEmpty: false } ? ProfileName.For(key.Value) : ProfileName.WithoutKey, apiUrl, projectId, key, keyId: null, login: null);
        MakeCurrent(database, saved);
        return saved;
    });

    /// <summary>
    /// Keeps a login with its key and makes its profile current. A user who has a profile keeps it; its project changes only
    /// where it <paramref name="isChosen"/>, its key where there is a new one.
    /// </summary>
    internal StoredProfile SaveLogin(string apiUrl, string projectId, DeviceLogin login, Secret? key = null, string? keyId = null, bool isChosen = false) => Change(database =>
    {
        RequireProject(projectId);
        StoredProfile? existing = ProfileRows.FindByUser(database, apiUrl, login.UserId);
        StoredProfile saved = existing is not null
            ? ProfileRows.Update(database, existing with
            {
                ProjectId = isChosen ? projectId : existing.ProjectId,
                ApiKey = key ?? existing.ApiKey,
                ApiKeyId = key is null ? existing.ApiKeyId : keyId,
                LoginJson = login.ToJson(),
            })
            : Insert(database, login.Email, apiUrl, projectId, key, keyId, login);
        MakeCurrent(database, saved);
        return saved;
    });

    /// <summary>Changes a profile as it is now, also if it changed since <paramref name="profile"/> was read; null where it is gone.</summary>
    internal StoredProfile? Update(StoredProfile profile, Func<StoredProfile, StoredProfile> change) => Change(database =>
        FindSame(database, profile) is { } now ? ProfileRows.Update(database, change(now) with { Id = now.Id, Name = now.Name, ApiUrl = now.ApiUrl }) : null);

    /// <summary>Keeps a new key in a row of its own, beside the profile it is for, until it takes the old one's place.</summary>
    internal StoredProfile KeepBeside(StoredProfile profile, string name, Secret key, string keyId) => Change(database =>
        ProfileRows.Insert(database, new StoredProfile(null, name, profile.ApiUrl, profile.ProjectId, key, keyId, LoginJson: null)), s_longTimeout);

    /// <summary>
    /// Puts the key of <paramref name="beside"/> into the profile, and into every other of the same server that has the same
    /// key as it, and deletes the row beside it: one step, so that no moment is without a key.
    /// </summary>
    /// <param name="profile">The profile.</param>
    /// <param name="oldKeyId">The id that its key has, as far as the store knows it.</param>
    /// <param name="beside">The row with the new key.</param>
    /// <param name="proved">The projects that the new key was tried with.</param>
    /// <returns>The names of the others; null where the profile is gone or has another key by now, the row is gone, or a profile works on a project that is not among these.</returns>
    internal IReadOnlyList<string>? Swap(StoredProfile profile, string? oldKeyId, StoredProfile beside, IReadOnlyCollection<string> proved) => Change(database =>
    {
        if (FindSame(database, profile) is not { } now || now.ApiKeyId != oldKeyId || FindSame(database, beside) is not { } ready || ready.ApiKey is not { IsEmpty: false } key)
            return null;

        List<StoredProfile> others = [];
        foreach (string apiUrl in ProfileRows.ListUrls(database).Where(url => ApiUrl.AreSame(url, now.ApiUrl)))
        {
            if (now.ApiKey is { IsEmpty: false } old)
                others.AddRange(ProfileRows.ListByKey(database, apiUrl, old).Where(other => other.Name != now.Name || other.ApiUrl != now.ApiUrl));
        }

        if (others.Append(now).Any(row => !string.IsNullOrWhiteSpace(row.ProjectId) && !proved.Contains(row.ProjectId)))
            return null;

        foreach (StoredProfile row in (IEnumerable<StoredProfile>)[now, .. others])
            ProfileRows.Update(database, row with { ApiKey = key, ApiKeyId = ready.ApiKeyId });
        ProfileRows.Delete(database, ready.Name, ready.ApiUrl);
        if (CurrentSettings.ApiUrl(database) == ready.ApiUrl && CurrentSettings.ProfileName(database) == ready.Name)
            CurrentSettings.SetProfileName(database, now.Name);
        return (IReadOnlyList<string>)[.. others.Select(static other => other.Name)];
    }, s_longTimeout);

    /// <summary>
    /// Keeps the tokens that <paramref name="used"/> was exchanged for, unless another process has exchanged it meanwhile
    /// or the user logged in again: then what is stored stays. The profile as it is afterwards; null where it is gone.
    /// </summary>
    internal StoredProfile? RotateTokens(StoredProfile profile, Secret used, DeviceLogin rotated) => Change(database =>
    {
        if (FindSame(database, profile) is not { } now)
            return null;

        bool isOurs = now.LoginJson is { } json && DeviceLogin.Parse(json)?.RefreshToken == used;
        return isOurs ? ProfileRows.Update(database, now with { LoginJson = rotated.ToJson() }) : now;
    }, s_longTimeout);

    /// <summary>Deletes a profile; false where it is gone. One of the same name in another environment stays, and stays current there.</summary>
    internal bool Delete(StoredProfile profile) => HasFile && Change(database =>
    {
        if (FindSame(database, profile) is null)
            return false;

        ProfileRows.Delete(database, profile.Name, profile.ApiUrl);
        if (CurrentSettings.ApiUrl(database) == profile.ApiUrl && CurrentSettings.ProfileName(database) == profile.Name)
            CurrentSettings.SetProfileName(database, null);
        return true;
    });

    /// <summary>Keeps what is known of an environment and makes it current, with its profiles.</summary>
    internal void PutEnvironment(StoredEnvironment environment) => Change(database =>
    {
        EnvironmentRows.Put(database, environment);
        Switch(database, environment.ApiUrl);
    });

    /// <summary>Keeps what is known of an environment, if it has a row still.</summary>
    internal void UpdateEnvironment(StoredEnvironment environment) => Change(database =>
    {
        if (EnvironmentRows.Find(database, environment.ApiUrl) is not null)
            EnvironmentRows.Put(database, environment);
    });

    /// <summary>Makes an environment current; false where it is not listed.</summary>
    internal bool UseEnvironment(string apiUrl) => Change(database =>
    {
        if (!EnvironmentRows.List(database).Exists(environment => environment.ApiUrl == apiUrl))
            return false;

        Switch(database, apiUrl);
        return true;
    });

    /// <summary>Deletes an environment with its profiles; false where it has no row. If it was current, the default one is, and has a row.</summary>
    internal bool DeleteEnvironment(string apiUrl) => HasFile && Change(database =>
    {
        if (EnvironmentRows.Find(database, apiUrl) is null)
            return false;

        ProfileRows.DeleteAll(database, apiUrl);
        EnvironmentRows.Delete(database, apiUrl);
        if (CurrentSettings.ApiUrl(database) == apiUrl)
        {
            if (EnvironmentRows.Find(database, StoredEnvironment.Default.ApiUrl) is null)
                EnvironmentRows.Put(database, StoredEnvironment.Default);
            Switch(database, StoredEnvironment.Default.ApiUrl);
        }

        return true;
    });

    private bool HasFile => File.Exists(Path);

    private T? Read<T>(Func<SqliteConnection, T> read) where T : class? =>
        ProfileReader.Read(Path, ProfileReader.Timeout, reason => Findings.StoreUnusable(Path, reason), read);

    private void Change(Action<SqliteConnection> change) => Change(database =>
    {
        change(database);
        return true;
    });

    private T Change<T>(Func<SqliteConnection, T> change, TimeSpan? timeout = null)
    {
        lock (ProfileReader.LockOf(Path))
            return StoreFile.Change(Path, timeout ?? ProfileReader.Timeout, Warnings, change, cancellationToken);
    }

    private static void RequireProject(string projectId)
    {
        if (string.IsNullOrWhiteSpace(projectId))
            throw new ArgumentException("A profile needs a project.", nameof(projectId));
    }

    private static StoredProfile Insert(SqliteConnection database, string name, string apiUrl, string projectId, Secret? key, string? keyId, DeviceLogin? login)
    {
        string free = ProfileName.Free(name, taken => ProfileRows.Exists(database, taken, apiUrl));
        return ProfileRows.Insert(database, new StoredProfile(null, free, apiUrl, projectId, key, keyId, login?.ToJson()));
    }

    /// <summary>A profile that was deleted and made again under its name is another one; one that has got an id meanwhile is the same.</summary>
    private static StoredProfile? FindSame(SqliteConnection database, StoredProfile profile) =>
        ProfileRows.Find(database, profile.Name, profile.ApiUrl) is { } now && (profile.Id is null || now.Id == profile.Id) ? now : null;

    private static void MakeCurrent(SqliteConnection database, StoredProfile profile)
    {
        if (CurrentSettings.ApiUrl(database) == profile.ApiUrl)
            CurrentSettings.SetProfileName(database, profile.Name);
    }

    /// <summary>The current name belongs to the current environment: in another one it is nobody's, or a stranger's.</summary>
    private static void Switch(SqliteConnection database, string apiUrl)
    {
        bool isKept = CurrentSettings.ApiUrl(database) == apiUrl
            && CurrentSettings.ProfileName(database) is { } name && ProfileRows.Exists(database, name, apiUrl);
        CurrentSettings.SetApiUrl(database, apiUrl);
        if (!isKept)
            CurrentSettings.SetProfileName(database, ProfileRows.First(database, apiUrl)?.Name);
    }

    private static StoredEnvironment CurrentEnvironment(SqliteConnection database)
    {
        string apiUrl = CurrentSettings.ApiUrl(database);
        return (database.HasTable("environments") ? EnvironmentRows.Find(database, apiUrl) : null) ?? StoredEnvironment.Unknown(apiUrl);
    }

    /// <summary>In a store from before version 1, which has no table of them, those that a migration would find.</summary>
    private static List<StoredEnvironment> Environments(SqliteConnection database)
    {
        if (database.HasTable("environments"))
            return EnvironmentRows.List(database);

        List<StoredEnvironment> found = database.HasTable("profiles")
            ? database.QueryRows("SELECT DISTINCT api_url FROM profiles ORDER BY api_url", [], static row => new StoredEnvironment(row.Text(0), RequiresAuth: false))
            : [];
        return found.Exists(e => e.ApiUrl == StoredEnvironment.Default.ApiUrl) ? found : [.. found.Append(StoredEnvironment.Default).OrderBy(e => e.ApiUrl, StringComparer.Ordinal)];
    }
}
