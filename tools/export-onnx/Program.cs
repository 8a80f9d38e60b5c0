using Speech.Sdk.Export;

return await ExportCommand.RunAsync(args, Console.Error).ConfigureAwait(false);
