import Crypto
import Foundation
import Hexadecimal

/// The token an operator is given for its secret and shows with every push. It is a signed expiry time, so no node
/// has to remember it; whoever changes the secret has revoked every token.
public enum AccessToken {
    public static let lifetimeSeconds: Int64 = 7_200

    public static func issue(to operatorID: String, secret: String, nowSeconds: Int64) -> String {
        let expiry = String(nowSeconds + lifetimeSeconds)
        return expiry + "." + code(operatorID, expiry, secret)
    }

    public static func isValid(_ token: String, of operatorID: String, secret: String, nowSeconds: Int64) -> Bool {
        let parts = token.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let expiry = Int64(parts[0]), expiry > nowSeconds,
            expiry <= nowSeconds + lifetimeSeconds
        else { return false }
        let wanted = Array(code(operatorID, String(parts[0]), secret).utf8)
        let given = Array(parts[1].utf8)
        guard wanted.count == given.count else { return false }
        return zip(wanted, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func code(_ operatorID: String, _ expiry: String, _ secret: String) -> String {
        let key = SymmetricKey(data: Array(("yongai-token/" + secret).utf8))
        return HMAC<SHA256>.authenticationCode(for: Array("\(operatorID)/\(expiry)".utf8), using: key).hexadecimal
    }
}
