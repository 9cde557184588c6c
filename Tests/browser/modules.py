"""The modules of the pages in Chromium, without the program: served from the working copy as they are."""

import functools
import http.server
import threading

from programs import ROOT


class Files(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript; charset=utf-8"}

    def do_GET(self):
        if self.path != "/":
            return super().do_GET()
        body = b"<!DOCTYPE html><html lang='zh-Hans'><meta charset='utf-8'><title>modules</title><body></body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return self.wfile.write(body)

    def log_message(self, *words):
        pass


@functools.cache
def server():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Files, directory=ROOT / "Web"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def blank_page(chromium, **settings):
    """A page with nothing on it. What comes from this machine is a secure context, so there is WebCrypto."""
    page = chromium.new_context(**settings).new_page()
    page.goto(server())
    return page
