using LlamaEnv.Files.Llamactl;

namespace LlamaEnv.Files.Tests.Llamactl;

[TestClass]
public sealed class StoreLocationTests
{
    [TestMethod]
    [DataRow(HostPlatform.Linux, "", "/home/me/.config/llamactl")]
    [DataRow(HostPlatform.MacOS, "", "/home/me/.config/llamactl")]
    [DataRow(HostPlatform.Windows, "", "/home/me/llamactl")]
    [DataRow(HostPlatform.Linux, "LLAMACTL_CONFIG_DIR=/etc/llama", "/etc/llama")]
    [DataRow(HostPlatform.Windows, "LLAMACTL_CONFIG_DIR=/etc/llama", "/etc/llama")]
    [DataRow(HostPlatform.Windows, "llamactl_config_dir=/etc/llama", "/etc/llama")]
    [DataRow(HostPlatform.Linux, "llamactl_config_dir=/etc/llama", "/home/me/.config/llamactl")]
    [DataRow(HostPlatform.Linux, "LLAMACTL_CONFIG_DIR=", "/home/me/.config/llamactl")]
    [DataRow(HostPlatform.Linux, "LLAMACTL_CONFIG_DIR=~", "/home/me")]
    [DataRow(HostPlatform.Linux, "LLAMACTL_CONFIG_DIR=~/llama", "/home/me/llama")]
    [DataRow(HostPlatform.Linux, "LLAMACTL_CONFIG_DIR=~//llama", "/home/me/llama")]
    [DataRow(HostPlatform.Windows, @"LLAMACTL_CONFIG_DIR=~\llama", "/home/me/llama")]
    [DataRow(HostPlatform.Linux, @"LLAMACTL_CONFIG_DIR=~\llama", @"/shell/~\llama")]
    [DataRow(HostPlatform.Linux, "LLAMACTL_CONFIG_DIR=~other/llama", "/shell/~other/llama")]
    [DataRow(HostPlatform.Linux, "LLAMACTL_CONFIG_DIR=sub/llama", "/shell/sub/llama")]
    [DataRow(HostPlatform.Linux, "LLAMACTL_CONFIG_DIR=../llama", "/llama")]
    [DataRow(HostPlatform.Linux, "LLAMACTL_CONFIG_DIR=$HOME/llama", "/shell/$HOME/llama")]
    [DataRow(HostPlatform.Linux, "LLAMACTL_CONFIG_DIR= /llama", "/shell/ /llama")]
    [DataRow(HostPlatform.Linux, "XDG_CONFIG_HOME=/xdg", "/xdg/llamactl")]
    [DataRow(HostPlatform.MacOS, "XDG_CONFIG_HOME=/xdg", "/xdg/llamactl")]
    [DataRow(HostPlatform.Linux, "XDG_CONFIG_HOME=~/xdg", "/home/me/xdg/llamactl")]
    [DataRow(HostPlatform.Linux, "XDG_CONFIG_HOME=xdg", "/shell/xdg/llamactl")]
    [DataRow(HostPlatform.Linux, "XDG_CONFIG_HOME=", "/home/me/.config/llamactl")]
    [DataRow(HostPlatform.Linux, "XDG_CONFIG_HOME=/xdg;LLAMACTL_CONFIG_DIR=/etc/llama", "/etc/llama")]
    [DataRow(HostPlatform.Linux, "APPDATA=/roaming", "/home/me/.config/llamactl")]
    [DataRow(HostPlatform.Windows, "APPDATA=/roaming", "/roaming/llamactl")]
    [DataRow(HostPlatform.Windows, "AppData=/roaming", "/roaming/llamactl")]
    [DataRow(HostPlatform.Windows, "APPDATA=", "/home/me/llamactl")]
    [DataRow(HostPlatform.Windows, "XDG_CONFIG_HOME=/xdg", "/home/me/llamactl")]
    [DataRow(HostPlatform.Windows, "APPDATA=/roaming;LLAMACTL_CONFIG_DIR=/etc/llama", "/etc/llama")]
    public void The_store_is_where_llamactl_keeps_it(HostPlatform platform, string variables, string directory)
    {
        HostEnvironment host = new()
        {
            Variables = [.. variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).Select(v => KeyValuePair.Create(v[0], v[1]))],
            CurrentDirectory = "/shell",
            HomeDirectory = "/home/me",
            Platform = platform,
        };

        // Paths are this machine's: on Windows they get a drive and backslashes.
        Assert.AreEqual(Path.GetFullPath($"{directory}/profiles.db"), StoreLocation.DatabasePath(host));
    }
}
