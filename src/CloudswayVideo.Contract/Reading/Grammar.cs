namespace CloudswayVideo.Contract.Reading;

/// <summary>A keyword of a kind of object: the type of its value, and whether it is required.</summary>
internal sealed record Keyword(string Name, string Type, bool IsRequired);

/// <summary>
/// The keywords that a contract may have, and where: those of OpenAPI 3.0 and our marks ("x-..."). It is the only list
/// of the marks.
/// </summary>
internal static partial class Grammar
{
    // "!" is required, "[x]" a list of x, "{x}" an object whose values are x, "a|b" one of these words, "label" a text
    // that is no prose. "never", and a word after "~", is valid in OpenAPI but cannot be expressed by the generator.
    private const string Table = """
        contract
          openapi=text! info=info! servers=[server] paths={path-item} components=components security=[any]
          tags=[tag] externalDocs=any webhooks=never
        info
          title=text! version=text! summary=text description=text termsOfService=text contact=any license=any
        server
          url=text! description=text variables=any
        tag
          name=label! description=text externalDocs=any
        path-item
          get=operation put=operation post=operation delete=operation options=operation head=operation
          patch=operation trace=operation summary=text description=text servers=[server] parameters=[parameter]
        operation
          operationId=label tags=[label] summary=text description=text externalDocs=any parameters=[parameter]
          requestBody=request-body responses={response}! deprecated=flag security=[any] servers=[server]
          callbacks=never
          x-task-step=submit|status|file x-task-verb=verb x-task-status=label x-commands={command} x-csharp-name=name
          x-answers-within=positive
        parameter
          name=label! in=query|header|path|~cookie! description=text required=flag deprecated=flag
          allowEmptyValue=flag allowReserved=never style=text explode=flag schema=schema example=any
          examples={example} content=never
          x-client-parameter=flag x-new-uuid=flag
          x-task-value=id|status|progress|file|url|name|created|expires|width|height|reason|failure
          x-csharp-name=name
        request-body
          description=text required=flag content={media-type}!
        response
          description=text! headers={header} content={media-type} links=never
        header
          description=text required=flag deprecated=flag allowEmptyValue=flag style=text explode=flag schema=schema
          example=any examples={example} content=any
        media-type
          schema=schema example=any examples={example} encoding=never
        example
          summary=text description=text value=any! externalValue=never
        components
          schemas={schema} responses={response} parameters={parameter} examples={example}
          requestBodies={request-body} headers={header} securitySchemes={security-scheme} links=never callbacks=never
        security-scheme
          type=http|apiKey|~oauth2|~openIdConnect! description=text name=label in=header|~query|~cookie
          scheme=bearer|Bearer|~basic|~digest bearerFormat=text flows=any openIdConnectUrl=text
          x-key-prefix=text
        schema
          title=text description=text type=string|number|integer|boolean|array|object format=label nullable=flag
          enum=[value] default=any example=any deprecated=flag readOnly=flag writeOnly=flag externalDocs=any xml=any
          multipleOf=positive minimum=number maximum=number exclusiveMinimum=flag exclusiveMaximum=flag
          minLength=count maxLength=count pattern=text minItems=count maxItems=count uniqueItems=flag
          minProperties=count maxProperties=count required=[label] properties={schema} additionalProperties=open
          items=schema allOf=[schema] oneOf=[schema] anyOf=[schema] not=never discriminator=never
          patternProperties=never
          x-task-value=id|status|progress|file|url|name|created|expires|width|height|reason|failure
          x-phases=x-phases x-reasons=x-reasons x-alias-of=label x-envelope=flag x-absent=any x-call-status=[value]
          x-call-message=flag
          x-input=image|url x-image-limits=x-image-limits x-option=option x-bracketed=x-bracketed x-enumNames=[label]
          x-csharp-name=name
        command
          summary=text! argument=label needs=[label] omits=[label]
        x-phases
          Pending=[value] Running=[value] Succeeded=[value] Failed=[value]
        x-reasons
          Unknown=[value] Authentication=[value] AccessDenied=[value] Balance=[value] Quota=[value] RateLimited=[value]
          Moderation=[value] InvalidRequest=[value] NotFound=[value] ServiceFault=[value] UnreadableReply=[value]
        x-image-limits
          formats=[label]! maximumBytes=positive! shortSideAbove=count! ratioAbove=number! ratioBelow=positive!
        x-bracketed
          name=name! recommendedAtOnce=count! known={text}!
        """;

    /// <summary>Words of other languages, and the words of OpenAPI that mean the same.</summary>
    public static IReadOnlyDictionary<string, string> Meant { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["int"] = "integer",
            ["long"] = "integer",
            ["float"] = "number",
            ["double"] = "number",
            ["decimal"] = "number",
            ["bool"] = "boolean",
            ["str"] = "string",
            ["text"] = "string",
            ["list"] = "array",
            ["map"] = "object",
            ["dict"] = "object",
            ["min"] = "minimum",
            ["max"] = "maximum",
            ["const"] = "enum",
            ["values"] = "enum",
            ["ref"] = "$ref",
        };

    /// <summary>The keywords of each kind of object.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Keyword>> Kinds { get; } = Read();

    /// <summary>The section of the components that holds objects of a kind.</summary>
    public static IReadOnlyDictionary<string, string> Sections { get; } =
        Kinds["components"]
            .Where(section => section.Type != "never")
            .ToDictionary(section => section.Type.Trim('{', '}'), section => section.Name);

    /// <summary>The marks, each with the kinds of object that it belongs on.</summary>
    public static ILookup<string, string> Marks { get; } =
        Kinds
            .SelectMany(kind => kind.Value.Select(keyword => (kind.Key, keyword.Name)))
            .Where(keyword => keyword.Name.StartsWith("x-", StringComparison.Ordinal))
            .ToLookup(keyword => keyword.Name, keyword => keyword.Key);

    /// <summary>The marks that only one of the spellings of a field has ("x-alias-of").</summary>
    public static IReadOnlyList<string> OfOneSpelling { get; } =
        "x-task-value x-call-status x-csharp-name".Split(' ');

    /// <summary>The form of a string type, and its description for messages; null for other types.</summary>
    public static (Regex Form, string Words)? FormOf(string type) =>
        type switch
        {
            "verb" => (Verb(), "one word in lower case, such as upscale"),
            "option" => (
                Option(),
                "words in lower case with hyphens between, such as source-image"
            ),
            "name" => (Name(), "a C# name that begins with a capital, such as AspectRatio"),
            _ => null,
        };

    private static Dictionary<string, IReadOnlyList<Keyword>> Read()
    {
        var kinds = new Dictionary<string, List<Keyword>>();
        var kind = "";
        foreach (var line in Table.ReplaceLineEndings("\n").Split('\n'))
        {
            if (!line.StartsWith(' '))
            {
                kind = line;
                kinds[kind] = [];
                continue;
            }

            kinds[kind]
                .AddRange(
                    line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Select(word => word.Split('='))
                        .Select(word => new Keyword(
                            word[0],
                            word[1].TrimEnd('!'),
                            word[1].EndsWith('!')
                        ))
                );
        }

        return kinds.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<Keyword>)entry.Value);
    }

    [GeneratedRegex(@"\A[a-z]+\z")]
    private static partial Regex Verb();

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex Option();

    [GeneratedRegex(@"\A[\p{Lu}\p{Lo}][\p{L}\p{Nd}]*\z")]
    private static partial Regex Name();
}
