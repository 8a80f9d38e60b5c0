using System.CommandLine;
using System.Globalization;
using Speech.Cli.Models;
using Speech.Sdk;
using Speech.Sdk.Models;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Cli.Commands;

/// <summary><c>speech models list</c> and <c>speech models show NAME</c>.</summary>
internal sealed class ModelsCommand
{
    private readonly CliEnvironment _environment;
    private readonly HubOptions _options;

    private ModelsCommand(CliEnvironment environment) =>
        (_environment, _options) = (environment, new HubOptions { Variable = environment.Variable, Converter = environment.Converter });

    public static Command Create(CliEnvironment environment)
    {
        ModelsCommand models = new(environment);
        Command list = new("list", "Lists known models, and others that were pulled; an asterisk marks those on this machine.");
        list.SetAction(_ => models.List());
        Argument<string> name = new("NAME") { Description = "A name of 'speech models list', or ORG/NAME that was pulled." };
        Command show = new("show", "Shows a model.") { name };
        show.SetAction(parsed => models.Show(parsed.GetRequiredValue(name)));
        return new("models", "Lists and shows models.") { list, show };
    }

    private void List()
    {
        List<string[]> rows = [["  name", "parameters", "languages", "licence", "here"]];
        rows.AddRange(ModelCatalogue.Entries.Select(entry => Row(entry, Here(entry))));
        rows.AddRange(ModelHub.List(_options).Where(model => ModelCatalogue.Find(model.Name) is null).Select(model => (string[])[$"* {model.Name}", "", "", "", Here(model)!]));
        int[] widths = [.. Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
            _environment.Output.WriteLine(string.Join("  ", row.Select((cell, column) => column < widths.Length ? cell.PadRight(widths[column]) : cell)).TrimEnd());
    }

    private static string[] Row(CatalogueEntry entry, string? here) =>
    [
        $"{(here is null ? ' ' : '*')} {entry.Name}", string.Create(CultureInfo.InvariantCulture, $"{entry.Parameters} M"),
        entry.Use is null ? entry.Languages : $"{entry.Languages} ({entry.Use})", entry.Licence, here ?? "",
    ];

    private string? Here(CatalogueEntry entry)
    {
        if (entry.IsEmbedded)
            return entry.Folder is null ? null : "embedded";
        return Here(ModelHub.Find(entry.Name, _options));
    }

    private static string? Here(LocalModel local) =>
        local.Folder is null ? null : string.Join(", ", local.Converted.Select(precision => precision.Name()).Prepend("downloaded"));

    private void Show(string name)
    {
        CatalogueEntry? entry = ModelCatalogue.Find(name);
        LocalModel local = entry is { IsEmbedded: true } ? new LocalModel(name, entry.Folder, []) : ModelHub.Find(name, _options);
        if (entry is null && local.Folder is null)
            throw new ModelFolderException($"{name}: there is no model of this name; 'speech models list' lists them. Other repositories of the same families work as well: speech pull ORG/NAME.");
        TextWriter output = _environment.Output;
        output.WriteLine($"name:        {name}");
        if (entry is not null)
        {
            output.WriteLine($"family:      {entry.Family}");
            output.WriteLine($"description: {entry.Description}");
        }

        output.WriteLine($"folder:      {local.Folder ?? "not on this machine"}");
        if (local.Converted.Count > 0)
            output.WriteLine($"converted:   {string.Join(", ", local.Converted.Select(precision => precision.Name()))}");
    }
}
