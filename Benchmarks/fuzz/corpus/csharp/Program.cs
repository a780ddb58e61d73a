using Microsoft.Net.Http.Headers;
const string Cdn = "https://cdn.test";
var app = builder.Build();
app.Use(async (context, next) =>
{
    // "Content-Security-Policy"
    context.Response.Headers.Append("Content-Security-Policy", $"img-src 'self' {Cdn} {host:x}; " + @"font-src ""b""");
    context.Response.Headers[HeaderNames.ContentSecurityPolicyReportOnly] = string.Join("; ", new[] { "img-src a", """font-src "c" """ });
    await next();
});
app.UseSecurityHeaders(new HeaderPolicyCollection().AddContentSecurityPolicy(b => { b.AddImgSrc().Self().From("https://a.test"); }));
