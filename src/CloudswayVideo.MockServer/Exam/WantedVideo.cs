using System.Security.Cryptography;
using System.Text;
using CloudswayVideo.Contract;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Exam;

/// <summary>Recognizes the submissions of one wanted video.</summary>
internal static class WantedVideo
{
    /// <summary>What identifies the video. It is a digest, because a body holds prompts and images.</summary>
    public static string Of(ContractOperation operation, JToken? body)
    {
        var wanted = PromptOf(operation, body) ?? body;
        return Convert.ToHexString(
            SHA256.HashData(
                Encoding.UTF8.GetBytes($"{operation.Id} {wanted?.ToString(Formatting.None)}")
            )
        );
    }

    // A client that changes anything else at each try, such as a seed, still wants the same video.
    private static JToken? PromptOf(ContractOperation operation, JToken? body) =>
        operation
            .Commands?.PropertyValues()
            .Select(command => body?[$"{command["argument"]}"])
            .FirstOrDefault(prompt => !string.IsNullOrWhiteSpace((string?)(prompt as JValue)));
}
