using Swish.Shell;

ShellOptions options;
try
{
    options = ShellOptions.Parse(args);
}
catch (FormatException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    Console.Error.WriteLine(ShellOptions.Usage);
    return ExitCode.Usage;
}
if (options.Help)
{
    Console.Out.WriteLine(ShellOptions.Usage);
    return ExitCode.Success;
}
if (options.File is { } file && !File.Exists(file))
{
    Console.Error.WriteLine($"There is no script file '{file}'.");
    return ExitCode.Usage;
}
if (ModuleLocator.FindManifest(AppContext.BaseDirectory) is not { } manifest)
{
    Console.Error.WriteLine(
        $"There is no module folder Swish at or above {AppContext.BaseDirectory}. Build it with: dotnet build -c Release");
    return ExitCode.Error;
}
using ShellSession session = new(manifest, options);
return session.Run();
