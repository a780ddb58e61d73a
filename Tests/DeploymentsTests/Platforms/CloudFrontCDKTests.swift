import Testing

@testable import Deployments

@Suite struct CloudFrontCDKTests {
  static let typeScript = """
    import { Stack } from 'aws-cdk-lib';
    import { ResponseHeadersPolicy, CfnResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
    const api = 'https://api.test';
    export class Site extends Stack {
      constructor(scope: Construct, id: string) {
        super(scope, id);
        const policy = new ResponseHeadersPolicy(this, 'Headers', {
          comment: 'of the site',
          securityHeadersBehavior: {
            contentSecurityPolicy: {
              contentSecurityPolicy: `default-src 'self'; connect-src 'self' ${api} ${props.host}`,
              override: true,
            },
          },
          customHeadersBehavior: { customHeaders: [
            { header: 'content-security-policy-report-only', value: "img-src 'self'", override: true },
          ] },
        });
        new CfnResponseHeadersPolicy(this, 'Raw', { responseHeadersPolicyConfig: { name: 'raw',
          securityHeadersConfig: { contentSecurityPolicy: { override: true, contentSecurityPolicy: 'img-src a' } } } });
      }
    }
    """

  @Test func typeScript() {
    #expect(
      CloudFrontCDK.lines(Self.typeScript, name: "stack.ts") == [
        "3-11: <Headers> default-src 'self'; connect-src 'self' https://api.test {{props.host}}",
        "16-16: [report-only] <Headers> img-src 'self'", "20-20: <Raw> img-src a",
      ])
    #expect(CloudFrontCDK.expectRoundTrips(Self.typeScript, name: "stack.ts") > 5)
  }

  static let python = #"""
    from aws_cdk import aws_cloudfront as cloudfront, Stack

    HOSTS = ["https://a.test", "https://b.test"]

    class Site(Stack):
        def __init__(self, scope, id):
            cloudfront.ResponseHeadersPolicy(self, "Headers",
                security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                    content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                        content_security_policy="; ".join([
                            "default-src 'self'",
                            f"img-src 'self' {' '.join(HOSTS)}",
                        ]),
                        override=True,
                    ),
                ),
                custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(custom_headers=[
                    cloudfront.ResponseCustomHeader(header="X-Note", value="img-src x", override=True),
                    cloudfront.ResponseCustomHeader(
                        header="Content-Security-Policy-Report-Only", value="img-src 'self'", override=True),
                ]),
            )
    """#

  @Test func python() {
    #expect(
      CloudFrontCDK.lines(Self.python, name: "stack.py") == [
        "3-12: <Headers> default-src 'self'; img-src 'self' https://a.test https://b.test",
        "20-20: [report-only] <Headers> img-src 'self'",
      ])
    #expect(CloudFrontCDK.expectRoundTrips(Self.python, name: "stack.py") > 4)
  }

  static let java = #"""
    import software.amazon.awscdk.services.cloudfront.*;

    public class Site extends Stack {
      private static final String CSP = String.join("; ",
          "default-src 'self'",
          "connect-src 'self' https://api.test");

      public Site(final Construct scope, final String id) {
        ResponseHeadersPolicy.Builder.create(this, "Headers")
            .securityHeadersBehavior(ResponseSecurityHeadersBehavior.builder()
                .contentSecurityPolicy(ResponseHeadersContentSecurityPolicy.builder()
                    .contentSecurityPolicy(CSP)
                    .override(true)
                    .build())
                .build())
            .customHeadersBehavior(ResponseCustomHeadersBehavior.builder()
                .customHeaders(List.of(ResponseCustomHeader.builder()
                    .header("Content-Security-Policy-Report-Only").value("img-src 'self'").override(true).build()))
                .build())
            .build();
      }
    }
    """#

  @Test func java() {
    #expect(
      CloudFrontCDK.lines(Self.java, name: "Site.java") == [
        "5-6: <Headers> default-src 'self'; connect-src 'self' https://api.test",
        "18-18: [report-only] <Headers> img-src 'self'",
      ])
    #expect(CloudFrontCDK.expectRoundTrips(Self.java, name: "Site.java") > 4)
  }

  static let csharp = #"""
    using Amazon.CDK;
    using Amazon.CDK.AWS.CloudFront;

    public class Site : Stack
    {
        internal Site(Construct scope, string id, IStackProps props = null) : base(scope, id, props)
        {
            var headers = new ResponseHeadersPolicy(this, "Headers", new ResponseHeadersPolicyProps
            {
                SecurityHeadersBehavior = new ResponseSecurityHeadersBehavior
                {
                    ContentSecurityPolicy = new ResponseHeadersContentSecurityPolicy
                    {
                        ContentSecurityPolicy = "default-src 'self'; img-src 'self' " + cdn,
                        Override = true
                    }
                }
            });
        }
    }
    """#

  @Test func csharp() {
    #expect(
      CloudFrontCDK.lines(Self.csharp, name: "Site.cs") == [
        "14-14: <Headers> default-src 'self'; img-src 'self' {{cdn}}"
      ])
    #expect(CloudFrontCDK.expectRoundTrips(Self.csharp, name: "Site.cs") > 2)
  }

  @Test func kotlin() {
    let text = #"""
      import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy
      class Site(scope: Construct) : Stack(scope, "s") {
        init {
          ResponseHeadersPolicy.Builder.create(this, "Headers")
            .securityHeadersBehavior(ResponseSecurityHeadersBehavior.builder()
              .contentSecurityPolicy(ResponseHeadersContentSecurityPolicy.builder()
                .contentSecurityPolicy("default-src 'self'; img-src $cdn").override(true).build()).build())
            .build()
        }
      }
      """#
    #expect(
      CloudFrontCDK.lines(text, name: "Site.kt") == [
        "7-7: <Headers> default-src 'self'; img-src {{cdn}}"
      ])
    #expect(CloudFrontCDK.expectRoundTrips(text, name: "Site.kt") > 2)
  }

  @Test func membersOfClasses() {
    let typeScript = """
      import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
      class Site extends cdk.Stack {
        static readonly HOST = 'https://a.test';
        private readonly hosts: string[] = ["'self'", Site.HOST];
        constructor(scope: Construct) {
          super(scope, 'site');
          new cloudfront.ResponseHeadersPolicy(this, 'Headers', { securityHeadersBehavior: { contentSecurityPolicy: {
            contentSecurityPolicy: this.policy('https://b.test'), override: true } } });
        }
        private policy(api: string): string {
          return `default-src 'self'; img-src ${this.hosts.join(' ')}; connect-src ${api}`;
        }
      }
      """
    let name = "site.ts"
    #expect(
      CloudFrontCDK.lines(typeScript, name: name)?.map { String($0.drop { $0 != " " }) } == [
        " <Headers> default-src 'self'; img-src 'self' https://a.test; connect-src https://b.test"
      ])
    #expect(CloudFrontCDK.expectRoundTrips(typeScript, name: name) > 2)
    let python = """
      from aws_cdk import aws_cloudfront as cf
      class Site(Stack):
          def __init__(self, scope, id):
              self.hosts = ["'self'", "https://a.test"]
              cf.ResponseHeadersPolicy(self, "Headers", security_headers_behavior=cf.ResponseSecurityHeadersBehavior(
                  content_security_policy=cf.ResponseHeadersContentSecurityPolicy(
                      content_security_policy=self.policy("https://b.test"), override=True)))
          def policy(self, api: str = None) -> str:
              lists = {"default-src": ["'self'"], "img-src": self.hosts, "connect-src": [api]}
              return "; ".join(f"{name} {' '.join(hosts)}" for name, hosts in lists.items())
      """
    #expect(
      CloudFrontCDK.lines(python, name: "site.py")?.map { String($0.drop { $0 != " " }) } == [
        " <Headers> default-src 'self'; img-src 'self' https://a.test; connect-src https://b.test"
      ])
    #expect(CloudFrontCDK.expectRoundTrips(python, name: "site.py") > 1)
  }

  @Test(arguments: [
    "export const contentSecurityPolicy = { contentSecurityPolicy: 'img-src a', override: true }",
    "import 'aws-cdk-lib'\n// new ResponseHeadersPolicy(this, 'x', { })",
  ]) func othersAreNone(text: String) {
    #expect((CloudFrontCDK.lines(text, name: "a.ts") ?? []) == [])
  }
}
