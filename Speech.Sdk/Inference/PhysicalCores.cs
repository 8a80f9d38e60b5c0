namespace Speech.Sdk.Inference;

/// <summary>
/// How many cores a process may really use: two hardware threads of a core share its vector units, so a second one only
/// slows matrix products, and a container's quota counts too.
/// </summary>
internal static class PhysicalCores
{
    public static int Count { get; } = Math.Max(1, Math.Min(Environment.ProcessorCount, OnMachine() ?? Environment.ProcessorCount));

    private static int? OnMachine()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            var cores = new HashSet<(string Package, string Core)>();
            foreach (string cpu in Directory.EnumerateDirectories("/sys/devices/system/cpu", "cpu*"))
            {
                string topology = Path.Combine(cpu, "topology");
                if (Directory.Exists(topology))
                    cores.Add((File.ReadAllText(Path.Combine(topology, "physical_package_id")), File.ReadAllText(Path.Combine(topology, "core_id"))));
            }

            return cores.Count > 0 ? cores.Count : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
