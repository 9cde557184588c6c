import Audit
import Kernel
import Sealing

extension Accounts {
    /// Seals anew, under the newest keys, what still lies under older ones; a batch at a time, while the house is open.
    ///
    /// - Returns: how many accounts there were; 0 when all is done.
    public func reseal(in town: any Writing) throws -> Int {
        let behind = try rights.sealedAccounts(notUnder: keys.currentVersion, in: town)
        for id in behind { try reseal(id, in: town) }
        return behind.count
    }

    /// Which versions of the keys something still lies under: the others may be taken out of the key file.
    public func versionsInUse(in town: any Reading) throws -> Set<UInt32> { try rights.versionsInUse(in: town) }

    /// Forgets the versions that nothing lies under any more, so that the key file may lack them.
    ///
    /// - Parameter besides: versions that something of other features lies under.
    /// - Returns: the versions forgotten.
    public func retireKeys(besides: Set<UInt32> = [], in town: any Writing) throws -> [UInt32] {
        let used = try versionsInUse(in: town).union([keys.currentVersion]).union(besides)
        let retired = try store.keyChecks(in: town).map(\.version).filter { !used.contains($0) }
        for version in retired { try store.removeKeyCheck(version: version, in: town) }
        return retired
    }

    private func reseal(_ id: ID<Account>, in town: any Writing) throws {
        let sealed = try rights.sealed(of: id, in: town)
        if let phone = sealed.phone {
            let bytes = try open(phone, .phone, of: id)
            try store.set(
                phone: try seal(bytes, .phone, of: id),
                index: keys.blindIndex(bytes, field: SealedField.phone.rawValue),
                of: id, in: town)
        }
        let name = try sealed.legalName.map { try seal(try open($0, .legalName, of: id), .legalName, of: id) }
        let number = try sealed.identity.map { try open($0, .identity, of: id) }
        try people.setIdentity(
            legalName: name, identity: try number.map { try seal($0, .identity, of: id) },
            index: number.map { keys.blindIndex($0, field: SealedField.identity.rawValue) }, of: id, in: town)
        if let photo = sealed.photo {
            try consents.setPhoto(try seal(try open(photo, .photo, of: id), .photo, of: id), of: id, in: town)
        }
        if let secret = try rights.oneTimeSecret(of: id, in: town) {
            try rights.setOneTimeSecret(
                try seal(try open(secret, .oneTimeSecret, of: id), .oneTimeSecret, of: id), of: id, in: town)
        }
    }
}
