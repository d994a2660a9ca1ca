using System.Text.RegularExpressions;
using AnyOfTypes;
using CloudswayVideo.Contract;
using WireMock.Matchers;
using WireMock.Models;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Matches the path of an operation; shown and exported as a regular expression. The operation of a request is found
/// before WireMock tries each mapping, so matching only compares the two.
/// </summary>
/// <param name="basePaths">The paths of the contract's servers.</param>
/// <param name="operation">The operation; null for the path of any request.</param>
internal sealed class OperationPath(IEnumerable<string> basePaths, ContractOperation? operation)
    : IStringMatcher
{
    private readonly string _pattern = operation is null
        ? "^/"
        : $"^({string.Join('|', basePaths.Select(Regex.Escape))}){PatternOf(operation.Template)}$";

    public string Name => nameof(RegexMatcher);

    public MatchBehaviour MatchBehaviour => MatchBehaviour.AcceptOnMatch;

    public MatchOperator MatchOperator => MatchOperator.Or;

    public MatchResult IsMatch(string? input) =>
        MatchResult.From(Name, MatchBehaviour, Matches(input));

    public AnyOf<string, StringPattern>[] GetPatterns() => [_pattern];

    public string GetCSharpCodeArguments() => $"new {Name}(@\"{_pattern}\")";

    // Without a current call WireMock searches its journal.
    private bool Matches(string? path) =>
        operation is null
        || (
            ReceivedCall.Current is { } call
                ? call.Operation == operation
                : path is not null && Regex.IsMatch(path, _pattern)
        );

    private static string PatternOf(string template) =>
        Regex.Replace(Regex.Escape(template), @"\\\{[^}]+}", "[^/]+");
}
