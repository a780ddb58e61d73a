public import Diagnostics
public import DocumentTree
public import VendorRequirements

/// What a document asks for, what was not taken from it, and what is odd about it.
public struct ExtractedDocument: Sendable {
  /// A token that looked like a source and was not taken.
  public struct Rejected: Sendable, Hashable {
    /// As the document spells it, cut to 200 characters.
    public var token: String
    /// Line of the document, from 1.
    public var line: Int
    /// Why, such as `console-error`.
    public var reason: String

    /// Makes a rejection.
    public init(token: String, line: Int, reason: String) {
      self.token = token
      self.line = line
      self.reason = reason
    }
  }

  /// A profile and how sure each of its sources is.
  public struct ReadProfile: Sendable, Hashable {
    /// The profile as a record holds it.
    public var profile: Profile
    /// Confidence by directive and source.
    public var confidences: [Key: Confidence]

    /// A place in a profile.
    public struct Key: Sendable, Hashable {
      /// Directive name.
      public var directive: String
      /// Source as spelled.
      public var source: String

      /// Makes a key.
      public init(directive: String, source: String) {
        self.directive = directive
        self.source = source
      }
    }

    /// Makes a profile with confidences.
    public init(profile: Profile, confidences: [Key: Confidence]) {
      self.profile = profile
      self.confidences = confidences
    }

    /// How sure a source of the profile is.
    public func confidence(of source: String, in directive: String) -> Confidence {
      confidences[Key(directive: directive, source: source)] ?? .inferred
    }
  }

  /// What the document was read as.
  public var mediaType: MediaType
  /// Its title, when it states one.
  public var title: String?
  /// What it offers.
  public var profiles: [ReadProfile]
  /// What was not taken from it and why.
  public var rejected: [Rejected]
  /// What is odd about it.
  public var diagnostics: [Diagnostic]
  /// Whether all of it could be read.
  public var isReadable: Bool
  /// Profile and directive inside which the document stops, such as `detailed/img-src`.
  public var cutAfter: String?

  /// Whether the document stops inside its requirements, so that importing it must be refused.
  public var isCutOff: Bool { cutAfter != nil }

  /// Makes a result.
  public init(
    mediaType: MediaType, title: String? = nil, profiles: [ReadProfile] = [],
    rejected: [Rejected] = [], diagnostics: [Diagnostic] = [], isReadable: Bool = true,
    cutAfter: String? = nil
  ) {
    self.mediaType = mediaType
    self.title = title
    self.profiles = profiles
    self.rejected = rejected
    self.diagnostics = diagnostics
    self.isReadable = isReadable
    self.cutAfter = cutAfter
  }
}
