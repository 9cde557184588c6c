extension Answer {
    /// The same, to be kept by nobody: neither on the way nor in the browser (RFC 9111, `no-store`).
    var unkept: Answer {
        var answer = self
        answer.headers.removeAll { $0.0.lowercased() == "cache-control" }
        answer.headers.append(("Cache-Control", "no-store"))
        return answer
    }

    /// Tells the browser to throw away the pages it holds of this site: the next one at this phone is somebody else.
    /// Browsers obey it over TLS only (W3C Clear Site Data).
    ///
    /// - Parameter storage: also what scripts have kept, such as pages for use without a network.
    public func leavingNothing(storage: Bool = false) -> Answer {
        var answer = self
        answer.headers.append(("Clear-Site-Data", storage ? "\"cache\", \"storage\"" : "\"cache\""))
        return answer
    }
}
