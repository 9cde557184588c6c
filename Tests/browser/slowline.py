"""A slow telephone line: what a phone out of town has between itself and the server. Everything goes through it, the
service worker's own requests too, which Chromium's emulation leaves out."""

import asyncio
import threading
import time

CHUNK_BYTES = 1400
# Resolves when the service worker answers for the page. (Waiting by polling needs eval, which the pages' policy forbids.)
IN_CHARGE = """() => navigator.serviceWorker.controller ? true : new Promise((done, fail) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => done(true), { once: true });
    setTimeout(fail, 30000, new Error("no service worker within 30 s"));
})"""


class SlowLine:
    """Listens on `address` and passes on to `port`: `kilobits` per second each way, `round_trip` seconds a question."""

    def __init__(self, port, kilobits=400, round_trip=0.4):
        self.target, self.bytes_per_second, self.round_trip = port, kilobits * 1000 / 8, round_trip
        self.free_at = {"up": 0.0, "down": 0.0}
        self.bytes = {"up": 0, "down": 0}
        self.loop = asyncio.new_event_loop()
        started = threading.Event()
        self.thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self.thread.start()
        started.wait(10)

    def _run(self, started):
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(asyncio.start_server(self._connection, "127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}"
        started.set()
        self.loop.run_forever()

    async def _connection(self, reader, writer):
        # The handshake of a new connection.
        await asyncio.sleep(self.round_trip)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._pump("up", reader, far_writer), self._pump("down", far_reader, writer))

    async def _pump(self, way, reader, writer):
        queue = asyncio.Queue()
        delivery = asyncio.create_task(self._deliver(queue, writer))
        try:
            while data := await reader.read(CHUNK_BYTES):
                now = time.monotonic()
                # All connections share the line.
                self.free_at[way] = max(now, self.free_at[way]) + len(data) / self.bytes_per_second
                self.bytes[way] += len(data)
                await queue.put((self.free_at[way] + self.round_trip / 2, data))
        except OSError:
            pass
        await queue.put((0, None))
        await delivery

    @staticmethod
    async def _deliver(queue, writer):
        while True:
            at, data = await queue.get()
            if data is None:
                break
            await asyncio.sleep(max(0, at - time.monotonic()))
            try:
                writer.write(data)
                await writer.drain()
            except OSError:
                break
        writer.close()

    def close(self):
        asyncio.run_coroutine_threadsafe(self._end(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    async def _end(self):
        self.server.close()
        tasks = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
