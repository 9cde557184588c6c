import HummingbirdCore
import Logging
import NIOCore

/// HTTP/1 whose connections are served where they are read and written, on their event loops: a request that is
/// answered at once never changes threads. What takes longer leaves the loop by itself (`Hallway.pass`).
struct LoopChannel: ServerChildChannel {
    let http: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger)
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor(loop: value.channel.eventLoop)) {
            await http.handle(value: value, logger: logger)
        }
    }
}

extension HTTPServerBuilder {
    static let onLoops = HTTPServerBuilder { LoopChannel(http: HTTP1Channel(responder: $0)) }
}

/// An event loop as tasks see it.
private final class LoopExecutor: TaskExecutor {
    let loop: any EventLoop

    init(loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
