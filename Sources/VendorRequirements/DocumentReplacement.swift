extension VersionRecord {
  /// The record as it is when one of its documents was read anew.
  ///
  /// What that document stated is replaced by what it states now; what others state stays. A source
  /// that several documents state is listed once, under the first of them. A profile that several
  /// documents have is one profile; its mode and condition are those of the first of them.
  ///
  /// - Parameters:
  ///   - index: Which of ``documents``; their count for one that is new.
  ///   - reading: What was read, from one document.
  /// - Returns: A candidate for the next version: no number, no acceptance.
  public func replacingDocument(at index: Int, by reading: VersionRecord) -> VersionRecord {
    precondition((0...documents.count).contains(index), "there is no document \(index)")
    precondition(reading.documents.count == 1, "one document is replaced by one")
    var candidate = reading
    candidate.documents = documents
    // The documents of a copy stay in the registry that it came from.
    if origin != nil {
      for index in candidate.documents.indices { candidate.documents[index].kept = nil }
    }
    if index < documents.count {
      candidate.documents[index] = reading.documents[0]
    } else {
      candidate.documents.append(reading.documents[0])
    }
    guard candidate.documents.count > 1 else { return candidate }
    candidate.profiles = []
    for document in candidate.documents.indices {
      let stated = document == index ? reading.profiles : profiles(of: document)
      for profile in stated { candidate.merge(profile, document: document) }
    }
    return candidate
  }

  /// What one of the documents states.
  private func profiles(of document: Int) -> [Profile] {
    profiles.compactMap { profile in
      var stated = profile
      stated.directives = profile.directives.compactMap { directive in
        let requirements = directive.requirements.compactMap { requirement -> Requirement? in
          if requirement.document ?? 0 == document { return requirement }
          guard requirement.also.contains(document) else { return nil }
          var other = requirement
          // The place is that in the document under which the source is listed.
          (other.line, other.evidence) = (nil, nil)
          return other
        }
        return requirements.isEmpty
          ? nil : Profile.Directive(name: directive.name, requirements: requirements)
      }
      return stated.directives.isEmpty ? nil : stated
    }
  }

  /// Adds what a document states to what those before it state.
  private mutating func merge(_ profile: Profile, document: Int) {
    let place: Int
    if let known = profiles.firstIndex(where: { $0.name == profile.name }) {
      place = known
    } else {
      var empty = profile
      empty.directives = []
      profiles.append(empty)
      place = profiles.count - 1
    }
    for directive in profile.directives {
      for var requirement in directive.requirements {
        requirement.document = document == 0 ? nil : document
        requirement.also = []
        profiles[place].add(requirement, statedBy: document, to: directive.name)
      }
    }
  }
}

extension Profile {
  /// Adds a requirement; of a source that is there already only the document is noted.
  fileprivate mutating func add(
    _ requirement: Requirement, statedBy document: Int, to directive: String
  ) {
    if let list = directives.firstIndex(where: { $0.name == directive }),
      let known = directives[list].requirements.firstIndex(where: {
        $0.source == requirement.source
      })
    {
      directives[list].requirements[known].also.append(document)
    } else {
      add(requirement, to: directive)
    }
  }
}
