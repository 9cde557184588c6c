import Kernel

/// What became of a code that was asked for.
public enum CodeSent: Sendable {
    /// It can be typed in: it is on its way, or may be.
    ///
    /// - shown: the code itself, in a demonstration without phones.
    case onItsWay(ID<SignInCode>, shown: String?, fault: Phrase?)
    case notSent(Phrase)
}

extension SignIn {
    /// What becomes of codes now.
    public var codeWay: CodeWay { codes.way }

    /// Makes a code for a number and sends it, whether or not anybody here has that number.
    ///
    /// - Throws: `Refusal.tooMany`.
    public func sendCode(to phone: PhoneNumber, _ visit: Visit) async throws -> CodeSent {
        let digits = accounts.newDigits()
        let (code, isShown) = try await database.write(.relaxed) { [accounts, codes] town in
            (
                try accounts.askCode(for: phone, digits: digits, network: visit.client.network, in: town),
                try codes.way == .shown && accounts.mayShowCode(for: phone, in: town)
            )
        }
        do throws(CodeFault) {
            try await codes.send(
                CodeMessage(
                    id: code.id, phone: phone, code: digits, language: visit.language, at: code.createdAt,
                    expiresAt: code.expiresAt))
        } catch {
            // It may have come all the same where the gateway was only slow: such a code still works.
            guard error == .late else {
                _ = try await database.write(.relaxed) { [accounts] in try accounts.codeStore.end(code.id, in: $0) }
                return .notSent(.notSent(error))
            }
            return .onItsWay(code.id, shown: nil, fault: .notSent(error))
        }
        let isHidden = codes.way == .shown && !isShown
        return .onItsWay(code.id, shown: isShown ? digits : nil, fault: isHidden ? .codeInLogOnly : nil)
    }
}
