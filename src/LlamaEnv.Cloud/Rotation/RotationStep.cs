namespace LlamaEnv.Cloud.Rotation;

/// <summary>How far a rotation has come. Each is written down before the next one begins.</summary>
internal enum RotationStep
{
    /// <summary>The server is about to make a key of the name that is written down, or has made it.</summary>
    Making,

    /// <summary>The new key is in the store, beside the profile.</summary>
    Stored,

    /// <summary>It is the profile's key; outputs are being written.</summary>
    Swapped,

    /// <summary>It is everywhere; the old one is to be revoked when its time has come.</summary>
    Updated,
}
