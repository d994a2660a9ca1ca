using CloudswayVideo.Cli;

return await CommandLine.RunAsync(Terminal.OfProcess(), args);
