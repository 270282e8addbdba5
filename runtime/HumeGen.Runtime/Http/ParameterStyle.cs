namespace HumeGen;

/// <summary>Forms of a list or an object in a path, a query, a header or a cookie: the styles of OpenAPI.</summary>
public enum ParameterStyle
{
    /// <summary>Parts with commas between them: <c>a,b</c>; of an object <c>x,1,y,2</c>, exploded <c>x=1,y=2</c>.</summary>
    Simple,

    /// <summary>As <see cref="Simple"/> in one parameter; exploded, a parameter for each part: those of a list repeat the name, those of an object have their own.</summary>
    Form,

    /// <summary>Parts with spaces between them.</summary>
    SpaceDelimited,

    /// <summary>Parts with <c>|</c> between them.</summary>
    PipeDelimited,

    /// <summary>Members in brackets: <c>name[x]=1</c>.</summary>
    DeepObject,

    /// <summary>A step of a path that begins with a point: <c>.a,b</c>, exploded <c>.a.b</c>.</summary>
    Label,

    /// <summary>A step of a path that begins with a semicolon and the name: <c>;name=a,b</c>, exploded <c>;name=a;name=b</c>.</summary>
    Matrix,

    /// <summary>The value as JSON.</summary>
    Json,
}
