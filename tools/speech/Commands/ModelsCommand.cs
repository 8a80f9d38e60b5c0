using System.CommandLine;
using Speech.Sdk;
using Speech.Sdk.Models.Catalogue;

namespace Speech.Cli.Commands;

/// <summary><c>speech models list</c> and <c>speech models show NAME</c>.</summary>
internal static class ModelsCommand
{
    public static Command Create(CliEnvironment environment)
    {
        Command list = new("list", "Lists the models that go by a name; an asterisk marks those on this machine.");
        list.SetAction(_ => List(environment.Output));
        Argument<string> name = new("NAME") { Description = "A name of 'speech models list'." };
        Command show = new("show", "Shows a model.") { name };
        show.SetAction(parsed => Show(environment.Output, parsed.GetRequiredValue(name)));
        return new("models", "Lists and shows models.") { list, show };
    }

    private static void List(TextWriter output)
    {
        int width = ModelCatalogue.Entries.Select(entry => entry.Name.Length).DefaultIfEmpty().Max();
        foreach (CatalogueEntry entry in ModelCatalogue.Entries)
            output.WriteLine($"{(entry.Folder is null ? ' ' : '*')} {entry.Name.PadRight(width)}  {entry.Description}");
    }

    private static void Show(TextWriter output, string name)
    {
        CatalogueEntry entry = ModelCatalogue.Find(name) ?? throw new ModelFolderException(
            $"{name}: there is no model of this name; expected one of: {string.Join(", ", ModelCatalogue.Entries.Select(known => known.Name))}.");
        output.WriteLine($"name:        {entry.Name}");
        output.WriteLine($"family:      {entry.Family}");
        output.WriteLine($"description: {entry.Description}");
        output.WriteLine($"folder:      {entry.Folder ?? "not on this machine"}");
    }
}
