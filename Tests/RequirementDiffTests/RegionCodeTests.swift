import Testing

@testable import RequirementDiff

@Suite struct RegionCodeTests {
  @Test(arguments: [
    "us", "eu", "in", "ap", "apac", "emea", "au", "uk", "jp", "sg", "br", "ca", "na", "sa", "de",
    "us1", "us2", "eu3", "us01", "EU", "global", "us-east-1", "us-west-2", "eu-central-1",
    "ap-southeast-2", "ap-northeast-1", "sa-east-1", "me-south-1", "us-gov-west-1", "europe-west4",
    "asia-east1", "us-central1", "westeurope", "northeurope", "eastus", "eastus2", "westus3",
    "centralus", "southcentralus", "uksouth", "ukwest", "southeastasia", "eastasia", "us-1",
  ]) func knows(part: String) {
    #expect(RegionCode.matches(part))
  }

  @Test(arguments: [
    "", "x", "w", "1", "12", "cdn", "cdn1", "api", "www", "static", "prod", "v2", "east", "west-1",
    "user", "using", "index", "eur-x", "us-api", "eu-app", "1us", "data-us", "center", "usx",
    "-", "us-", "-us", "deploy", "fonts",
  ]) func knowsNot(part: String) {
    #expect(!RegionCode.matches(part))
  }
}
