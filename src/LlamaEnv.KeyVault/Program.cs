using LlamaEnv.KeyVault;

#pragma warning disable CA1031 // Whatever it is, a line says it, and no stack trace: a message could hold a value.
try
{
    StartedPrograms.Hold();
    return await VaultCommand.RunAsync(args);
}
catch (Exception e)
{
    await Console.Error.WriteLineAsync($"{VaultCommand.Name} failed in a way that it does not know ({e.GetType().Name}). Report it with the version of Azure.Core and what you asked");
    return VaultCommand.Failed;
}
#pragma warning restore CA1031
